"""Which texts the code marks, and which of them a language lacks: `python -m lma_data.i18n.extract`.

Babel's own extractor does not look into f-strings; the syntax tree shows every call.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from lma_data.catalog import ROOT
from lma_data.i18n import LANGUAGES, messages

MARKS = {"t", "n", "N_", "NN_"}


def texts() -> Iterator[tuple[str, str]]:
    """Every marked text: the place where it stands, and the message (of a plural, its singular)."""
    for path in [ROOT / "app.py", *sorted((ROOT / "lma_data").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]:
        yield from _texts_of(path)


def _texts_of(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        first = node.args[0]
        if called in MARKS and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield f"{path.relative_to(ROOT)}:{node.lineno}", first.value


def missing(lang: str) -> list[str]:
    """The marked texts that have no translation, each with the place where it stands."""
    known = messages(lang)
    return [f"{place}: {message}" for place, message in texts() if not known.get(message)]


def unused(lang: str) -> list[str]:
    """Translations of texts that the code no longer has."""
    return sorted(set(messages(lang)) - {message for _, message in texts()})


def main() -> None:
    for lang in LANGUAGES[1:]:
        for line in missing(lang):
            print(f"{lang} lacks  {line}")
        for message in unused(lang):
            print(f"{lang} has a translation of what is nowhere: {message}")


if __name__ == "__main__":
    main()
