"""What the command line says of a mistake in a command."""


class Wrong(Exception):
    """Something in the command is wrong; the message says what, and what is possible."""
