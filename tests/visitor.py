"""A visitor without a browser: requests and messages as anybody can make them, true to form or forged."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).resolve().parent.parent
HERE = "127.0.0.1"
EARLY = 2  # of a script's endings, the one that leads to a further run


class Response(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Served:
    """A server process of our own: where it listens, and what it prints."""

    port: int
    process: subprocess.Popen[bytes]
    output: Path

    def get(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Response:
        """One request, its path sent as it stands; header names with _ for -."""
        connection = http.client.HTTPConnection(HERE, self.port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.putrequest(method, path, skip_host="Host" in named)
        for name, value in named.items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        return Response(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())

    def wait(self) -> None:
        end = time.monotonic() + 120
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if self.get("/_stcore/health").status == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"no answer; exit code {self.process.poll()}: {self.output.read_text('utf-8')}")

    @contextmanager
    def session(
        self, host: str = "", origin: str | None = None, cookies: Mapping[str, str] | None = None, **headers: str
    ) -> Iterator[Session]:
        """A session as a browser opens one: the token against cross-site requests comes as a cookie before."""
        host = host or f"{HERE}:{self.port}"
        token = self.get("/_stcore/health").headers["set-cookie"].split(";")[0].partition("=")[2]
        jar = "; ".join(f"{name}={value}" for name, value in {"_streamlit_xsrf": token, **(cookies or {})}.items())
        named = {name.replace("_", "-"): value for name, value in headers.items()} | {"Cookie": jar}
        with connect(
            f"ws://{host}/_stcore/stream",
            sock=socket.create_connection((HERE, self.port), timeout=20),
            subprotocols=["streamlit", token],  # type: ignore[list-item]
            origin=origin,  # type: ignore[arg-type]
            additional_headers=named,
            max_size=None,
        ) as stream:
            yield Session(stream, token)


@dataclass
class Session:
    stream: ClientConnection
    token: str
    id: str = ""
    heard: list[ForwardMsg] = field(default_factory=list)

    def send(self, page: str = "", page_hash: str = "", query: str = "", fragment: str = "") -> None:
        """Ask for a run."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.page_script_hash = page_hash
        asked.rerun_script.query_string = query
        asked.rerun_script.fragment_id = fragment
        self.stream.send(asked.SerializeToString())

    def ask(self, page: str = "", page_hash: str = "", query: str = "") -> Seen:
        """Ask for a run, and hear it to its end."""
        self.send(page, page_hash, query)
        self.heard = []
        while not self.heard or not self._ended(self.heard[-1]):
            message = ForwardMsg()
            message.ParseFromString(self.stream.recv(timeout=15))
            if message.WhichOneof("type") == "new_session":
                self.id = message.new_session.initialize.session_id or self.id
            self.heard.append(message)
        return Seen(self.heard)

    @staticmethod
    def _ended(message: ForwardMsg) -> bool:
        return message.WhichOneof("type") == "script_finished" and message.script_finished != EARLY


@dataclass
class Seen:
    """All that one run sent."""

    messages: list[ForwardMsg]

    @property
    def pages(self) -> list[str]:
        """The addresses that the newest navigation lists."""
        listed = [one.navigation for one in self.messages if one.WhichOneof("type") == "navigation"]
        return [page.url_pathname for page in listed[-1].app_pages] if listed else []

    @property
    def text(self) -> str:
        return "\n".join(str(message.delta) for message in self.messages if message.WhichOneof("type") == "delta")

    def shape(self, name: str) -> list[str]:
        """What the last run sent, without what differs from one to the next, and without the page's name in the address.

        Of a run that leads to another, as the bare address does, some messages are overtaken, now these and now those.
        """
        starts = [place for place, one in enumerate(self.messages) if one.WhichOneof("type") == "new_session"]
        changing = re.compile(rf"page={name}|hash: \"\w+\"\n|[0-9a-f]+(-[0-9a-f]+){{4}}", re.IGNORECASE)
        return [changing.sub("NAME", str(one)) for one in self.messages[starts[-1] + 1 :]]


@contextmanager
def serving(folder: Path, *command: str, **environment: str) -> Iterator[Served]:
    """A fresh server whose user's folder is `folder`; it is waited for with `wait`."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        port = probe.getsockname()[1]
    output = folder / f"output-{port}.txt"
    own = {"HOME": str(folder), "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(_cache())}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LMA_", "STREAMLIT_"))}
    with output.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", *(part.format(port=port) for part in command)],
            cwd=ROOT,
            env=kept | own | environment,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Served(port, process, output)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _cache() -> Path:
    """Where the warehouse is kept already, so that it is not built again for each user's folder."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def signed_in(secret: str, origin: str, **claims: object) -> dict[str, str]:
    """The cookie that Streamlit sets after sign-in, for these claims."""
    payload = json.dumps({"origin": origin, "is_logged_in": True, "provider": "default", **claims})
    return {"_streamlit_user": create_signed_value(secret, "_streamlit_user", payload).decode()}
