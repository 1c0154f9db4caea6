"""One message to each of those who were told what turned out to be our mistake."""
