"""What an importer raises."""


class ImportProblem(Exception):
    """A raw file is not what the importer knows; the message names file, sheet, cell, and what was expected."""
