"""The comparison of targets with outcomes: pure functions of claims and a date (docs/method.md)."""
