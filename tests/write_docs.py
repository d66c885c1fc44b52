"""Writes what the docs say about datasets, exhibits, raw files and commands, from the code: python tests/write_docs.py

docs/datasets.md and docs/exhibits.md are written whole. In the other docs, what stands between `<!-- name -->` and
`<!-- /name -->`, and what a command printed in a ```console block, is written anew. docs/raw-files.md needs the
publishers' files to run the importers over: it is written where LMA_RAW names their folder. tests/test_docs.py compares.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
from collections import defaultdict
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lma_data import __main__ as command_line
from lma_data import catalog, importers
from lma_data.catalog import ROOT, Passport
from lma_data.exhibits import Parameter, cohort_definitions, definitions
from lma_data.i18n import Words

DOCS = ROOT / "docs"
BY_HAND = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", DOCS / "architecture.md"]
WRITTEN = "<!-- Written by tests/write_docs.py: change the code or the passports, not this file. -->"
EVERYWHERE = "geo/UNSD-en.csv"  # the codes of areas, which nearly every importer needs
FEW = 12  # values of a parameter that are listed


def datasets_page() -> str:
    """Every dataset with its source, edition, licence and cautions."""
    lines = [WRITTEN, "# The datasets", ""]
    lines += [
        "What each bundled dataset is, and under which licence. The whole passport, in English or French, is printed by",
        "`python -m lma_data datasets NAME --lang fr`, and stands under About on every chart that rests on it.",
        "",
    ]
    for folder, passports in _by_folder().items():
        lines += [f"## {folder}", ""]
        for passport in passports:
            lines += _dataset(passport)
    return "\n".join(lines)


def _dataset(passport: Passport) -> list[str]:
    # In French beside English: the reader of a French page looks it up here too.
    facts = {
        "In French": passport.title.fr,
        "Publisher": passport.publisher.en,
        "Edition": f"{passport.edition.en}, published {passport.published}",
        "Reference period": passport.reference_period.en,
        "One row": passport.grain.en,
        "Who is counted": passport.counted.en,
        "Licence": passport.licence,
        "To cite": passport.citation,
        "Where it is published": passport.address,
        "Size": f"{passport.rows:,} rows; {len(passport.checks)} published totals or identities are checked",
    }
    lines = [f"### {passport.id}", "", f"**{_line(passport.title.en)}**", ""]
    lines += [f"- {label}: {_line(text)}" for label, text in facts.items()]
    lines += [f"- Beware ({caveat.id}): {_line(caveat.text.en)}" for caveat in passport.caveats]
    return [*lines, ""]


OF_COHORTS = "For managers: `--cohort ID` says of which cohort, and the figures are those of its exports."


def exhibits_page() -> str:
    """Every exhibit with its question in both languages, its parameters, and the datasets it rests on."""
    french = Words("fr")
    lines = [WRITTEN, "# The exhibits", ""]
    lines += [
        "Each is a question with its answer: on a page as a card, and on the command line with",
        "`python -m lma_data exhibit ID --param NAME=VALUE --lang fr --format text`. What can be chosen is in the address",
        "of a page under the same names: `?year=2015&sex=female&lang=fr`.",
        "",
    ]
    theme = ""
    for definition in (*definitions().values(), *cohort_definitions().values()):
        if definition.theme != theme:
            theme = definition.theme
            lines += [f"## {theme}", "", *([OF_COHORTS, ""] if definition.of_cohort else [])]
        lines += [f"### {definition.id}", "", f"{definition.question}  ", f"*{french.t(definition.question)}*", ""]
        lines += [f"- `{parameter.name}`: {_values(parameter)}" for parameter in definition.parameters]
        rests_on = [f"[{one}](datasets.md#{slug(one)})" for one in definition.datasets]
        rests_on = ["the cohort’s exports"] * definition.of_cohort + rests_on
        lines += [f"- Rests on {', '.join(rests_on)}", ""]
    return "\n".join(lines)


def _values(parameter: Parameter) -> str:
    if parameter.of_cohort is not None:
        return "what the cohort has"
    values = [f"`{value}`" for value in parameter.values()]
    more = f" … {values[-1]} ({len(values)} values)" if len(values) > FEW else ""
    return f"{', '.join(values[:FEW])}{more}; without it `{parameter.default}`"


def datasets_table() -> str:
    """The folders of datasets/, each with its publishers and licences, for the README."""
    lines = ["| folder | publisher | datasets | licence |", "|---|---|---|---|"]
    for folder, passports in _by_folder().items():
        publishers = dict.fromkeys(name for p in passports for name in _line(p.publisher.en).split("; "))
        licences = dict.fromkeys(_without_address(_line(p.licence)) for p in passports)
        link = f"[{folder}](docs/datasets.md#{slug(folder)})"
        lines.append(f"| {link} | {'; '.join(publishers)} | {len(passports)} | {'<br>'.join(licences)} |")
    everything = catalog.passports().values()
    rows = sum(passport.rows for passport in everything)
    checks = sum(len(passport.checks) for passport in everything)
    lines += [
        "",
        f"{len(everything)} datasets, {rows:,} rows, {checks} checks against published totals and identities.",
    ]
    return "\n".join(lines)


BLOCKS: dict[str, Callable[[], str]] = {"datasets": datasets_table}


def refilled(text: str) -> str:
    """A page written by hand, with its marked blocks and the output of its commands as they are now."""
    for name, write in BLOCKS.items():
        text = re.sub(
            rf"(<!-- {name}[^>]* -->\n).*?(<!-- /{name} -->)",
            lambda found, write=write: f"{found[1]}{write()}\n{found[2]}",  # type: ignore[misc]
            text,
            flags=re.DOTALL,
        )
    return re.sub(r"(```console\n)(.*?)(```)", lambda found: found[1] + _session(found[2]) + found[3], text, flags=re.S)


def _session(block: str) -> str:
    """A terminal: the lines that begin with $, each followed by what it prints now."""
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{output(command[2:])}" for command in commands)


def output(command: str) -> str:
    """What `python -m lma_data …` prints, and `| head -N` leaves of it."""
    command, _, pipe = command.partition(" | ")
    words = shlex.split(command)
    if words[:3] != ["python", "-m", "lma_data"]:
        raise ValueError(f"only `python -m lma_data` can stand in a console block, not {command!r}")
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        command_line.main(words[3:])
    lines = printed.getvalue().splitlines(keepends=True)
    if pipe:
        lines = lines[: int(pipe.removeprefix("head -"))]
    return "".join(lines)


class Recording(importers.Raw):
    """The folder of raw files, and which of them were read."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.read: list[str] = []

    def path(self, name: str) -> Path:
        self.read.append(name)
        return super().path(name)


