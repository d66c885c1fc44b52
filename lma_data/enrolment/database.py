"""The file of the store: opening it for this process alone, its versions, transactions, and sentences for what goes wrong.

One connection a process and path, shared by all sessions under a lock. Only the owner can read the file. Nothing of DuckDB's
own words reaches an error or a log: they can quote values. The SQL stands in sql/ and migrations/, in words that PostgreSQL
has too.
"""

from __future__ import annotations

import contextlib
import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from lma_data.enrolment.model import Message
from lma_data.i18n import N_

try:
    import fcntl
except ImportError:  # on Windows, DuckDB's own lock has to do
    fcntl = None  # type: ignore[assignment]

HERE = Path(__file__).parent
WAIT = 2.0  # seconds for another process to let go of the store
HARDENED: dict[str, Any] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "2GB",
    "threads": "2",
    "max_temp_directory_size": "0GB",  # nothing is spilled to disk
    "lock_configuration": "true",
}
# Part of what DuckDB says (in small letters) -> what it means. The first that fits counts.
_MEANS = (
    (("could not set lock", "being used by another process"), "locked"),
    (("no space left", "file too large", "disk quota"), "full"),
    (("corrupt", "could not read enough bytes", "deserialize"), "damaged"),
    (("not a directory", "file exists", "file name too long"), "no-place"),
    (("permission denied", "read-only", "operation not permitted"), "read-only"),
    (("newer version", "storage version", "version number"), "newer"),
    (("not a valid duckdb",), "foreign"),
    (("out of memory", "failed to allocate", "could not allocate", "failed to offload"), "memory"),
)
SENTENCES = {
    "locked": N_("Another program has the store open. Close it, or use its own page, then try again."),
    "full": N_("The disk is full: nothing was written. Make room, then try again."),
    "read-only": N_("The store cannot be written. Check who owns its folder and file, then try again."),
    "newer": N_("A newer version of this app made the store. Update the app; nothing was changed."),
    "foreign": N_(
        "The file at this place is not a store of this app. Choose another with LMA_STORE; nothing was changed."
    ),
    "no-file": N_("What is at this place is not a file. Choose another place with LMA_STORE; nothing was changed."),
    "no-place": N_("No file can be made at this place. Choose another with LMA_STORE; nothing was changed."),
    "damaged": N_(
        "The file of the store is damaged or cut short. Put a copy of it back, or choose another file with LMA_STORE."
    ),
    "memory": N_("This is too much for the memory at once: nothing was written. Take the files one by one."),
    "wrong-key": N_("The key in LMA_STORE_KEY does not open this store. Nothing was changed."),
    "no-key": N_("The store is encrypted. Give its key in LMA_STORE_KEY."),
    "no-cohort": N_("There is no cohort “{cohort}” in this store."),
    "cohort-there": N_("There is a cohort “{cohort}” already."),
    "no-person": N_("There is nobody with this id in the cohort."),
    "no-batch": N_("There is no such batch: it may have been undone already."),
    "failed": N_("The store could not do this: nothing was written. Try again; if it fails again, restart the app."),
}


class StoreProblem(Exception):
    """Something about the store that the manager can mend; `kind` names it, the message has no person in it."""

    def __init__(self, kind: str, text: str = "", **facts: Any) -> None:
        self.kind = kind
        self.message = Message(text or SENTENCES[kind], facts)
        super().__init__(str(self.message))


def meaning(error: BaseException) -> StoreProblem:
    """What an error of DuckDB or of the system means; its own text is not kept, because it can quote values."""
    said = str(error).lower()
    for parts, kind in _MEANS:
        if any(part in said for part in parts):
            return StoreProblem(kind)
    return StoreProblem("failed")


@contextmanager
def _private() -> Iterator[None]:
    """What is made inside is readable by its owner only, the write-ahead log too; a stricter umask stays as it is."""
    before = os.umask(0o077)
    os.umask(before | 0o077)
    try:
        yield
    finally:
        os.umask(before)


@cache
def statements(name: str) -> tuple[str, ...]:
    """The statements of one file, sql/<name>.sql or migrations/<name>.sql, without comments."""
    text = (HERE / f"{name}.sql").read_text("utf-8")
    text = re.sub(r"--[^\n]*", "", text)
    return tuple(part.strip() for part in text.split(";") if part.strip())


