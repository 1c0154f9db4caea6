"""The week by mail for people without an account: its words, its mail, the mail that asks first, and the sweep."""
