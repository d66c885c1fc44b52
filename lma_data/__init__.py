"""LMA Data: the data room of the Academy on Labour Migration."""

__version__ = "0.1.0"
