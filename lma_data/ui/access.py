"""Access as Streamlit's session sees it: who asks, the check at the head of each manager's page, and signing in and out."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from functools import cache

import streamlit as st
from streamlit.auth_util import get_secrets_auth_section, is_authlib_installed
from streamlit.config import get_option
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lma_data import access
from lma_data.i18n import N_, Words
from lma_data.ui import privacy

log = logging.getLogger("lma_data")


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
        privacy.let_upload(context.session_id, ours)
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
