"""Instant alerts: news of chosen targets, told within minutes and once."""
