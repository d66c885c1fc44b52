"""Who may see the manager's pages: whoever is at the machine, and elsewhere whoever signed in and has the role.

At the machine means that the server listens on a loopback address and that the request came to that address by itself:
not through a proxy or a tunnel, not under another name (a page of another site can lead a browser here under its own
name), not from a page of another origin. Everybody else signs in (lma_data/ui/access.py), and a file says who is a manager.
What is not known is closed. Nothing here writes an e-mail address anywhere.
"""

from __future__ import annotations

import csv
import io
import ipaddress
import logging
import os
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from lma_data.catalog import ROOT

log = logging.getLogger("lma_data")

MANAGER = "manager"
IN_PROCESS = "in-process"  # no server at all: a test runs the pages itself, and says so with `served_on`
# Only what stands between a server and a browser sends these.
_OF_PROXIES = ("forwarded", "via", "x-real-ip", "true-client-ip", "client-ip", "cf-connecting-ip", "x-client-ip")
_OF_PROXIES_BEGIN = ("x-forwarded-", "x-original-", "tailscale-", "x-envoy-", "cdn-", "cf-")
_WIDTHLESS = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_LARGEST = 1_000_000  # bytes of a file of roles
_SHARED_TENANTS = ("/common/", "/organizations/", "/consumers/")

_bound: list[str] = []


def served_on(host: str) -> None:
    """Say which address the server listens on, before it does; IN_PROCESS where a test runs pages without a server."""
    _bound[:] = [host]


def bound() -> str | None:
    """The address that `served_on` was told; None where nobody said."""
    return _bound[0] if _bound else None