def migrations(folder: Path = HERE / "migrations") -> list[str]:
    """Names of the migrations in order; the first brings a store to version 1, and so on."""
    return sorted(path.stem for path in folder.glob("[0-9][0-9][0-9]_*.sql"))


class Database:
    """An open store file. All that is asked and written goes through `ask`, `run` and `writing`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = threading.RLock()
        self._connection: Any = None
        self._held: Any = None
        self._depth = 0
        # What unlocks its sealed values: a sum of the key, and the sealer. Kept here, because sessions share it.
        self.unlocked: tuple[bytes, Any] | None = None

    # Opening and closing

    def open(self) -> None:
        """Open the file, made where there is none, and bring it to the newest version."""
        try:
            if self.path.exists() and not self.path.is_file():  # a folder or a device
                raise StoreProblem("no-file")
            self._make_folder()
            self._hold()
            if not self.path.exists() or self.path.stat().st_size == 0:
                self._make()
            self._connect()
            self._migrate()
            return
        except OSError as error:
            problem = meaning(error)
        except StoreProblem as found:
            problem = found
        self.close()
        raise problem

    def _make_folder(self) -> None:
        """Folders that are made are private. One that is there keeps its rights: others may have files in it."""
        missing = [folder for folder in (self.path.parent, *self.path.parent.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(mode=0o700, exist_ok=True)

    def _hold(self) -> None:
        """A lock of our own, because the file itself is replaced when it is written anew."""
        if fcntl is None:
            return
        with _private():
            self._held = os.open(f"{self.path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        until = time.monotonic() + WAIT
        while True:
            try:
                fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > until:
                    break
            time.sleep(0.05)
        raise StoreProblem("locked")

    def _make(self) -> None:
        """An empty store, made aside and put in its place when it is whole."""
        unfinished = self._aside()
        with _private():
            self._duckdb(unfinished)
            self.execute("CREATE TABLE store_meta (name TEXT NOT NULL, value TEXT NOT NULL)")
            self.execute("INSERT INTO store_meta VALUES ('version', '0'), ('next', '1')")
            self._connection.close()
            unfinished.replace(self.path)

    def _aside(self) -> Path:
        """A free place for a file in the making; what a killed process left there is removed."""
        place = self.path.with_name(self.path.name + ".unfinished")
        for old in (place, Path(f"{place}.wal")):
            old.unlink(missing_ok=True)
        return place

    def _duckdb(self, path: Path) -> None:
        problem = None
        try:
            self._connection = duckdb.connect(path, config=HARDENED)
        except duckdb.Error as error:
            problem = meaning(error)
        if problem:
            raise problem

    def _connect(self) -> None:
        with self.path.open("rb+") as file:
            if file.read(12)[8:] != b"DUCK":
                raise StoreProblem("foreign")
        with _private():
            for file_of_ours in (self.path, Path(f"{self.path}.wal")):
                if file_of_ours.exists():
                    file_of_ours.chmod(0o600)
            until = time.monotonic() + WAIT
            while True:
                try:
                    self._duckdb(self.path)
                    break
                except StoreProblem as problem:
                    if problem.kind != "locked" or time.monotonic() > until:
                        raise
                time.sleep(0.05)
        self.identity = self.path.stat().st_ino

    def _migrate(self) -> None:
        found = self.execute("SELECT count(*) FROM information_schema.tables WHERE table_name = 'store_meta'")
        if not found[0][0]:
            raise StoreProblem("foreign")
        there, steps = int(self.meta("version") or 0), migrations()
        if there > len(steps):
            raise StoreProblem("newer")
        for number, step in list(enumerate(steps, 1))[there:]:
            with self.writing():
                for statement in statements(f"migrations/{step}"):
                    self.execute(statement)
                self.set_meta("version", str(number))

    def close(self) -> None:
        with self.lock:
            if self._connection is not None:
                with contextlib.suppress(duckdb.Error), _private():
                    self._connection.close()
                self._connection = None
            if self._held is not None:
                os.close(self._held)
                self._held = None

    @property
    def usable(self) -> bool:
        """Whether the file is still the one that was opened: it can be removed, or put back from a copy."""
        with self.lock:  # while another session writes the file anew there is no connection, for a moment
            try:
                return self._connection is not None and self.path.stat().st_ino == self.identity
            except OSError:
                return False

    # Asking and writing

    def execute(self, sql: str, parameters: dict[str, Any] | None = None, frame: bool = False) -> Any:
        """Rows as tuples, or as a frame. StoreProblem says what went wrong, without DuckDB's words."""
        if self._connection is None:
            raise StoreProblem("failed")
        try:
            done = self._connection.execute(sql, parameters or None)
            return done.df() if frame else done.fetchall()
        except duckdb.Error as error:
            problem, fatal = meaning(error), isinstance(error, duckdb.FatalException)
        if fatal:  # the connection is of no more use: the next session opens the file anew
            self.close()
        raise problem

    def run(self, name: str, **parameters: Any) -> list[tuple]:
        """All statements of sql/<name>.sql, each with the parameters that it names; the rows of the last."""
        with self.lock:
            rows: list[tuple] = []
            for statement in statements(f"sql/{name}"):
                rows = self.execute(statement, _named_in(statement, parameters))
            return rows

    def frame(self, name: str, **parameters: Any) -> pd.DataFrame:
        """As `run`, the rows of the last statement as a frame."""
        with self.lock:
            *before, last = statements(f"sql/{name}")
            for statement in before:
                self.execute(statement, _named_in(statement, parameters))
            return self.execute(last, _named_in(last, parameters), frame=True)

    @contextmanager
    def transaction(self, keep: bool) -> Iterator[None]:
        """All that is done inside, or nothing; with keep False, nothing in any case."""
        with self.lock:
            if self._depth:
                raise StoreProblem("failed")
            with _private():
                self.execute("BEGIN TRANSACTION")
                self._depth = 1
                done = False
                try:
                    yield
                    if keep:
                        self.execute("COMMIT")
                        done = True
                finally:
                    self._depth = 0
                    if not done:
                        with contextlib.suppress(StoreProblem):
                            self.execute("ROLLBACK")

    def writing(self) -> Any:
        return self.transaction(keep=True)

    def meta(self, name: str) -> str | None:
        found = self.execute("SELECT value FROM store_meta WHERE name = $name", {"name": name})
        return found[0][0] if found else None

    def set_meta(self, name: str, value: str | None) -> None:
        self.execute("DELETE FROM store_meta WHERE name = $name", {"name": name})
        if value is not None:
            self.execute("INSERT INTO store_meta VALUES ($name, $value)", {"name": name, "value": value})

    # Writing the file anew

    def rewrite(self) -> None:
        """Copy what is there into a new file and put it in place of the old one: the bytes of what was erased are gone.

        A process that is killed on the way leaves the mark "rewrite" in the store, and the next opening does it.
        """
        with self.lock, _private():
            self.execute("CHECKPOINT")
            self._connection.close()
            self._connection = None
            unfinished = self._aside()
            problem = None
            try:
                self._copy(unfinished)
                with unfinished.open("rb+") as file:
                    os.fsync(file.fileno())
                unfinished.replace(self.path)
            except (duckdb.Error, OSError) as error:
                problem = meaning(error)
            self._connect()
            if problem:
                raise problem
            with self.writing():
                self.set_meta("rewrite", None)
            self.execute("CHECKPOINT")

    def _copy(self, target: Path) -> None:
        """This connection may attach files, and lives for this copy only; it sees no SQL but this."""
        settings = {
            name: HARDENED[name] for name in HARDENED if name.startswith(("auto", "allow", "python", "threads"))
        }
        with duckdb.connect(target, config=settings) as connection:
            name = connection.execute("SELECT current_database()").fetchall()[0][0].replace('"', '""')
            source = str(self.path).replace("'", "''")
            connection.execute(f"ATTACH '{source}' AS old_store (READ_ONLY)")
            connection.execute(f'COPY FROM DATABASE old_store TO "{name}"')
            connection.execute("DETACH old_store")
            connection.execute("CHECKPOINT")


def _named_in(statement: str, parameters: dict[str, Any]) -> dict[str, Any]:
    return {name: parameters[name] for name in set(re.findall(r"\$([a-z_0-9]+)", statement))}


_opened: dict[Path, Database] = {}
_guard = threading.RLock()


def opened(path: Path) -> Database:
    """The database at this path, opened if this process has not opened it yet (or if the file is another by now)."""
    path = path.expanduser().resolve()
    with _guard:
        there = _opened.get(path)
        if there is not None and there.usable:
            return there
        if there is not None:
            there.close()
        database = Database(path)
        database.open()
        _opened[path] = database
        return database


def closed(database: Database) -> None:
    """Close it for the whole process, and forget it."""
    with _guard:
        if _opened.get(database.path) is database:
            del _opened[database.path]
        database.close()
