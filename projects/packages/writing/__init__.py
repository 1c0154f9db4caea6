"""Writes the record: the rows of a table in order, as CSV and as JSON Lines, and the places that files go to."""
