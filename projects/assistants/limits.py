"""How large a question may be."""

MAX_BODY = 64_000  # bytes; the longest sensible call has two
