"""The write side of people: keyword-only, ``by=`` and ``at=``, atomic."""
