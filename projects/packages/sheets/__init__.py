"""A spreadsheet, XLSX or CSV, as one table of the Data Package (docs/spreadsheets.md).

``open_sheet`` tells the kind of file and gives its rows; ``header`` finds the columns; ``spelling`` turns cells into
the package's own spelling, or asks; ``stage`` puts the rows into the staging tables, where the rules of packages hold.
Figures are never taken through floats, and nothing ambiguous is decided here.
"""
