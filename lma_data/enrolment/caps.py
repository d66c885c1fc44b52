"""What a file may cost: every cap of reading, in one place. Plain numbers; the worker reads them too.

A real export is far below all of them. A file above is refused with a sentence that names the cap.
"""

MIB = 1024 * 1024

TEXT_BYTES = 256 * MIB
TEXT_ROWS = 1_100_000  # lines of text
TABLE_ROWS = 25_000  # of whatever is no log: one cohort has a few hundred people, …
TABLE_MEGABYTES = 12  # … and of their text
WORKBOOK_BYTES = 25 * MIB
WORKBOOK_ROWS = 200_000  # rows with anything in them, of all sheets together
SHEETS = 100
COLUMNS = 1_000
NUMBERED = 1_048_576  # rows that a sheet can have: a larger number is none
CELL = 32_767  # characters, as in Excel; a longer cell is cut, and its row has a problem
LINE = MIB  # bytes without a line end, after which text is no table

ZIP_ENTRIES = 2_000
ZIP_DIRECTORY = MIB  # bytes of the list of a ZIP file's entries
UNPACKED = 250 * MIB
RATIO = 150  # a part may be so many times as large as its packed form, …
RATIO_FROM = MIB  # … if it is larger than this: small parts pack well

WORKER_SECONDS = (
    4.0  # the whole of a workbook, the worker's start included, on a machine that has other things to do; …
)
WORKER_WORK = 3  # … and of them, seconds of work
WORKER_MEMORY = 320 * MIB
WORKER_TEXT = 64 * MIB  # bytes that the worker may hand back

# An open quotation mark is followed so far in search of its end; then its line stands for itself.
QUOTED_LINES = 1_000
QUOTED_CHARACTERS = 200_000
PATIENCE = 5_000_000  # characters of a whole file that may be looked at in vain in such searches, …
IN_VAIN = 1_000  # … of which each costs so many at least; then every line stands for itself


def written(cap: int) -> str:
    """A large number in groups of digits, as sentences of both languages have it."""
    return f"{cap:,}".replace(",", "\u202f")
