"""The server: Streamlit's ASGI app under uvicorn, with the garbage collector settled.

Streamlit collects all garbage after every run, which costs 50-90 ms once pandas is imported and grows with the number of
sessions. Here Python collects when it sees fit, as in any other program, and what stays for good is frozen at the start, so
that a collection has little to look at; memory stays the same. Under uvicorn a socket sends at once (TCP_NODELAY);
`streamlit run` waits about 40 ms on every answer.
"""

from __future__ import annotations

import gc
import logging
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st
import uvicorn
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from streamlit.runtime.pages_manager import PagesManager

from lma_data import access, exhibits, sitemap, warehouse
from lma_data.catalog import ROOT
from lma_data.ui import access as sessions
from lma_data.ui import privacy

Application = Callable[[Any, Any, Any], Awaitable[None]]
OWN_LEVELS = {"app", "static", "component", "media", "vendor", "_stcore", "oauth2callback", "auth"}


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Build the warehouse before the first visitor comes, and settle the collector."""
    warehouse.path()
    exhibits.definitions()
    gc.collect()
    gc.freeze()
    yield


class CannotListen(OSError):
    """The address cannot be listened on; the message says why."""


def app(host: str = "unknown") -> Application:
    """The application for a server that listens on `host`; where that is not said, nobody is at the machine."""
    access.served_on(host)
    # Streamlit takes a folder called pages/ for its first kind of multipage app until st.navigation has run once, and
    # would tell the first visitor of a deep link that there is no such page.
    PagesManager.uses_pages_directory = False
    streamlit: Application = st.App(ROOT / "app.py", lifespan=lifespan)
    return _guard(streamlit if st.get_option("server.baseUrlPath") else _lead(streamlit))


def _guard(application: Application) -> Application:
    """What Streamlit leaves open to every visitor and nobody but a manager needs, and the headers that keep answers private.

    Anybody who opens a page has a session, and Streamlit would take files for it; here only a manager's session may upload.
    """

    async def guarding(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket" and not _from_our_pages(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http" and _shut(scope):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
        else:
            await application(scope, receive, _dressed(scope, send) if scope["type"] == "http" else send)

    return guarding


def _shut(scope: Any) -> bool:
    path = scope["path"]
    _, upload, rest = path.partition("/_stcore/upload_file/")
    if upload:
        return not privacy.may_upload(rest.partition("/")[0])
    return path.endswith("/_stcore/metrics")  # how much is uploaded, and how many are here


def _from_our_pages(headers: Headers) -> bool:
    """Whether the page that opens a connection is ours. Streamlit would let pages of this machine's other ports in, and to
    find out about the rest ask another host for this one's address."""
    origin = headers.get("origin")
    if origin is None or not st.get_option("server.enableCORS"):
        return True
    return urlsplit(origin).netloc == headers.get("host") or origin in st.get_option("server.corsAllowedOrigins")


def _dressed(scope: Any, send: Any) -> Any:
    """Answers with headers against keeping downloads, guessing types, telling addresses on and framing."""
    ours = sessions.settings()
    private = "/media/" in scope["path"]
    secure = access.over_https(ours.auth)

    async def dressed(message: Any) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Referrer-Policy"] = "same-origin"
            if private:
                headers["Cache-Control"] = "private, no-store"
            if ours.opens_at_the_machine():  # a page of another site could place ours under a manager's mouse
                headers["Content-Security-Policy"] = "frame-ancestors 'self'"
            if secure:
                message["headers"] = [_over_https_only(name, value) for name, value in message["headers"]]
        await send(message)

    return dressed


def _over_https_only(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    needs = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return name, value + b"; Secure" if needs else value


def _lead(application: Application) -> Application:
    """Lead addresses that people type by hand to the page that they mean: /Country and /country/KEN to /country?c=KEN.

    Streamlit would answer an address of two levels with an empty page.
    """

    async def leading(scope: Any, receive: Any, send: Any) -> None:
        better = _meant(scope["path"], scope["query_string"].decode("latin-1")) if scope["type"] == "http" else ""
        if better:
            await RedirectResponse(better)(scope, receive, send)
        else:
            await application(scope, receive, send)

    return leading


def _meant(path: str, query: str) -> str:
    """The address that is meant by one that leads nowhere; empty for one that leads somewhere, or to no page of ours."""
    name, _, rest = path.strip("/").partition("/")
    page = name.lower()
    known = page in sitemap.pages()
    if "/_stcore/" in path or not (known or rest) or (known and page == name and not rest):
        return ""
    if not known:
        # Files and components have levels of their own; whatever else has is no page.
        return "" if name in OWN_LEVELS else f"/{quote(name)}"
    if rest and page == "country" and not query:
        query = urlencode({"c": rest})
    return f"/{page}" + (f"?{query}" if query else "")


def serve(host: str = "127.0.0.1", port: int = 8501) -> None:
    """Serve until interrupted; CannotListen where the address is not ours or taken."""
    os.chdir(ROOT)  # Streamlit reads .streamlit/config.toml from here
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, port), family=family).close()
    except OSError as problem:
        raise CannotListen(f"cannot listen on {host}, port {port}: {problem.strerror or problem}") from problem
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    application = app(host)
    shown = f"[{host}]" if ":" in host else host
    print(f"LMA Data: http://{shown}:{port}  (stop with Ctrl+C)", *sessions.settings().lines(), sep="\n", flush=True)
    # Compressing every message costs more time than it saves in a room; `streamlit run` does not do it either.
    # What a client says of its own address is not believed.
    uvicorn.run(
        application,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        ws_per_message_deflate=False,
        proxy_headers=False,
        server_header=False,
    )
