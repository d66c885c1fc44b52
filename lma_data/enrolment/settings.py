"""What a manager has set for a cohort: plain JSON, people by their ids. cohort/settings.py says which there are."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import Any

from lma_data.enrolment.database import Database
from lma_data.enrolment.sealing import Sealer
from lma_data.enrolment.staging import place


def read(database: Database, sealer: Sealer, cohort: str) -> dict[str, Any]:
    """All settings of a cohort by name."""
    found = database.run("settings", cohort=cohort)
    return {name: json.loads(sealer.unseal(sealed, place("setting", cohort, name))) for name, sealed in found}


def write(database: Database, sealer: Sealer, cohort: str, name: str, value: Any) -> None:
    """Set one; None takes it away."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True) if value is not None else ""
    sealed = sealer.seal(text, place("setting", cohort, name)) if text else ""
    database.run("set_setting", cohort=cohort, setting=name, sealed=sealed)


def without(value: Any, ids: Collection[str]) -> Any:
    """A setting without these people: their ids, and what stands under them, are gone from lists and mappings."""
    return mapped(value, lambda text: None if text in ids else text)


def mapped(value: Any, change: Callable[[str], str | None]) -> Any:
    """A setting in which each text, keys too, has been changed; what becomes None is left out."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        found = [mapped(one, change) for one in value]
        return [new for new, old in zip(found, value, strict=True) if new is not None or old is None]
    if isinstance(value, dict):
        pairs = [(change(name), one, mapped(one, change)) for name, one in value.items()]
        return {name: new for name, old, new in pairs if name is not None and (new is not None or old is None)}
    return value
