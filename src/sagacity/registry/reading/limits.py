"""How large things may be before they are refused: generous for a city, fatal for a bomb."""

FILE_BYTES = 500_000_000
CELL_CHARACTERS = 100_000  # an Excel cell holds 32,767
COLUMNS = 1_000
JSON_BYTES = 100_000_000  # JSON has to be read whole
WORKBOOK_BYTES = 100_000_000
WORKBOOK_CELLS = 8_000_000  # counted as the rectangle around all used cells
STRUCTURE_CELLS = 300_000  # beyond this the structure rules are not looked at
ZIP_TOTAL_BYTES = 1_000_000_000
ZIP_MEMBERS = 2_000
ZIP_RATIO = 200  # inflated / packed, looked at from ZIP_RATIO_FROM on
ZIP_RATIO_FROM = 10_000_000
HEADING_SEARCH_ROWS = 30
