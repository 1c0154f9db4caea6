"""One page for an announcement: the body, the programme, the source, and a line for each promise."""
