"""The tracker as a Data Package: read, check, load and write (docs/data-package.md).

``tables`` describes the format once. Reading goes container → rows → cells → staging tables; ``checks`` judge
one row, ``record_checks`` the rows against each other and against the record; ``load`` writes the difference;
``writer`` writes a package out.
"""
