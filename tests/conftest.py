"""Fixtures that several tests share."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def raw_folder() -> Path:
    """The folder of the publishers' files, from LMA_RAW; the test skips where it is not set."""
    folder = os.environ.get("LMA_RAW")
    if not folder:
        pytest.skip("LMA_RAW is not set: no publishers' files to compare with")
    return Path(folder)
