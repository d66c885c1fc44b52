"""Fixtures that several tests share."""

import gc
import os
from pathlib import Path

import pytest


def pytest_collection_finish() -> None:
    """Thousands of collected tests live to the end: no collection of garbage needs to walk through them."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def raw_folder() -> Path:
    """The folder of the publishers' files, from LMA_RAW; the test skips where it is not set."""
    folder = os.environ.get("LMA_RAW")
    if not folder:
        pytest.skip("LMA_RAW is not set: no publishers' files to compare with")
    return Path(folder)
