"""What editors see of their own work: the queue of drafts, what waits for them. Nothing here is public."""
