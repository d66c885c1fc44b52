"""The parts that pages are laid out with: the frame around every page, filters in the URL, and the card of an exhibit."""
