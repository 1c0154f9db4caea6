"""The digest: when it is due, what is in it, how it reads and how it is sent, a module each."""
