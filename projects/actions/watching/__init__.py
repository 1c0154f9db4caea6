"""Watched sources: what they name is fetched once, and goes into the queue if it is about something in the record."""
