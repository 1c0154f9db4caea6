"""What happens to drafts: saved, submitted, returned, published, discarded. One file an action."""
