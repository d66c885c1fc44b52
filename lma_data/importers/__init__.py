"""Publishers' own files -> datasets/. The quirks of a source live in its module here, and nowhere else.

An importer is a function that takes the folder of raw files and returns one tidy frame for one dataset:

    @importer("undesa/migrant-stock-2024")
    def migrant_stock_2024(raw: Raw) -> pd.DataFrame: ...

Where a dataset is served as a file too, the function returns Made(frame, files). What a table is, is said by its
passport: an importer has a docstring only for what the passport does not say.

The frame's columns are those of the dataset's passport (dataset.yml, written by hand). `run` checks that, sorts by
the passport's keys, and only when every frame of the run is sound replaces the Parquet files and the sums in their
passports, so that nothing half-written is left. The same raw files give byte-identical Parquet.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from lma_data.catalog import DATASETS, Passport, read_passport
from lma_data.importers.problem import ImportProblem
from lma_data.importers.raw import Raw

MODULES = ("geography", "undesa", "unhcr", "idmc", "ilo", "eurostat", "worldbank", "unsd")


@dataclass(frozen=True)
class Made:
    """What an importer made: the frame, and files to be served as they are, by their path beside datasets/."""

    frame: pd.DataFrame
    files: dict[str, bytes] = field(default_factory=dict)


Importer = Callable[[Raw], pd.DataFrame | Made]
_importers: dict[str, Importer] = {}

__all__ = ["ImportProblem", "Made", "Raw", "importer", "importers", "run"]


def importer(dataset_id: str) -> Callable[[Importer], Importer]:
    """Register the function that makes one dataset."""

    def register(function: Importer) -> Importer:
        _importers[dataset_id] = function
        return function

    return register


def importers() -> dict[str, Importer]:
    """All importers by dataset id."""
    for module in MODULES:
        import_module(f"lma_data.importers.{module}")
    return dict(sorted(_importers.items()))


def run(names: Iterable[str], raw_folder: Path, datasets: Path = DATASETS, say: Callable[[str], None] = print) -> None:
    """Import the named datasets (all, when none is named) from raw_folder.

    A name is a dataset id ("undesa/migrant-stock-2024") or a publisher ("undesa"). Raises ImportProblem, which names
    the file, the place in it and what was expected, before anything is written.
    """
    chosen = _choose(list(names))
    raw = Raw(raw_folder)
    passports = {dataset_id: _read_passport(datasets / dataset_id / "dataset.yml") for dataset_id in chosen}
    staged: dict[Path, Path] = {}
    try:
        for position, (dataset_id, make) in enumerate(chosen.items(), start=1):
            result = make(raw)
            made = result if isinstance(result, Made) else Made(result)
            frame = tidy(made.frame, passports[dataset_id])
            folder = datasets / dataset_id
            data = _parquet(frame)
            _stage(staged, folder / "data.parquet", data)
            _stage(staged, folder / "dataset.yml", _stamped(folder / "dataset.yml", len(frame), data))
            for name, content in made.files.items():
                _stage(staged, datasets.parent / name, content)
            say(f"[{position}/{len(chosen)}] {dataset_id}: {len(frame):,} rows, {len(data) / 1024:,.0f} KB")
        for target, staging in staged.items():
            staging.replace(target)
    finally:
        for staging in staged.values():
            staging.unlink(missing_ok=True)


def _read_passport(path: Path) -> Passport:
    try:
        return read_passport(path)
    except (OSError, ValueError) as error:
        raise ImportProblem(" ".join(str(error).split())) from error


def _stage(staged: dict[Path, Path], target: Path, content: bytes) -> None:
    """Write beside the target, which is replaced when the whole run is sound."""
    target.parent.mkdir(parents=True, exist_ok=True)
    staged[target] = target.with_suffix(f"{target.suffix}.new")
    staged[target].write_bytes(content)


def _choose(names: list[str]) -> dict[str, Importer]:
    everything = importers()
    if not names:
        return everything
    chosen = {}
    for name in names:
        matching = {key: make for key, make in everything.items() if name in (key, key.split("/")[0])}
        if not matching:
            raise ImportProblem(f"no dataset {name!r}; there are: {', '.join(everything)}")
        chosen.update(matching)
    return chosen


def tidy(frame: pd.DataFrame, passport: Passport) -> pd.DataFrame:
    """The frame with the passport's columns, in its order, sorted by its keys; ImportProblem where it does not fit."""
    missing = [column for column in passport.columns if column not in frame.columns]
    extra = [column for column in frame.columns if column not in passport.columns]
    if missing or extra:
        raise ImportProblem(f"{passport.id}: columns missing {missing}, columns not in the passport {extra}")
    keys = list(passport.keys)
    frame = frame[passport.columns].sort_values(keys, kind="stable").reset_index(drop=True)
    if frame.empty:
        raise ImportProblem(f"{passport.id}: no rows")
    for key in keys:
        if frame[key].isna().any():
            raise ImportProblem(f"{passport.id}: column {key} is empty in {int(frame[key].isna().sum())} rows")
    repeated = frame.duplicated(keys)
    if repeated.any():
        first = frame.loc[repeated, keys].iloc[0].to_dict()
        raise ImportProblem(f"{passport.id}: {int(repeated.sum())} repeated rows, the first is {first}")
    return frame


def _parquet(frame: pd.DataFrame) -> bytes:
    """Byte-deterministic: no pandas metadata, one row group size, zstd."""
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    written = pa.BufferOutputStream()
    pq.write_table(table, written, compression="zstd", compression_level=19, row_group_size=1 << 20)
    return bytes(written.getvalue())


def _stamped(path: Path, rows: int, data: bytes) -> bytes:
    """The passport with the number of rows and the sum of the data, and the rest as it was written."""
    text = path.read_text("utf-8")
    for name, value in (("rows", str(rows)), ("sha256", hashlib.sha256(data).hexdigest())):
        line = f"{name}: {value}"
        text, found = re.subn(rf"^{name}:.*$", line, text, count=1, flags=re.MULTILINE)
        if not found:
            text = text.rstrip("\n") + f"\n{line}\n"
    return text.encode("utf-8")
