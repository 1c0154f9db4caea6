"""What assistants can ask: one tool a file, each a report of the record with a short text beside its members."""
