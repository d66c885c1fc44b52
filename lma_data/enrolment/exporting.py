"""All that the store has of a cohort, as files: CSV that a spreadsheet opens, and the records as JSON."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lma_data.export.escaping import escaped

if TYPE_CHECKING:
    from lma_data.enrolment.store import Store


def files(store: Store, cohort: str) -> dict[str, bytes]:
    """Name of a file, in a folder of the cohort -> its bytes."""
    people = store.people(cohort)
    about = store.cohorts()[cohort]
    facts = store.facts(cohort)
    identities = [
        (
            one.id,
            who.name,
            _text(who.first),
            _text(who.family),
            *("; ".join(ids) for ids in (who.emails, who.moodle, who.usernames)),
        )
        for one in people
        for who in [one.identity]
    ]
    sources = [
        (s.file, s.title, s.report, s.system, s.language, s.version, s.batch, s.as_of, s.rows, s.created, s.updated, s.unchanged,
         s.set_aside, s.sha256)
        for s in store.sources(cohort)
    ]  # fmt: skip
    batches = [(b.id, b.kind, b.created, b.by) for b in store.batches(cohort)]
    aside = [(row.file, row.title, row.number, str(row.reason), *row.cells) for row in store.set_aside(cohort)]
    content = {
        "cohort.json": _json({"id": about.id, "course": about.course, "invented": about.invented, "keep_until": about.keep_until}),
        "records.json": _json([one.model_dump(mode="json") for one in people]),
        "facts.csv": table(list(facts.columns), facts.itertuples(index=False)),
        "identities.csv": table(["person", "name", "first_name", "family_name", "emails", "moodle_ids", "user_names"], identities),
        "sources.csv": table(
            ["file", "sheet", "report", "system", "language", "version", "batch", "as_of", "rows", "created", "updated",
             "unchanged", "set_aside", "sha256"],
            sources,
        ),
        "batches.csv": table(["batch", "kind", "created", "by"], batches),
        "set_aside.csv": table(["file", "sheet", "row", "reason", "cells"], aside),
    }  # fmt: skip
    return {f"{cohort}/{name}": data for name, data in content.items()}


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
