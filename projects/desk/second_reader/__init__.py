"""What the second reader says of an article, beside our own reading; never before the page, never instead of it."""
