"""Access as Streamlit's session sees it: who asks, the check at the head of each manager's page, and signing in and out."""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
from collections.abc import Mapping
from functools import cache

import streamlit as st
from streamlit import runtime
from streamlit.auth_util import get_secrets_auth_section, is_authlib_installed
from streamlit.config import get_option
from streamlit.runtime import memory_media_file_storage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from lma_data import access
from lma_data.i18n import N_, Words

log = logging.getLogger("lma_data")

_KEY = secrets.token_bytes(32)
_uploading: set[str] = set()  # sessions that may upload


def settings() -> access.Settings:
    """What decides on access, as server, environment and secrets.toml say."""
    return access.Settings(
        host=access.bound() or _bound_by_streamlit(),
        auth=_auth(),
        trusted_headers=get_option("server.trustedUserHeaders"),
        always_sign_in=os.environ.get("LMA_ACCESS", "") == "sign-in",
    )


@cache
def _bound_by_streamlit() -> str:
    """Of `streamlit run`: its option as it was at the start, for the option can change and the socket does not."""
    return get_option("server.address") or "0.0.0.0"  # Streamlit's own meaning of no address


def _auth() -> dict[str, object]:
    section = get_secrets_auth_section() if is_authlib_installed() else None
    return section.to_dict() if isinstance(section, Mapping) else {}


@cache
def _said_once() -> None:
    """`streamlit run` has no other place to say what is open."""
    if access.bound() is None:
        log.warning("%s", "\n".join(settings().lines()))


def is_manager() -> bool:
    """Whether this session may see the manager's pages; noted, so that it may upload."""
    _said_once()
    ours = settings().is_manager(_caller())
    if context := get_script_run_ctx():
        (_uploading.add if ours else _uploading.discard)(context.session_id)
    return ours


def _caller() -> access.Caller:
    headers = st.context.headers
    # Streamlit says no address where it is 127.0.0.1 or ::1, and also where there is no connection, hence no Host.
    address = st.context.ip_address or ("127.0.0.1" if "Host" in headers else None)
    return access.Caller({name.lower(): headers.get_all(name) for name in headers}, address, st.user.to_dict())


def require_manager() -> None:
    """At the head of each of the manager's pages and fragments: who is no manager is where a page that is not would be.

    app.py does not even name these pages to others; this is for the day on which it would.
    """
    if not is_manager():
        st.session_state["unknown-page"] = True
        st.switch_page("pages/context/overview.py", query_params={"lang": st.session_state.get("lang", "en")})


def may_upload(session_id: str) -> bool:
    """Whether files for this session are taken: a manager's session that is still open."""
    if len(_uploading) > 1000:
        _uploading.intersection_update(
            {one for one in list(_uploading) if runtime.get_instance().is_active_session(one)}
        )
    return session_id in _uploading


def sign_in(words: Words) -> None:
    """Signing in and out, at the foot of a page, where sign-in is set up and not needless."""
    ours, caller = settings(), _caller()
    if ours.problem() or (ours.opens_at_the_machine() and access.at_the_machine(ours.host, caller)):
        return
    if caller.user.get("is_logged_in") is not True:
        for provider in access.providers(ours.auth) or [""]:
            label = words.t(N_("Sign in with {provider}"), provider=provider) if provider else words.t(N_("Sign in"))
            arguments = (provider,) if provider else ()
            st.button(label, key=f"sign-in-{provider}", type="tertiary", on_click=st.login, args=arguments)
        return
    if ours.is_manager(caller):
        st.caption(words.t(N_("You are signed in as a programme manager.")))
    else:
        st.caption(
            words.t(N_("You are signed in, but this account has no role here: you see what every visitor sees."))
        )
    st.button(words.t(N_("Sign out")), key="sign-out", type="tertiary", on_click=st.logout)


def _unguessable_id(data: bytes, mimetype: str, filename: str | None = None) -> str:
    """The id of a file to download: from all of its content, which nobody can compute who has not this process's key."""
    digest = hashlib.blake2b(key=_KEY, digest_size=28)
    for part in (mimetype.encode(), (filename or "").encode(), data):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


# Streamlit's own id is a plain hash of the content, for large files of parts of it: whoever guesses a list could ask
# whether it is there, and two exports of the same length could be taken for one.
if not callable(memory_media_file_storage._calculate_file_id):
    raise RuntimeError("Streamlit names its files in another way now")
memory_media_file_storage._calculate_file_id = _unguessable_id


# Only `python -m lma_data serve` refuses files of visitors before they are read (lma_data/server.py); what comes past it,
# under `streamlit run`, is at least not kept.
_take = MemoryUploadedFileManager.add_file


def _take_of_managers(self: MemoryUploadedFileManager, session_id: str, file: UploadedFileRec) -> None:
    if may_upload(session_id):
        _take(self, session_id, file)


MemoryUploadedFileManager.add_file = _take_of_managers  # type: ignore[method-assign]
