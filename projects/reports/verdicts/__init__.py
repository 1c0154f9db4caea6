"""Verdicts on a day, what changed them, and what is due."""
