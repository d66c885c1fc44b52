"""The cohort: who they are, how they fare, who works with whom. cohort.py has the data."""

from lma_data.cohort.cohort import Cohort, Who, load, made

__all__ = ["Cohort", "Who", "load", "made"]
