"""A draft as a reviewer reads it, and the queue of all drafts."""
