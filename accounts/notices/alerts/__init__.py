"""Instant alerts: news of chosen targets, told once and within minutes."""
