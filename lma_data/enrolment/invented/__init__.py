"""Invented cohorts."""
