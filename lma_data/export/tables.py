"""An exhibit as CSV, JSON and text, each with what must be known of its figures."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from lma_data.catalog import Passport
from lma_data.exhibits import Exhibit
from lma_data.i18n import N_, Words, is_missing


def csv_text(exhibit: Exhibit, *, spreadsheet: bool = False) -> str:
    """The table with headings in the exhibit's language, codes beside names of areas; missing figures stay empty.

    With commas and decimal points; for a `spreadsheet` as those of the language expect it: French ones take semicolons
    and decimal commas, and would put a line of the other kind into one cell.
    """
    frame = pd.DataFrame()
    for column, label in zip(exhibit.answer.columns, exhibit.display_table.columns, strict=True):
        if column.format == "area":
            code = exhibit.setting.words.t(N_("{heading} (code)"), heading=label)
            frame[code] = exhibit.answer.table[column.name]
        frame[label] = exhibit.display_table[label]
    french = spreadsheet and exhibit.setting.words.lang == "fr"
    return frame.to_csv(index=False, sep=";" if french else ",", decimal="," if french else ".")


def passport_text(exhibit: Exhibit) -> str:
    """Title, parameters and passports as plain text, to be kept beside the table."""
    words = exhibit.setting.words
    colon = words.t(N_(": "))
    lines = [exhibit.answer.title, exhibit.answer.subtitle, "", exhibit.answer.sentence, "", exhibit.source]
    lines += exhibit.answer.notes
    for parameter in exhibit.definition.parameters:
        chosen = parameter.text(words, exhibit.parameters[parameter.name])
        lines.append(f"{words.t(parameter.label)}{colon}{chosen}")
    for passport in exhibit.passports:
        lines += ["", *passport_lines(passport, words)]
    return "\n".join(lines) + "\n"


def passport_lines(passport: Passport, words: Words) -> list[str]:
    """One passport, a fact a line."""
    lines = [f"{label}{words.t(N_(': '))}{text}" for label, text in passport_facts(passport, words)]
    return [passport.title[words.lang], *lines]


def passport_facts(passport: Passport, words: Words) -> list[tuple[str, str]]:
    """What must be known of a dataset, in the order in which one asks: label and text."""
    lang = words.lang
    units = [f"{measure.label[lang]} ({measure.unit})" for measure in passport.measures.values()]
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
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> Any:
    if is_missing(value):
        return None
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
