"""The page of spreadsheets: upload, questions, problems, difference, publishing, taking out."""
