"""Many rows of several tables at once, all or nothing: what one row is held to, each of them is held to."""
