"""How large a spreadsheet may be. Whatever is larger goes through ``import_package``, which streams."""

from __future__ import annotations

# A file is held in memory as it came. 100,000 outcomes take about 20 MB as CSV and 6 MB as XLSX.
MAX_FILE_BYTES = 48 * 2**20
# The format has fewer than forty columns; a sheet with some hundreds is another kind of table.
MAX_COLUMNS = 200
# The ids that are made for rows without one are kept in memory until all are known.
MAX_ROWS = 250_000
# A workbook of the largest number of rows unpacks to about 300 MB; it is read as a stream, so this bounds time.
MAX_PART_BYTES = 512 * 2**20
# Texts that cells share are kept in memory.
MAX_SHARED_BYTES = 128 * 2**20
# Parts beside the sheets (styles, relations) hold a few kilobytes.
MAX_SMALL_PART_BYTES = 8 * 2**20
# Deflate cannot beat 1032 : 1 and sheets stay far below; a bomb is refused before a byte of it is unpacked.
MAX_COMPRESSION = 400
SMALL_BYTES = 2**20
MAX_PARTS = 2_000
# Merged ranges are looked at for every row.
MAX_MERGED = 2_000
# Titles, dates and notes often stand above the header.
HEADER_WITHIN = 20
# Excel's own limit is 32,767 characters.
MAX_CELL_CHARACTERS = 2**20
