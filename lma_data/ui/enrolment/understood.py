"""What we understood: a line for each table of each file, why we think so, or why it was refused and what to do."""

from __future__ import annotations

import streamlit as st
from babel import Locale

from lma_data.enrolment.model import FileRead, FileRefused, Recognition
from lma_data.enrolment.reports import reports
from lma_data.i18n import LOCALES, N_, NN_, Words
from lma_data.ui import frame
from lma_data.ui.enrolment import desk
from lma_data.ui.enrolment.basket import Basket, File

ROWS = NN_("{count} row", "{count} rows")
CERTAIN, LIKELY = 0.9, 0.6
TABLE = "table"
SHORT = 120  # letters of a note that stands under its file; longer ones stand with the reasons


def show(words: Words, basket: Basket) -> None:
    with st.container(border=True, key="files"):
        for digest, file in basket.files.items():
            _file(words, basket, digest, file)
    for name in basket.again:
        desk.quiet(words.t(N_("{file} was dropped twice; it is read once."), file=name))


def _file(words: Words, basket: Basket, digest: str, file: File) -> None:
    """Name and line of a file at the left, on demand why, and taking it out, at the right."""
    tables = [found for found in file.found if isinstance(found, FileRead)]
    narrow = frame.look().compact
    with st.container(horizontal=not narrow, gap="small", key=f"file-{digest[:16]}"):
        with st.container(gap="xsmall", width="stretch"):
            lines = [f"**{desk.escaped(file.name)}**", *(desk.escaped(line(words, table)) for table in tables)]
            st.markdown("  \n".join(lines))
            short = [note.said(words) for table in tables for note in table.notes]
            if said := " ".join(note for note in short if len(note) <= SHORT):
                desk.quiet(said)
            for found in file.found:
                if isinstance(found, FileRefused):
                    st.warning(desk.escaped(found.why.said(words)))
        with st.container(horizontal=True, gap="small", width="stretch" if narrow else "content"):
            if tables:
                with st.popover(words.t(N_("Why")), type="tertiary", key=f"why-{digest[:16]}"):
                    for table in tables:
                        _why(words, table)
            st.button(
                words.t(N_("Take out")),
                key=f"take-out-{digest[:16]}",
                type="tertiary",
                on_click=basket.remove,
                args=(digest,),
            )


def _why(words: Words, table: FileRead) -> None:
    said = [sureness(words, table.recognition)]
    said += [one.said(words) for one in (*table.recognition.why, *table.notes)]
    st.markdown("\n".join(f"- {desk.escaped(reason)}" for reason in said))


def line(words: Words, table: FileRead) -> str:
    """Moodle grades, French, version 4.x, 38 rows, as of 1 August 2026."""
    recognition = table.recognition
    facts = [
        report_name(words, recognition.report),
        language_name(words, recognition.language),
        words.t(N_("version {version}"), version=recognition.version) if recognition.version else "",
        words.t(N_("sheet {title}"), title=table.title) if table.title else "",
        words.n(*ROWS, table.row_count),
        words.t(N_("as of {date}"), date=words.date(table.as_of.date())) if table.as_of else "",
    ]
    if recognition.confidence < LIKELY:
        facts.append(words.t(N_("not certain")))
    return ", ".join(fact for fact in facts if fact)


def report_name(words: Words, report_id: str) -> str:
    """Moodle: grades; a table that no system writes has no system."""
    report = reports().get(report_id)
    if report is None or report_id == TABLE:
        return words.t(N_("A table of no known system"))
    return f"{report.system}{words.t(N_(': '))}{report.name[words.lang]}" if report.system else report.name[words.lang]


def language_name(words: Words, lang: str) -> str:
    if not lang:
        return ""
    name = Locale.parse(LOCALES[words.lang]).languages.get(lang, lang)
    return str(name)


def sureness(words: Words, recognition: Recognition) -> str:
    """How sure we are, in words, with the figure."""
    if recognition.confidence >= CERTAIN:
        text = N_("We are certain ({percent}).")
    elif recognition.confidence >= LIKELY:
        text = N_("We are fairly sure ({percent}).")
    else:
        text = N_("We are not sure ({percent}): look at the rows below before you commit.")
    return words.t(text, percent=words.percent(100 * recognition.confidence, 0))
