"""A town of readers, a mail server that misbehaves, workers that are killed: for the fault tests and the soak."""
