"""Every message is written once, sent at most once, and never deleted; the channels that carry it."""
