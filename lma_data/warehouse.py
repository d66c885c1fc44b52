"""The one door to DuckDB: builds the database from datasets/ once, opens it read-only, answers queries in .sql files.

    rows = ask("governance/migrant_share", year=2024, sex="both")  # -> DataFrame

Each dataset is a table, undesa/migrant-stock-2024 -> undesa.migrant_stock_2024. Queries take named parameters ($year).
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import duckdb
import pandas as pd
import platformdirs

from lma_data import catalog

QUERIES = Path(__file__).parent / "queries"
HARDENED: dict[str, Any] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "1GB",
    "threads": "2",
    "max_temp_directory_size": "0GB",
    "lock_configuration": "true",
}


Made = TypeVar("Made")


class QueryError(Exception):
    """A query that does not exist, or that failed; the message names it and says what is possible."""


def build(target: Path) -> None:
    """Write every dataset that has data into one DuckDB file at `target`, all or nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    # A folder of its own, so that two processes that start at once do not write the same file.
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        unfinished = Path(folder) / "warehouse.duckdb"
        with duckdb.connect(unfinished) as connection:
            for passport in catalog.passports().values():
                schema = passport.table.split(".")[0]
                connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
                connection.execute(
                    f"CREATE TABLE {passport.table} AS FROM read_parquet(?)", [str(catalog.data_file(passport.id))]
                )
        unfinished.replace(target)


@cache
def path() -> Path:
    """The database of exactly these datasets and this DuckDB, built if it is not there yet."""
    stamp = hashlib.sha256(duckdb.__version__.encode())
    for passport in catalog.passports().values():
        stamp.update(f"{passport.id} {passport.sha256}\n".encode())
    target = platformdirs.user_cache_path("lma-data") / f"warehouse-{stamp.hexdigest()[:16]}.duckdb"
    if not target.exists():
        build(target)
    return target


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(path(), read_only=True, config=HARDENED)


@cache
def query_text(name: str) -> str:
    """The SQL of one query; QueryError when there is none of that name."""
    if not re.fullmatch(r"[a-z_]+/[a-z0-9_-]+", name) or not (QUERIES / f"{name}.sql").is_file():
        raise QueryError(f"no query {name!r}; there are: {', '.join(query_names())}")
    return (QUERIES / f"{name}.sql").read_text("utf-8")


def query_names() -> list[str]:
    return sorted(str(file.relative_to(QUERIES).with_suffix("")) for file in QUERIES.glob("*/*.sql"))


class Asked(NamedTuple):
    """A query that was asked: its name, and the values of its parameters."""

    name: str
    parameters: dict[str, Any]


_asked: ContextVar[list[Asked] | None] = ContextVar("asked", default=None)


@contextmanager
def recording() -> Iterator[list[Asked]]:
    """The list of what `ask` is asked inside, so that an exhibit can show the SQL that made it."""
    asked: list[Asked] = []
    token = _asked.set(asked)
    try:
        yield asked
    finally:
        _asked.reset(token)


def ask(name: str, **parameters: Any) -> pd.DataFrame:
    """The rows of one query. QueryError names the query, and the parameter or the part of it that is wrong."""
    asked = _asked.get()
    if asked is not None:
        asked.append(Asked(name, parameters))
    return read(name, **parameters)


def read(name: str, **parameters: Any) -> pd.DataFrame:
    """As `ask`, but no recording holds it: for names of areas, which are looked up and are not what an exhibit shows."""
    return run(query_text(name), parameters, name)


def kept(function: Callable[..., Made]) -> Callable[..., Made]:
    """Like functools.cache, for what is made from queries: a recording holds them also when they are not asked anew."""

    @cache
    def made(*arguments: Any) -> tuple[Made, list[Asked]]:
        with recording() as asked:
            return function(*arguments), asked

    @wraps(function)
    def again(*arguments: Any) -> Made:
        value, queries = made(*arguments)
        note(queries)
        return value

    return again


def note(queries: Iterable[Asked]) -> None:
    """Have the recording hold queries that were asked before, for what was made from them and kept."""
    asked = _asked.get()
    if asked is not None:
        asked.extend(queries)


class Tables:
    """A few tables in memory, those of a cohort, asked by queries in files too. Nobody has them who has not this object.

    `schema`: the statements that make them; `rows`: a frame for each, with columns of the same names.
    """

    def __init__(self, schema: str, rows: Mapping[str, pd.DataFrame]) -> None:
        self._connection = duckdb.connect(":memory:", config={**HARDENED, "threads": "1"})
        self._connection.execute(schema)
        for table, frame in rows.items():
            self._connection.register("incoming", frame)
            self._connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
            self._connection.unregister("incoming")

    def ask(self, name: str, **parameters: Any) -> pd.DataFrame:
        """As `warehouse.ask`, over these tables. An error names the query only: DuckDB's words can quote values."""
        asked = _asked.get()
        if asked is not None:
            asked.append(Asked(name, parameters))
        cursor = self._connection.cursor()
        try:
            return cursor.execute(query_text(name), parameters or None).df()
        except duckdb.Error as error:
            kind = type(error).__name__
        finally:
            cursor.close()
        raise QueryError(f"{name}: {kind}")


def run(sql: str, parameters: dict[str, Any] | None = None, name: str = "query") -> pd.DataFrame:
    """The rows of one SELECT over the warehouse, on a cursor of its own (a shared connection is not thread-safe)."""
    cursor = _connection().cursor()
    try:
        return cursor.execute(sql, parameters or None).df()
    except duckdb.Error as error:
        raise QueryError(f"{name}: {error}") from error
    finally:
        cursor.close()
