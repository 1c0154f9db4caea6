"""The read side: what a page, the API, an export and a digest all read. Dataclasses, a fixed number of queries."""