def is_loopback(host: str) -> bool:
    """Whether an address or name is this machine and nothing else."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.removeprefix("[").removesuffix("]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class Caller:
    """What is known of who asks: headers in lower case with all their values, address, and what the sign-in says."""

    headers: Mapping[str, list[str]] = field(default_factory=dict)
    address: str | None = None
    user: Mapping[str, Any] = field(default_factory=dict)


def at_the_machine(host: str | None, caller: Caller) -> bool:
    """Whether the server listens for this machine alone, at `host`, and the caller reached it directly."""
    if host == IN_PROCESS:
        return True
    if not host or not is_loopback(host) or not (caller.address and is_loopback(caller.address)):
        return False
    if any(name in _OF_PROXIES or name.startswith(_OF_PROXIES_BEGIN) for name in caller.headers):
        return False
    names = caller.headers.get("host", [])
    if len(names) != 1 or not is_loopback(_name_in(f"//{names[0]}")):
        return False
    # A browser says which page opened the connection; a page of another port or site is not ours.
    return all(urlsplit(origin).netloc == names[0] for origin in caller.headers.get("origin", []))


def _name_in(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


# Sign-in


def sign_in_problem(auth: Mapping[str, Any], trusted_headers: object = None) -> str:
    """Why nobody can sign in with these settings ([auth] of secrets.toml); empty where it is set up."""
    if not auth:
        return "sign-in is not set up"
    if trusted_headers:
        return "server.trustedUserHeaders is set: anybody could say who they are in a header"
    if len(str(auth.get("cookie_secret", ""))) < 32:
        return "cookie_secret in [auth] is shorter than 32 characters: cookies could be forged"
    redirect = str(auth.get("redirect_uri", ""))
    if not redirect.endswith("/oauth2callback"):
        return "redirect_uri in [auth] is not this site's address followed by /oauth2callback"
    if not over_https(auth) and not is_loopback(_name_in(redirect)):
        return "redirect_uri in [auth] is not HTTPS: sign-in would pass over the network in the clear"
    for provider in [auth[name] for name in providers(auth)] or [auth]:
        lacking = [key for key in ("client_id", "client_secret", "server_metadata_url") if not provider.get(key)]
        if lacking:
            return f"[auth] lacks {', '.join(lacking)}"
        if any(tenant in str(provider["server_metadata_url"]) for tenant in _SHARED_TENANTS):
            return "server_metadata_url in [auth] takes accounts of any organization: name your own tenant"
    return ""


def over_https(auth: Mapping[str, Any]) -> bool:
    """Whether sign-in leads back over HTTPS."""
    return str(auth.get("redirect_uri", "")).partition(":")[0].lower() == "https"


def providers(auth: Mapping[str, Any]) -> list[str]:
    """The named providers in [auth]; none where it describes a single one."""
    return [name for name, value in auth.items() if isinstance(value, Mapping) and name != "client_kwargs"]


def published(auth: Mapping[str, Any]) -> bool:
    """Whether sign-in leads back to another name than this machine's own.

    Then a proxy stands before the server, and not every proxy says so: nobody is at the machine.
    """
    redirect = str(auth.get("redirect_uri", ""))
    return bool(redirect) and not is_loopback(_name_in(redirect))


def verified_email(user: Mapping[str, Any]) -> str:
    """The e-mail address of who signed in; empty where nobody did, or where the provider did not verify it."""
    if user.get("is_logged_in") is not True or str(user.get("email_verified", True)).lower() in ("false", "0", "none"):
        return ""
    email = user.get("email")
    # Other scripts have letters that normalise to Latin ones: such an address is somebody else's.
    return normalised(email) if isinstance(email, str) and email.isascii() else ""


def normalised(email: str) -> str:
    return "".join(unicodedata.normalize("NFKC", email).translate(_WIDTHLESS).casefold().split())


# Roles


@dataclass(frozen=True)
class Roles:
    """Who is a manager, and what is wrong with the file that says so: then nobody is."""

    managers: frozenset[str] = frozenset()
    problem: str = ""
    warning: str = ""


class _Wrong(Exception):
    """The file of roles cannot be used; the message says why, and quotes nothing of it."""


def roles() -> Roles:
    """The roles as LMA_ROLES names their file, read anew when it changes."""
    name = os.environ.get("LMA_ROLES", "")
    if not name:
        return Roles(problem="LMA_ROLES names no file of roles")
    path = Path(name).expanduser()
    try:
        state = path.stat()
    except OSError:
        return Roles(problem="the file that LMA_ROLES names cannot be found")
    return _read(path, state.st_mtime_ns, state.st_size, state.st_mode)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, size: int, mode: int) -> Roles:
    """The arguments say when it was read: a file that changes is read again."""
    try:
        managers = frozenset(_managers(path, size, mode))
    except _Wrong as wrong:
        log.warning("The manager's pages are closed: %s.", wrong)
        return Roles(problem=str(wrong))
    readable = os.name == "posix" and bool(mode & stat.S_IROTH)
    warning = "the file of roles can be read by everybody on this machine: chmod 600" if readable else ""
    if warning:
        log.warning("Roles: %s.", warning)
    return Roles(managers, warning=warning)


def _managers(path: Path, size: int, mode: int) -> list[str]:
    if not stat.S_ISREG(mode) or size > _LARGEST:
        raise _Wrong("LMA_ROLES names no file of roles, but something else or too large")
    if path.resolve().is_relative_to(ROOT):
        raise _Wrong("the file of roles lies in the checkout, where it could be committed: move it out")
    if os.name == "posix" and mode & stat.S_IWOTH:
        raise _Wrong("the file of roles can be changed by everybody on this machine: chmod 600")
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise _Wrong("the file of roles cannot be read, or is not UTF-8") from problem
    pairs = _from_csv(text) if path.suffix.lower() == ".csv" else _from_yaml(text)
    if not pairs:
        raise _Wrong("the file of roles names nobody")
    return [_checked(number, email, role) for number, (email, role) in enumerate(pairs, start=1)]


def _checked(number: int, email: object, role: object) -> str:
    if not isinstance(role, str) or role.strip().lower() != MANAGER:
        raise _Wrong(f"entry {number} of the file of roles has a role that there is not; there is: {MANAGER}")
    found = normalised(email) if isinstance(email, str) else ""
    name, at, host = found.partition("@")
    if not (name and at and "." in host and "@" not in host and found.isascii()):
        raise _Wrong(f"entry {number} of the file of roles is no e-mail address in plain letters")
    return found


def _from_yaml(text: str) -> list[tuple[object, object]]:
    """`manager:` and a list of addresses, or addresses each with their role."""
    try:
        content = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as problem:
        raise _Wrong("the file of roles is no YAML") from problem
    if not isinstance(content, dict):
        raise _Wrong("the file of roles is not a list of addresses under “manager:”")
    if set(content) == {MANAGER} and isinstance(content[MANAGER], list):
        return [(email, MANAGER) for email in content[MANAGER]]
    return list(content.items())


def _from_csv(text: str) -> list[tuple[object, object]]:
    """Columns email and role."""
    try:
        rows = [row for row in csv.reader(io.StringIO(text), strict=True) if any(cell.strip() for cell in row)]
    except csv.Error as problem:
        raise _Wrong("the file of roles is no CSV") from problem
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    if header != ["email", "role"] or any(len(row) != 2 for row in rows):
        raise _Wrong("the file of roles has not the two columns email,role")
    return [(row[0], row[1]) for row in rows[1:]]


# Both


@dataclass(frozen=True)
class Settings:
    """All that decides on access, apart from who asks."""

    host: str | None  # that the server listens on
    auth: Mapping[str, Any] = field(default_factory=dict)  # [auth] of secrets.toml
    trusted_headers: object = None
    always_sign_in: bool = False  # LMA_ACCESS=sign-in: also at the machine

    def problem(self) -> str:
        """Why nobody from another address can become a manager; empty where they can."""
        return sign_in_problem(self.auth, self.trusted_headers) or roles().problem

    def opens_at_the_machine(self) -> bool:
        """Whether there is a machine to be at: else everybody signs in."""
        if self.host == IN_PROCESS:
            return True
        return bool(self.host) and is_loopback(self.host or "") and not (self.always_sign_in or published(self.auth))

    def is_manager(self, caller: Caller) -> bool:
        if self.opens_at_the_machine() and at_the_machine(self.host, caller):
            return True
        return not self.problem() and verified_email(caller.user) in roles().managers

    def lines(self) -> list[str]:
        """What is open to whom, for the terminal."""
        problem = self.problem()
        count = len(roles().managers)
        signed_in = f"after sign-in, to {count} manager" + ("s" if count != 1 else "")
        if self.opens_at_the_machine():
            elsewhere = f"closed ({problem})" if problem else signed_in
            return [f"Cohorts: open at this machine; through a proxy or a tunnel, or under another name: {elsewhere}."]
        if problem:
            return [
                "Closed here: the cohorts' pages, uploads and the store. Everybody sees the other pages.",
                f"  Why: {problem}.",
                "  To open them: set up sign-in and LMA_ROLES as docs/access.md says, or serve on 127.0.0.1.",
            ]
        lines = [f"Open {signed_in}: the cohorts' pages, uploads and the store. Everybody sees the other pages."]
        return lines + ([f"  Warning: {roles().warning}."] if roles().warning else [])
