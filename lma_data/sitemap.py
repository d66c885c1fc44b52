"""Which page shows which exhibit, and in which of its parts: read from the pages themselves, which say it once.

A page names its exhibits as plain texts in `card.exhibits(…)` or in the `card.Part(…)` of `card.parts(…)`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lma_data.catalog import ROOT

# The folders of the manager's pages, of which no map, search or address that leads on tells.
MANAGERS = ("cohort", "plenary")


class Page(NamedTuple):
    """A page: its address (/governance), its file, and its title, in English, to pass through `Words.t`."""

    name: str
    file: str
    title: str


class Place(NamedTuple):
    """Where an exhibit stands: a page, and, where the page has parts, the part's code and its name, in English."""

    page: Page
    part: str = ""
    part_name: str = ""


@cache
def pages() -> dict[str, Page]:
    """All pages that everybody may see, by name, those of the course's themes first."""
    return {page.name: page for page, _ in _read()}


@cache
def places() -> dict[str, Place]:
    """The exhibits' places by id: of those on several pages, the one on the page of the theme."""
    found: dict[str, Place] = {}
    for page, tree in _read():
        for exhibit_id, place in _places(page, tree):
            if exhibit_id not in found or exhibit_id.startswith(f"{page.name}/"):
                found[exhibit_id] = place
    return found


@cache
def parts() -> dict[tuple[str, str], tuple[str, ...]]:
    """All that there is to open: each part of each page, "" for a page in one piece, with the exhibits that it shows."""
    return _parts(_read())


@cache
def cohort_parts() -> dict[tuple[str, str], tuple[str, ...]]:
    """The same of the manager's pages, for tests and measurements: no page leads there but for a manager."""
    return _parts(_read(of_managers=True))


@cache
def cohort_places() -> dict[str, Place]:
    """The places of the exhibits of cohorts by id, in the order of the pages and of what stands on them."""
    found: dict[str, Place] = {}
    for page, tree in _read(of_managers=True):
        for exhibit_id, place in _places(page, tree):
            found.setdefault(exhibit_id, place)
    return found


def _parts(read: tuple[tuple[Page, ast.Module], ...]) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for page, tree in read:
        shown = list(_places(page, tree))
        for code in dict.fromkeys(place.part for _, place in shown) or [""]:
            found[page.name, code] = tuple(one for one, place in shown if place.part == code)
    return found


@cache
def _read(of_managers: bool = False) -> tuple[tuple[Page, ast.Module], ...]:
    read = []
    for path in sorted((ROOT / "pages").glob("*/*.py")):
        if (path.parent.name in MANAGERS) != of_managers:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        title = next((_text(call.args[1]) for call in _calls(tree, "frame", "head")), path.stem)
        read.append((Page(path.stem, path.relative_to(ROOT).as_posix(), title), tree))
    return tuple(read)


def _places(page: Page, tree: ast.Module) -> Iterator[tuple[str, Place]]:
    for call in _calls(tree, "card", "exhibits"):
        for exhibit_id in _ids(call):
            yield exhibit_id, Place(page)
    for call in _calls(tree, "card", "Part"):
        code, name, *rows = call.args
        for row in rows:
            for exhibit_id in _ids(row):
                yield exhibit_id, Place(page, _text(code), _text(name))


def _calls(tree: ast.AST, module: str, name: str) -> Iterator[ast.Call]:
    """Calls of module.name(…), in the order of the page."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == f"{module}.{name}":
            yield node


def _text(node: ast.AST) -> str:
    """The first text in an expression such as words.t(N_("Governance"))."""
    return next(_texts(node), "")


def _texts(node: ast.AST) -> Iterator[str]:
    """The texts in an expression, in the order in which they stand there."""
    found = [one for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    for one in sorted(found, key=lambda one: (one.lineno, one.col_offset)):
        yield str(one.value)


def _ids(node: ast.AST) -> list[str]:
    """Ids of exhibits, as governance/migrant-stock, among the texts of an expression."""
    return [text for text in _texts(node) if "/" in text and " " not in text]
