"""The outbox and the channels that carry them: each is written once, sent at most once, never deleted."""
