"""How a promise and the record are cited: for people, for programs that keep references, and for search engines."""
