"""All that the store has of a cohort, as files: CSV that a spreadsheet opens, and the records as JSON."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lma_data.escaping import escaped

if TYPE_CHECKING:
    from lma_data.enrolment.store import Person, Store

IDENTITY = ["person", "name", "first_name", "family_name", "emails", "moodle_ids", "user_names"]
SOURCE = [
    *("id", "batch", "file", "title", "report", "system", "language", "version", "authority", "as_of"),
    *("rows", "created", "updated", "unchanged", "set_aside", "sha256"),
]


def files(store: Store, cohort: str) -> dict[str, bytes]:
    """Name of a file, in a folder of the cohort -> its bytes."""
    people, facts, about = store.people(cohort), store.facts(cohort), store.cohorts()[cohort]
    batches = [(one.id, one.kind, one.created, one.by) for one in store.batches(cohort)]
    aside = [(row.file, row.title, row.number, str(row.reason), *row.cells) for row in store.set_aside(cohort)]
    content = {
        "cohort.json": _json(dataclasses.asdict(about)),
        "records.json": _json([one.model_dump(mode="json") for one in people]),
        "facts.csv": table(list(facts.columns), facts.itertuples(index=False)),
        "identities.csv": table(IDENTITY, map(_identity, people)),
        "sources.csv": table(SOURCE, ([getattr(one, name) for name in SOURCE] for one in store.sources(cohort))),
        "batches.csv": table(["id", "kind", "created", "by"], batches),
        "settings.json": _json(store.current(cohort).settings),
        "set_aside.csv": table(["file", "title", "row", "reason", "cells"], aside),
    }
    return {f"{cohort}/{name}": data for name, data in content.items()}


def _identity(one: Person) -> list[str]:
    who = one.identity
    return [
        *(one.id, who.name, _text(who.first), _text(who.family)),
        *("; ".join(ids) for ids in (who.emails, who.moodle, who.usernames)),
    ]


def answers(store: Store) -> dict[str, bytes]:
    return {"answers.json": _json(store.answers())}


def _text(value: Any) -> str:
    return value.value if value is not None else ""


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1, default=str).encode()


def table(header: Sequence[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """A CSV file in UTF-8 with BOM; what a spreadsheet would take for a formula is made harmless, missing is empty."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    if value is None or value != value:  # NaN and NaT are not themselves
        return ""
    return escaped(value) if isinstance(value, str) else str(value)


def written(content: Mapping[str, bytes], folder: Path | None) -> bytes:
    """The files as a zip; with a folder, written there instead, for their owner only."""
    if folder is None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in content.items():
                archive.writestr(name, data)
        return packed.getvalue()
    for name, data in content.items():
        path = folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
    return b""
