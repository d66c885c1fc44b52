"""The manager's pages of a cohort: what they share (pages.py), and the tools that stand among their exhibits."""
