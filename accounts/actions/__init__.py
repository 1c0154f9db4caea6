"""The write side of people: one action a function, keyword-only, with ``by=`` and ``at=``, atomic."""