def raw_files_page(folder: Path) -> str:
    """Which raw files each dataset is made from, found by running every importer. Takes a minute or two."""
    used: dict[str, list[str]] = defaultdict(list)
    for dataset_id, make in importers.importers().items():
        raw = Recording(folder)
        make(raw)
        for name in dict.fromkeys(raw.read):
            used[name].append(dataset_id)
    lines = [WRITTEN, "# The raw files", ""]
    lines += [
        "`python -m lma_data import --from DIR` reads these files in DIR, under exactly these names. Where each is offered",
        "is the address in the passport of the dataset made from it. Names such as `API_….xls` and `undesa_pd_….xlsx` are",
        "the publisher’s own; the others are extracts, or files renamed with their edition. The method in the passport says",
        "how an extract was made, and the importer names every column that it expects. Files marked `secondary` are",
        "compilations by a third party.",
        "",
        f"`{EVERYWHERE}` (the M49 list of the United Nations Statistics Division, in English) gives the codes of areas to",
        "nearly all of them.",
        "",
        "| file | for | offered at |",
        "|---|---|---|",
    ]
    for name, ids in sorted(used.items()):
        for_ids = ids if name != EVERYWHERE else ["geography/areas"]
        links = "<br>".join(f"[{one}](datasets.md#{slug(one)})" for one in for_ids)
        addresses = "<br>".join(dict.fromkeys(catalog.passport(one).address for one in for_ids))
        lines.append(f"| `{name}` | {links} | {addresses} |")
    return "\n".join(lines) + "\n"


def slug(heading: str) -> str:
    """The anchor that a heading gets: undesa/population -> undesapopulation."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _by_folder() -> dict[str, list[Passport]]:
    folders = defaultdict(list)
    for passport in catalog.passports().values():
        folders[passport.id.split("/")[0]].append(passport)
    return folders


def _without_address(licence: str) -> str:
    return re.sub(r"\.? ?(Terms: )?\(?https://[^\s;)]+\)?", "", licence)


def _line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def pages() -> dict[Path, str]:
    """What the docs should be, by file."""
    found = {DOCS / "datasets.md": datasets_page(), DOCS / "exhibits.md": exhibits_page()}
    found |= {path: refilled(path.read_text("utf-8")) for path in BY_HAND}
    return found


def main() -> None:
    for path, text in pages().items():
        path.write_text(text, "utf-8")
        print(f"{path.relative_to(ROOT)} written")
    if folder := os.environ.get("LMA_RAW"):
        (DOCS / "raw-files.md").write_text(raw_files_page(Path(folder)), "utf-8")
        print("docs/raw-files.md written")
    else:
        print("docs/raw-files.md left as it is: LMA_RAW names no folder of raw files")


if __name__ == "__main__":
    main()
