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
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
import uvicorn
from streamlit.runtime.pages_manager import PagesManager

from lma_data import exhibits, warehouse
from lma_data.catalog import ROOT


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Build the warehouse before the first visitor comes, and settle the collector."""
    warehouse.path()
    exhibits.definitions()
    gc.collect()
    gc.freeze()
    yield


def app() -> st.App:
    # Streamlit takes a folder called pages/ for its first kind of multipage app until st.navigation has run once, and
    # would tell the first visitor of a deep link that there is no such page.
    PagesManager.uses_pages_directory = False
    return st.App(ROOT / "app.py", lifespan=lifespan)


def serve(host: str = "127.0.0.1", port: int = 8501) -> None:
    """Serve until interrupted."""
    os.chdir(ROOT)  # Streamlit reads .streamlit/config.toml from here
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    print(f"LMA Data: http://{host}:{port}  (stop with Ctrl+C)", flush=True)
    # Compressing every message costs more time than it saves in a room; `streamlit run` does not do it either.
    uvicorn.run(app(), host=host, port=port, log_level="warning", access_log=False, ws_per_message_deflate=False)
