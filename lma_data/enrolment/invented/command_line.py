"""`python -m lma_data sample`: the exports of invented cohorts as files, or their people in the store.

sample --out DIR [--edition YEAR] [--seed NUMBER]
sample --load [--store PATH] [--edition YEAR] [--seed NUMBER]
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from lma_data.enrolment.invented import SEED
from lma_data.wrong import Wrong


def add_to(commands: Any) -> None:
    """Add `sample` to the commands of the program."""
    sample = commands.add_parser("sample", help="invented cohorts: their exports as files, or into the store")
    sample.add_argument("--out", metavar="DIR", help="write the exports of each edition into this folder")
    sample.add_argument("--load", action="store_true", help="put the invented people into the store")
    sample.add_argument("--store", metavar="PATH", help="the store (or LMA_STORE; else in your data folder)")
    sample.add_argument(
        "--edition", action="append", default=[], type=int, metavar="YEAR", help="one edition; repeat for several (all)"
    )
    sample.add_argument("--seed", default=SEED, type=int, metavar="NUMBER", help=f"other people ({SEED})")
    sample.set_defaults(run=_sample)


def _sample(options: argparse.Namespace) -> None:
    from lma_data.enrolment.invented.people import editions

    unknown = [year for year in options.edition if year not in editions()]
    if unknown:
        raise Wrong(f"no edition {unknown[0]}; there are: {', '.join(map(str, editions()))}")
    if not options.out and not options.load:
        raise Wrong("give a folder with --out DIR, or --load to put the invented people into the store")
    years = sorted(set(options.edition)) or list(editions())
    if options.out:
        _write(Path(options.out), years, options.seed)
    if options.load:
        _load(options.store, years, options.seed)


def _write(target: Path, years: list[int], seed: int) -> None:
    from lma_data.enrolment.invented import folder

    try:
        for path in folder.write(target, years, seed):
            print(path)
    except OSError as problem:
        raise Wrong(f"cannot write into {target}: {problem.strerror}") from None


def _load(path: str | None, years: list[int], seed: int) -> None:
    from lma_data.enrolment.invented.loading import load
    from lma_data.enrolment.invented.people import editions
    from lma_data.enrolment.store import Store, StoreProblem

    try:
        with Store.open(Path(path) if path else None) as store:
            loaded = load(store, years, seed)
    except StoreProblem as problem:
        raise Wrong(str(problem.message)) from None
    for year in years:
        cohort = editions()[year].cohort
        print(f"{cohort}: {'loaded' if cohort in loaded else 'was there already, and is left as it is'}")
