"""Reports on many chains at once: how they stand on a day, what changed before it and what falls due after it."""
