"""Who may do what: every address of the URL configuration, by method and role, against ``rules.txt``."""
