"""One target and the list of targets."""
