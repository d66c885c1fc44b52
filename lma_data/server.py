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
from urllib.parse import quote, urlencode

import streamlit as st
import uvicorn
from starlette.responses import RedirectResponse
from streamlit.runtime.pages_manager import PagesManager

from lma_data import exhibits, sitemap, warehouse
from lma_data.catalog import ROOT

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


def app() -> Application:
    # Streamlit takes a folder called pages/ for its first kind of multipage app until st.navigation has run once, and
    # would tell the first visitor of a deep link that there is no such page.
    PagesManager.uses_pages_directory = False
    streamlit = st.App(ROOT / "app.py", lifespan=lifespan)
    return streamlit if st.get_option("server.baseUrlPath") else _lead(streamlit)


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
        socket.create_server((host, port)).close()
    except OSError as problem:
        raise CannotListen(f"cannot listen on {host}, port {port}: {problem.strerror or problem}") from problem
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    print(f"LMA Data: http://{host}:{port}  (stop with Ctrl+C)", flush=True)
    # Compressing every message costs more time than it saves in a room; `streamlit run` does not do it either.
    uvicorn.run(app(), host=host, port=port, log_level="warning", access_log=False, ws_per_message_deflate=False)
