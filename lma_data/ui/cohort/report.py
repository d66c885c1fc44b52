"""The report of a cohort, to take along: a document to print and a workbook, made when somebody asks for one."""

from __future__ import annotations

import datetime

import streamlit as st

from lma_data.export import cohort_file, cohort_report, cohort_workbook
from lma_data.i18n import LANGUAGES, N_, Words
from lma_data.ui.cohort import pages
from lma_data.ui.enrolment import desk


def downloads(words: Words) -> None:
    """Both files of the cohort whose page this is."""
    cohort = pages.current()
    today = datetime.date.today()
    order = [words.lang, *(lang for lang in LANGUAGES if lang != words.lang)]
    with st.container(border=True, key="cohort-report"):
        st.subheader(words.t(N_("All figures of the cohort in one file")), anchor=False)
        desk.write(
            words.t(
                N_(
                    "Every figure of these pages with its default choices. Both files name people: they are for "
                    "programme managers. To show figures to a room, make a release."
                )
            )
        )
        with st.container(horizontal=True):
            st.download_button(
                words.t(N_("Report to print (HTML)")),
                lambda: cohort_report.html(cohort, made=today, languages=order).encode("utf-8"),
                file_name=cohort_file.file_name(cohort, words, "html"),
                mime="text/html",
                on_click="ignore",
                key="report-html",
                help=words.t(N_("Charts, tables, notes and sources in both languages; lists of people in an annex")),
            )
            st.download_button(
                words.t(N_("Workbook (XLSX)")),
                lambda: cohort_workbook.xlsx(cohort, words, made=today),
                file_name=cohort_file.file_name(cohort, words, "xlsx"),
                mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                on_click="ignore",
                key="report-xlsx",
                help=words.t(N_("A sheet for each exhibit, with numbers and dates to compute with")),
            )
