"""Verdicts on a day: stored, read from the history of statuses, or judged from the claims."""
