"""Releases: what was frozen of a cohort to be shown to a room. Counts of groups in a file of its own, and nobody in it.

    for release in releases.every():
        release.tables["audience", "gender"]

This module reads and keeps the files; it knows nothing of the store and of cohorts (lma_data/cohort/release.py makes a
release). A file cannot be changed: it is written once, read-only, and its name and content carry the sum of what it says. A
release that was shown and is taken back keeps its file, because what was seen is not forgotten: later ones are checked
against it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import platformdirs

FORMAT = 1
_NAMED = re.compile(r"-\d{4}-\d\d-\d\d-[^-]*$")  # what follows the cohort in the name of a file
LIVE, WITHDRAWN = ".json", ".withdrawn"
By = tuple[str, ...]
Text = Mapping[str, str]  # by language


class ReleaseProblem(Exception):
    """A release cannot be read or written; the message names the file, never what is in it."""


class Category(NamedTuple):
    """A cell of a dimension: the codes of the categories that it stands for, its name, and whether that is "Other"."""

    codes: tuple[str, ...]
    name: Text
    rest: bool


class Dimension(NamedTuple):
    id: str
    name: Text
    categories: tuple[Category, ...]


@dataclass(frozen=True)
class Release:
    """One release as it was frozen."""

    id: str
    cohort: str
    title: Text  # of the course, with its edition
    invented: bool
    date: date
    k: int  # no figure is of fewer people
    counted: Text  # who is
    people: int
    dimensions: Mapping[str, Dimension]
    tables: Mapping[By, list]  # by one dimension: a list of counts; by two: a list of such lists
    checks: tuple[Mapping[str, Any], ...]
    checksum: str = ""
    withdrawn: bool = False


def folder() -> Path:
    """LMA_RELEASES, else `releases` beside the store (LMA_STORE, or in the user's data folder)."""
    if named := os.environ.get("LMA_RELEASES", ""):
        return Path(named)
    store = os.environ.get("LMA_STORE", "")
    return (Path(store).parent if store else platformdirs.user_data_path("lma-data")) / "releases"


def every(cohort: str = "", withdrawn: bool = False) -> list[Release]:
    """Releases that can be read, the latest first: of one cohort or of all; with `withdrawn`, also those taken back."""
    found = []
    for path in _files(withdrawn):
        try:
            found.append(read(path))
        except ReleaseProblem:
            continue
    of_it = [one for one in found if cohort in ("", one.cohort)]
    return sorted(of_it, key=lambda one: (one.date, one.id), reverse=True)


def damaged(*cohorts: str) -> list[str]:
    """Names of files that are no release, or no longer what was frozen; of these cohorts only, by their names."""
    found = []
    for path in _files(withdrawn=True):
        try:
            read(path)
        except ReleaseProblem:
            found.append(path.name)
    return [name for name in found if not cohorts or _NAMED.sub("", name) in cohorts]


def _files(withdrawn: bool) -> Iterator[Path]:
    kinds = (LIVE, WITHDRAWN) if withdrawn else (LIVE,)
    place = folder()
    yield from sorted(path for path in place.glob("*") if path.suffix in kinds) if place.is_dir() else ()


def read(path: Path) -> Release:
    """The release in a file; ReleaseProblem where it is not what was frozen."""
    try:
        content: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if content.pop("checksum") != (checksum := _sum(content)) or content["format"] != FORMAT:
            raise ReleaseProblem(f"{path.name} is not as it was frozen")
        return replace(of(content), id=path.stem, checksum=checksum, withdrawn=path.suffix == WITHDRAWN)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise ReleaseProblem(f"{path.name} cannot be read as a release") from problem


def of(content: dict[str, Any]) -> Release:
    """The release that this content would be."""
    return Release(
        id="",
        cohort=content["cohort"],
        title=content["title"],
        invented=content["invented"],
        date=date.fromisoformat(content["date"]),
        k=content["k"],
        counted=content["counted"],
        people=content["people"],
        dimensions={one["id"]: _dimension(one) for one in content["dimensions"]},
        tables={tuple(one["by"]): one["people"] for one in content["tables"]},
        checks=tuple(content["audit"]),
    )


def _dimension(content: dict[str, Any]) -> Dimension:
    cells = tuple(Category(tuple(one["codes"]), one["name"], one["rest"]) for one in content["categories"])
    return Dimension(content["id"], content["name"], cells)


def _sum(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def freeze(content: dict[str, Any]) -> Release:
    """Write a release, whole or not at all; the content is that of the file, without format and checksum."""
    content = {"format": FORMAT, **content}
    content["checksum"] = checksum = _sum(content)
    path = folder() / f"{content['cohort']}-{content['date']}-{checksum[:8]}{LIVE}"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists():
            return read(path)  # the same content: it is that release
        path.with_suffix(WITHDRAWN).unlink(missing_ok=True)  # the same, shown again
        _write(path, json.dumps(content, ensure_ascii=False, indent=1))
    except OSError as problem:
        raise ReleaseProblem(f"cannot write {path}: {problem.strerror}") from problem
    return read(path)


def _write(path: Path, text: str) -> None:
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")  # readable by its owner alone
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).chmod(0o400)
        Path(unfinished).replace(path)
    finally:
        Path(unfinished).unlink(missing_ok=True)


def withdraw(release_id: str) -> None:
    """Take a release back that was shown: no page shows it, and later ones are still checked against it."""
    path = _path(release_id, LIVE)
    path.replace(path.with_suffix(WITHDRAWN))


def delete(release_id: str) -> None:
    """Delete a release that nobody has seen: nothing remembers it."""
    for path in [_path(release_id, kind) for kind in (LIVE, WITHDRAWN)]:
        path.unlink(missing_ok=True)


def forget(cohort: str) -> int:
    """Delete all releases of a cohort, those taken back and damaged too; how many could be read."""
    found = every(cohort, withdrawn=True)
    for one in found:
        delete(one.id)
    for name in damaged(cohort):
        (folder() / name).unlink(missing_ok=True)
    return len(found)


def _path(release_id: str, kind: str) -> Path:
    known = {path.stem for path in _files(withdrawn=True)}
    if release_id not in known:
        raise ReleaseProblem("there is no release of that name")
    return folder() / f"{release_id}{kind}"
