"""An exhibit as CSV, JSON and text, each with what must be known of its figures."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from lma_data import catalog, escaping, warehouse
from lma_data.catalog import Check, Passport
from lma_data.exhibits import Exhibit
from lma_data.i18n import N_, Words, is_missing

# The units and kinds of figures that passports have.
UNITS = {
    "persons": N_("persons"),
    "thousand persons": N_("thousand persons"),
    "persons or cases": N_("persons or cases"),
    "movements": N_("movements"),
    "percent": N_("percent"),
    "per 100,000 workers": N_("per 100,000 workers"),
    "score": N_("score"),
    "US$": N_("US$"),
    "US$ million": N_("US$ million"),
    "services": N_("services"),
    "as in the column unit": N_("as in the column unit"),
}
KINDS = {
    "stock": N_("stock"),
    "flow": N_("flow"),
    "price": N_("price"),
    "share": N_("share"),
    "rate": N_("rate"),
    "score": N_("score"),
    "amount": N_("amount"),
    "model estimate": N_("model estimate"),
    "target": N_("target"),
    "attribute": N_("attribute"),
}
INTERNAL = N_("internal consistency")
ROUNDING = 1e-6  # a tolerance of a smaller part of the figure allows for the arithmetic only


def csv_text(exhibit: Exhibit, *, spreadsheet: bool = False) -> str:
    """The table with headings in the exhibit's language, codes beside names of areas; missing figures stay empty.

    With commas and decimal points; for a `spreadsheet` as those of the language expect it: French ones take semicolons
    and decimal commas, and would put a line of the other kind into one cell. Where there are no data, it says so.
    """
    frame = pd.DataFrame({exhibit.answer.title: [exhibit.answer.sentence]} if exhibit.answer.missing else {})
    for column, label in zip(exhibit.answer.columns, exhibit.display_table.columns, strict=True):
        if column.format == "area":
            code = exhibit.setting.words.t(N_("{heading} (code)"), heading=label)
            frame[code] = exhibit.answer.table[column.name]
        frame[label] = exhibit.display_table[label]
    french = spreadsheet and exhibit.setting.words.lang == "fr"
    return escaping.frame(frame).to_csv(index=False, sep=";" if french else ",", decimal="," if french else ".")


def passport_text(exhibit: Exhibit) -> str:
    """Title, parameters and passports as plain text, to be kept beside the table."""
    words = exhibit.setting.words
    colon = words.t(N_(": "))
    lines = [exhibit.answer.title, exhibit.answer.subtitle, "", exhibit.answer.sentence, "", exhibit.source]
    lines += exhibit.answer.notes
    for parameter in exhibit.definition.parameters:
        chosen = parameter.text(words, exhibit.parameters[parameter.name])
        lines.append(f"{words.t(parameter.label)}{colon}{chosen}")
    for heading, facts in about(exhibit):
        lines += ["", heading, *(f"{label}{colon}{text}" for label, text in facts)]
    return "\n".join(lines) + "\n"


def about(exhibit: Exhibit) -> list[tuple[str, list[tuple[str, str]]]]:
    """All that the exhibit rests on: the title of each source, and what must be known of it; a cohort's files first."""
    words = exhibit.setting.words
    found = [(passport.title[words.lang], passport_facts(passport, words)) for passport in exhibit.passports]
    if exhibit.cohort is not None:
        found.insert(0, (exhibit.cohort.title(words), exhibit.cohort.passport(words)))
    return found


def passport_lines(passport: Passport, words: Words) -> list[str]:
    """One passport, a fact a line."""
    lines = [f"{label}{words.t(N_(': '))}{text}" for label, text in passport_facts(passport, words)]
    return [passport.title[words.lang], *lines]


def passport_facts(passport: Passport, words: Words) -> list[tuple[str, str]]:
    """What must be known of a dataset, in the order in which one asks: label and text."""
    lang = words.lang
    units = [f"{measure.label[lang]} ({words.t(UNITS[measure.unit])})" for measure in passport.measures.values()]
    return [
        (words.t(N_("Publisher")), passport.publisher[lang]),
        (words.t(N_("Edition")), f"{passport.edition[lang]} ({passport.published})"),
        (words.t(N_("Reference period")), passport.reference_period[lang]),
        (words.t(N_("Measures")), words.t(N_("; ")).join(units)),
        (words.t(N_("Who is counted")), passport.counted[lang]),
        (words.t(N_("Method")), passport.method[lang]),
        *((words.t(N_("Beware")), caveat.text[lang]) for caveat in passport.caveats),
        (words.t(N_("Licence")), passport.licence),
        (words.t(N_("To cite")), passport.citation),
        (words.t(N_("Where it is published")), passport.address),
    ]


def whole_passport_facts(passport: Passport, words: Words) -> list[tuple[str, str]]:
    """All that is known of a dataset: what a reader of a chart must know, and what somebody who takes the table asks."""
    lang = words.lang
    size = words.t(
        N_("{rows} rows, SHA-256 of data.parquet {sum}"), rows=words.number(passport.rows), sum=passport.sha256
    )
    return [
        (words.t(N_("Name")), passport.id),
        (words.t(N_("What one row is")), passport.grain[lang]),
        *passport_facts(passport, words),
        (words.t(N_("Kind of figure")), _kinds(passport, words)),
        *(
            (words.t(N_("Who is counted: {measure}"), measure=measure.label[lang]), measure.counted[lang])
            for measure in passport.measures.values()
            if measure.counted
        ),
        *((words.t(N_("Takes the place of")), catalog.passport(one).title[lang]) for one in passport.supersedes),
        (words.t(N_("May be compared with")), _comparable(passport, words)),
        (words.t(N_("Size")), size),
    ]


