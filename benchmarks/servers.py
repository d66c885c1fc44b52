"""The servers that are compared, each a child process on a free port of this machine, ended when its turn is over."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = Path(__file__).resolve().parent / "peers"
START = 60.0  # seconds that a server may take to answer


class DidNotStart(RuntimeError):
    """A server ended, or did not listen, before it was measured; the message has the end of what it printed."""


@dataclass(frozen=True)
class Server:
    """A program that serves one app, and how it is called in the tables."""

    name: str
    title: str
    script: Path | None  # None: our app under our server

    def command(self, port: int) -> list[str]:
        if self.script is None:
            return [sys.executable, "-m", "lma_data", "serve", "--port", str(port)]
        # Defaults but for what keeps it on this machine and quiet.
        options = {
            "server.port": str(port),
            "server.address": "127.0.0.1",
            "server.headless": "true",
            "browser.gatherUsageStats": "false",
        }
        flags = [part for name, value in options.items() for part in (f"--{name}", value)]
        return [sys.executable, "-m", "streamlit", "run", str(self.script), *flags]


OURS = Server("ours", "our fullest page, `python -m lma_data serve`", None)
EMPTY = Server("empty", "an empty page, `streamlit run`", PEERS / "empty.py")
DASHBOARD = Server("dashboard", "a plain dashboard of one line chart, `streamlit run`", PEERS / "dashboard.py")
SERVERS = (OURS, EMPTY, DASHBOARD)


@dataclass(frozen=True)
class Running:
    """A server that listens."""

    port: int
    process: subprocess.Popen[bytes]
    started: float  # time.perf_counter() just before the process was made

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(server: Server, environment: Mapping[str, str] | None = None) -> Iterator[Running]:
    """Start a server, wait until it listens, and end it however the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        # The peers start in an empty folder, so that our config.toml is not theirs.
        cwd = ROOT if server.script is None else Path(folder)
        printed = Path(folder) / "printed.txt"
        port = free_port()
        with printed.open("wb") as output:
            started = time.perf_counter()
            process = subprocess.Popen(
                server.command(port),
                cwd=cwd,
                env={**os.environ, **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            _wait(process, port, printed)
            yield Running(port, process, started)
        finally:
            end(process)


def _wait(process: subprocess.Popen[bytes], port: int, printed: Path) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise DidNotStart(f"exit code {process.returncode}: {printed.read_text(errors='replace')[-800:]}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise DidNotStart(f"silent after {START:.0f} s: {printed.read_text(errors='replace')[-800:]}")


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask the process to stop, and stop it."""
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def processor_time(pid: int) -> float:
    """Seconds of processor that a process has used; nan where the system does not tell (it is not Linux)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
