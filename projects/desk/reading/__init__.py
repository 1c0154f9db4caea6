"""The reading desk: a text with its figures, what each of them was read as, and what becomes of it."""