def _kinds(passport: Passport, words: Words) -> str:
    """Which measures are stocks, which flows, and so on: figures of two kinds are never added."""
    of_kind: dict[str, list[str]] = {}
    for measure in passport.measures.values():
        of_kind.setdefault(words.t(KINDS[measure.kind]), []).append(measure.label[words.lang])
    said = [f"{kind} ({words.list(labels)})" for kind, labels in of_kind.items()]
    return words.t(N_("; ")).join(said) or words.t(KINDS["attribute"])


def _comparable(passport: Passport, words: Words) -> str:
    """The datasets that one of the two passports allows beside this one."""
    found = [
        f"{other.title[words.lang]} ({other.id})"
        for other in catalog.passports().values()
        if other.id in passport.comparable_with or passport.id in other.comparable_with
    ]
    return words.t(N_("; ")).join(found) or words.t(N_("no other dataset here"))


def checks(passport: Passport, words: Words) -> list[tuple[str, str, str]]:
    """What the data must reproduce, and do: what it is, the figure, and where that was published."""
    return [
        (
            check.says[words.lang],
            _expected(check, words),
            words.t(INTERNAL) if check.source == INTERNAL else check.source,
        )
        for check in passport.checks
    ]


def _expected(check: Check, words: Words) -> str:
    """The figure; of what must equal another sum over the same data, only that it does."""
    if check.equals is None:
        return words.t(N_("holds"))
    figure = f"{check.equals:g}" if _is_year(check) else _exactly(check.equals, words)
    noticeable = check.tolerance > ROUNDING * abs(check.equals)
    return f"{figure} ± {_exactly(check.tolerance, words)}" if noticeable else figure


def _is_year(check: Check) -> bool:
    """Whether the figure is a year, which is written without a separator: "Years run from 1980"."""
    return f"{check.equals:g}" in re.findall(r"\b(?:19|20)\d\d\b", check.says.en)


def _exactly(figure: float, words: Words) -> str:
    """A figure with all the decimals that it was published with."""
    written = f"{Decimal(str(figure)).normalize():f}"
    return words.number(figure, len(written.partition(".")[2]))


def sql_text(exhibit: Exhibit) -> str:
    """The queries that made the exhibit, each with the values of its parameters, to be run on the warehouse."""
    asked: dict[str, list[str]] = {}
    for name, parameters in exhibit.asked:
        values = ", ".join(f"${key} = {_literal(value)}" for key, value in parameters.items())
        if values not in asked.setdefault(name, []):
            asked[name].append(values)
    return "\n".join(
        "\n".join([f"-- {name}.sql", *(f"-- {line}" for line in lines if line), warehouse.query_text(name)])
        for name, lines in asked.items()
    )


def _literal(value: Any) -> str:
    """A value as SQL writes it."""
    if value is None or isinstance(value, bool):
        return {None: "NULL", True: "TRUE", False: "FALSE"}[value]
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return f"[{', '.join(map(_literal, value))}]" if isinstance(value, list | tuple) else str(value)


def json_text(exhibit: Exhibit) -> str:
    """The exhibit as one JSON object: id, parameters, texts, rows (missing as null), sources."""
    rows = [
        {name: _plain(value) for name, value in row.items()}
        for row in exhibit.answer.table[[column.name for column in exhibit.answer.columns]].to_dict("records")
    ]
    whole = {
        "id": exhibit.id,
        "language": exhibit.setting.words.lang,
        "parameters": exhibit.parameters,
        "question": exhibit.question,
        "title": exhibit.answer.title,
        "subtitle": exhibit.answer.subtitle,
        "sentence": exhibit.answer.sentence,
        "notes": exhibit.answer.notes,
        "source": exhibit.source,
        "columns": {
            column.name: {"label": exhibit.setting.words.t(column.label), "format": column.format}
            for column in exhibit.answer.columns
        },
        "rows": rows,
        "datasets": [
            {"id": p.id, "edition": p.edition[exhibit.setting.words.lang], "sha256": p.sha256}
            for p in exhibit.passports
        ],
    }
    if exhibit.cohort is not None:
        imported = exhibit.cohort.imported
        whole["cohort"] = {
            "id": exhibit.cohort.id,
            "course": exhibit.cohort.course.id,
            "people": exhibit.cohort.size,
            "invented": exhibit.cohort.invented,
            "imported": imported.isoformat() if imported else None,
            "files": [
                {"file": source.file, "sha256": source.sha256, "rows": source.rows} for source in exhibit.cohort.sources
            ],
        }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> Any:
    if is_missing(value):
        return None
    if isinstance(value, date | Decimal):  # a moment is a date too
        return value.isoformat() if isinstance(value, date) else float(value)
    return value.item() if hasattr(value, "item") else value


def text_table(exhibit: Exhibit) -> str:
    """The exhibit for a terminal: title, sentence, table in aligned columns, source."""
    columns = exhibit.answer.columns
    heads = list(exhibit.text_table.columns)
    body = exhibit.text_table.to_numpy().tolist()
    widths = [max(len(line[position]) for line in [heads, *body]) for position in range(len(heads))]

    def line(cells: list[str]) -> str:
        aligned = [
            cell.ljust(width) if column.format in ("text", "area") else cell.rjust(width)
            for cell, width, column in zip(cells, widths, columns, strict=True)
        ]
        return "  ".join(aligned).rstrip()

    head = [exhibit.answer.title, exhibit.answer.subtitle, "", exhibit.answer.sentence, ""]
    rule = "  ".join("-" * width for width in widths)
    return "\n".join([*head, line(heads), rule, *map(line, body), "", exhibit.source, *exhibit.answer.notes]) + "\n"
