"""Judging many chains, in this process or in several (ADR 7). Imports neither Django nor the database.

``claims`` turns lines of text into claims, ``verdicts`` judges them, ``processes`` shares them among processes.
"""
