"""Exhibits written down: tables, and the texts that go with them."""
