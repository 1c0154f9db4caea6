"""Many chains judged, here or in processes of their own (ADR 7). Knows neither Django nor the database.

``claims`` turns plain rows into what the comparison takes, ``verdicts`` judges them, ``processes`` shares the work.
"""
