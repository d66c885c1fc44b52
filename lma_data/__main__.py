"""The command line: python -m lma_data serve | import | datasets | exhibits | exhibit | brief | cohort | enrolment | sample.

Wrong input gives one line that says what is wrong and what is possible, and exit code 2.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lma_data import __version__, catalog
from lma_data.enrolment import command_line
from lma_data.enrolment.invented import command_line as sample
from lma_data.wrong import Wrong

if TYPE_CHECKING:
    from lma_data.cohort import Cohort


class _Parser(argparse.ArgumentParser):
    def error(self, message: str):  # type: ignore[no-untyped-def]
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
        sys.stdout.flush()
    except Wrong as wrong:
        print(f"lma_data {options.command}: {wrong}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as problem:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(f"lma_data {options.command}: {problem.strerror or problem}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m lma_data", description="LMA Data: figures on labour migration, with their sources."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="serve the app")
    serve.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (127.0.0.1; on others cohorts need sign-in)"
    )
    serve.add_argument("--port", default=8501, type=_port, help="port to listen on (8501)")
    serve.set_defaults(run=_serve)

    importing = commands.add_parser("import", help="make datasets/ from the publishers' own files")
    importing.add_argument("names", nargs="*", metavar="NAME", help="a dataset or a publisher; all, when none is named")
    importing.add_argument("--from", dest="folder", metavar="DIR", help="folder of the raw files (or LMA_RAW)")
    importing.set_defaults(run=_import)

    datasets = commands.add_parser("datasets", help="list the datasets, or print the passport of one")
    datasets.add_argument("name", nargs="?", metavar="NAME")
    datasets.add_argument("--lang", choices=("en", "fr"), default="en")
    datasets.set_defaults(run=_datasets)

    exhibits = commands.add_parser("exhibits", help="list the exhibits with their parameters")
    exhibits.add_argument("--lang", choices=("en", "fr"), default="en")
    exhibits.set_defaults(run=_exhibits)

    exhibit = commands.add_parser("exhibit", help="print one exhibit")
    exhibit.add_argument("id", metavar="ID")
    exhibit.add_argument("--param", action="append", default=[], metavar="NAME=VALUE", help="repeat for several")
    exhibit.add_argument("--lang", choices=("en", "fr"), default="en")
    exhibit.add_argument("--cohort", metavar="ID", help="of which cohort, for an exhibit cohort/…")
    exhibit.add_argument("--store", metavar="PATH", help="the store of enrolment (or LMA_STORE)")
    exhibit.add_argument("--format", choices=("text", "csv", "json", "sql"), default="text")
    exhibit.set_defaults(run=_exhibit)

    brief = commands.add_parser("brief", help="write a country's brief, one HTML file in both languages")
    brief.add_argument("country", metavar="COUNTRY", help="a code (KEN), or a name in English or French")
    brief.add_argument("--out", metavar="FILE", help="where to write it (lma-brief-ken-en.html in this folder)")
    brief.add_argument("--lang", choices=("en", "fr"), default="en", help="the language that is shown first")
    brief.set_defaults(run=_brief)

    cohort = commands.add_parser("cohort", help="a cohort's figures as one file")
    of_cohort = cohort.add_subparsers(dest="action", required=True, metavar="ACTION")
    report = of_cohort.add_parser("report", help="write all of its exhibits to one file, to print or as a workbook")
    report.add_argument("--cohort", required=True, metavar="ID", help="of which cohort")
    report.add_argument("--out", required=True, metavar="FILE", help="where to write it: FILE.html or FILE.xlsx")
    report.add_argument("--lang", choices=("en", "fr"), help="one language alone (HTML: both; XLSX: en)")
    report.add_argument("--store", metavar="PATH", help="the store of enrolment (or LMA_STORE)")
    report.set_defaults(run=_cohort_report)

    command_line.add_to(commands)
    sample.add_to(commands)
    return parser


def _port(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is not a port: give a number from 1 to 65535")
    return int(text)


def _serve(options: argparse.Namespace) -> None:
    from lma_data import server

    try:
        server.serve(options.host, options.port)
    except server.CannotListen as problem:
        raise Wrong(f"{problem}; choose another with --host and --port") from problem


def _import(options: argparse.Namespace) -> None:
    from lma_data import importers

    folder = options.folder or os.environ.get("LMA_RAW")
    if not folder:
        raise Wrong("give the folder of the publishers' files with --from DIR, or in LMA_RAW")
    try:
        importers.run(options.names, Path(folder))
    except importers.ImportProblem as problem:
        raise Wrong(str(problem)) from problem


def _datasets(options: argparse.Namespace) -> None:
    if options.name is None:
        for passport in catalog.passports().values():
            print(
                f"{passport.id:40} {passport.rows:>9,}  {passport.title[options.lang]} ({passport.edition[options.lang]})"
            )
        return
    from lma_data.export import tables
    from lma_data.i18n import Words

    try:
        passport = catalog.passport(options.name)
    except catalog.UnknownDataset as unknown:
        raise Wrong(str(unknown)) from unknown
    print("\n".join(tables.passport_lines(passport, Words(options.lang))))


def _exhibits(options: argparse.Namespace) -> None:
    from lma_data.exhibits import cohort_definitions, definitions
    from lma_data.i18n import Words

    words = Words(options.lang)
    for definition in (*definitions().values(), *cohort_definitions().values()):
        print(f"{definition.id:40} {words.t(definition.question)}")
        for parameter in definition.parameters:
            values = [str(value) for value in parameter.values()]
            shown = ", ".join(values[:12]) + (", …" if len(values) > 12 else "")
            print(f"{'':40} --param {parameter.name}={parameter.default}  ({shown})")


def _exhibit(options: argparse.Namespace) -> None:
    from lma_data import exhibits
    from lma_data.export import tables

    given = {}
    for pair in options.param:
        name, equals, value = pair.partition("=")
        if not equals:
            raise Wrong(f"--param takes NAME=VALUE, not {pair!r}")
        given[name] = value
    try:
        cohort = _cohort(options.cohort, options.store) if options.cohort else None
        exhibit = exhibits.show(options.id, given, lang=options.lang, cohort=cohort)
    except exhibits.NeedsCohort as error:
        raise Wrong(f"{error} with --cohort ID") from error
    except (exhibits.UnknownExhibit, exhibits.BadParameter) as error:
        raise Wrong(str(error)) from error
    write = {"text": tables.text_table, "csv": tables.csv_text, "json": tables.json_text, "sql": tables.sql_text}
    sys.stdout.write(write[options.format](exhibit))


def _cohort(cohort_id: str, path: str | None) -> Cohort:
    from lma_data import cohort
    from lma_data.course import CourseProblem
    from lma_data.enrolment.store import Store, StoreProblem

    try:
        return cohort.load(Store.open(Path(path) if path else None), cohort_id)
    except StoreProblem as problem:
        raise Wrong(str(problem.message)) from None
    except CourseProblem as problem:
        raise Wrong(str(problem)) from None


def _cohort_report(options: argparse.Namespace) -> None:
    import datetime

    from lma_data.export import cohort_file, cohort_report, cohort_workbook
    from lma_data.i18n import LANGUAGES, Words

    target = Path(options.out)
    if target.suffix.lower() not in (".html", ".xlsx"):
        raise Wrong("--out takes FILE.html, to print, or FILE.xlsx, a workbook")
    cohort = _cohort(options.cohort, options.store)
    today = datetime.date.today()
    if target.suffix.lower() == ".html":
        languages = (options.lang,) if options.lang else LANGUAGES
        content = cohort_report.html(cohort, made=today, languages=languages).encode("utf-8")
    else:
        content = cohort_workbook.xlsx(cohort, Words(options.lang or LANGUAGES[0]), made=today)
    try:
        cohort_file.write(target, content)
    except OSError as error:
        raise Wrong(f"cannot write {target}: {error.strerror}") from error
    print(target)


def _brief(options: argparse.Namespace) -> None:
    import datetime

    from lma_data import exhibits
    from lma_data.exhibits.parameters import COUNTRY
    from lma_data.export import brief

    try:
        country = str(COUNTRY.parse(options.country))
    except exhibits.BadParameter as error:
        raise Wrong(str(error)) from error
    target = Path(options.out or brief.file_name(country, options.lang))
    try:
        target.write_text(brief.html(country, first=options.lang, made=datetime.date.today()), "utf-8")
    except OSError as error:
        raise Wrong(f"cannot write {target}: {error.strerror}") from error
    print(target)


if __name__ == "__main__":
    sys.exit(main())
