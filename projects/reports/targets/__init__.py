"""One target and lists of targets."""
