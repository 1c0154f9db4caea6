"""The write side of the record: one action a file, each atomic, audited and followed by its verdicts.

Every action takes ``by=`` (a person) and ``at=`` (an aware moment), and raises ValidationError naming field and rule.
"""
