"""Every importer, run over the publishers' files: exactly the bytes that are bundled, so that importing changes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lma_data.catalog import DATASETS, ROOT
from lma_data.importers import Raw, importers, run


@pytest.fixture(scope="module")
def same_raw(raw_folder: Path) -> Raw:
    """One reader for all importers: a workbook that several of them need is opened once."""
    return Raw(raw_folder)


@pytest.mark.parametrize("dataset_id", importers())
def test_importing_again_changes_nothing(
    same_raw: Raw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dataset_id: str
) -> None:
    monkeypatch.setattr("lma_data.importers.Raw", lambda folder: same_raw)
    folder = tmp_path / "datasets" / dataset_id
    folder.mkdir(parents=True)
    shutil.copy(DATASETS / dataset_id / "dataset.yml", folder)
    run([dataset_id], same_raw.folder, tmp_path / "datasets", say=lambda line: None)
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert folder / "data.parquet" in made
    for path in made:
        assert path.read_bytes() == (ROOT / path.relative_to(tmp_path)).read_bytes(), path.relative_to(tmp_path)
