"""Who sees the manager's pages: from this machine, from elsewhere, signed in or not; by every address and message."""

from __future__ import annotations

import ast
import logging
import socket
from contextlib import ExitStack

import pytest
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
from websockets.exceptions import InvalidStatus

from lma_data import access, server, sitemap
from lma_data.access import Caller
from lma_data.catalog import ROOT
from tests.visitor import HERE, Served, serving, signed_in

COHORT = sorted(path for folder in sitemap.MANAGERS for path in (ROOT / "pages" / folder).glob("*.py"))
NAMES = [path.stem for path in COHORT]
FOLDERS = {path.stem: path.parent.name for path in COHORT}
NOWHERE = "nowhere"  # a page that there is not, to compare with
SITE = "data.example.org"
ORIGIN = f"https://{SITE}"
SECRET = "0123456789abcdef0123456789abcdef"
AUTH = {
    "redirect_uri": f"{ORIGIN}/oauth2callback",
    "cookie_secret": SECRET,
    "client_id": "lma",
    "client_secret": "not so secret",
    "server_metadata_url": "https://id.example.org/.well-known/openid-configuration",
}
MANAGER = "ana.diallo@example.org"
ANYWHERE = "0.0.0.0"


def local(**headers: str) -> Caller:
    given = {"host": "127.0.0.1:8501"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return Caller({name: [value] for name, value in given.items()}, HERE)


# Who is at the machine


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.0.0.2"])
@pytest.mark.parametrize("name", ["127.0.0.1:8501", "localhost:8501", "[::1]:8501", "LOCALHOST", "localhost:80"])
def test_at_the_machine(host, name):
    assert access.at_the_machine(host, local(host=name))
    assert access.at_the_machine(host, local(host=name, origin=f"http://{name}", user_agent="Mozilla"))


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.0.2.7", "unknown", "", None, "data.example.org", "unix:///run/s"]
)
def test_a_server_on_another_address_is_at_nobodys_machine(host):
    assert not access.at_the_machine(host, local())


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},  # a name that leads here: DNS rebinding
        {"host": "localhost.evil.example"},
        {"host": "evil.example@127.0.0.1"[::-1]},
        {"host": "127.0.0.1.nip.io:8501"},
        {"host": "192.0.2.7:8501"},
        {"host": "0.0.0.0:8501"},
        {"host": ""},
        {"host": "[::1"},
        {"x_forwarded_for": "192.0.2.7"},
        {"x_forwarded_for": ""},
        {"x_forwarded_host": "127.0.0.1"},
        {"x_forwarded_proto": "https"},
        {"forwarded": "for=127.0.0.1"},
        {"via": "1.1 proxy"},
        {"x_real_ip": "127.0.0.1"},
        {"cf_connecting_ip": "127.0.0.1"},
        {"tailscale_user_login": "somebody"},
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9999"},  # a page of another port
        {"origin": "http://localhost:8501"},  # of another name
        {"origin": "null"},
    ],
)
def test_not_at_the_machine(headers):
    assert not access.at_the_machine("127.0.0.1", local(**headers))


def test_what_is_not_known_is_not_at_the_machine():
    assert not access.at_the_machine("127.0.0.1", Caller())
    assert not access.at_the_machine("127.0.0.1", Caller({"host": ["localhost"]}, None))
    assert not access.at_the_machine("127.0.0.1", Caller({"host": ["localhost"]}, "192.0.2.7"))
    assert not access.at_the_machine("127.0.0.1", Caller({"host": ["localhost", "evil.example"]}, HERE))


def test_where_everybody_signs_in_nobody_is_at_the_machine():
    assert access.Settings(HERE).is_manager(local())
    assert not access.Settings(HERE, always_sign_in=True).is_manager(local())
    # A proxy that says nothing of itself can stand before a site with a name of its own.
    assert not access.Settings(HERE, auth=AUTH).is_manager(local())
    assert access.Settings(HERE, auth=AUTH | {"redirect_uri": "http://localhost:8501/oauth2callback"}).is_manager(
        local()
    )


# Sign-in and roles


@pytest.fixture
def roles(tmp_path, monkeypatch):
    """Writes a file of roles, readable by its owner, and reads it."""

    def write(text: str, name: str = "roles.yml", mode: int = 0o600) -> access.Roles:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        path.chmod(mode)
        monkeypatch.setenv("LMA_ROLES", str(path))
        return access.roles()

    return write


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"manager:\n  - {MANAGER}\n", "roles.yml"),
        (f"{MANAGER}: manager\n", "roles.yaml"),
        (f"\ufeffemail,role\r\n {MANAGER.upper()} ,Manager\r\n", "roles.csv"),
        ("manager: ['\u200b ａna.diallo@example.org']", "roles.yml"),
    ],
)
def test_files_of_roles(roles, text, name):
    assert roles(text, name) == access.Roles(frozenset({MANAGER}))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "roles.yml"),
        ("manager: []", "roles.yml"),
        (f"manager: {MANAGER}", "roles.yml"),
        (f"managers:\n - {MANAGER}", "roles.yml"),
        (f"manager:\n - {MANAGER}\n - 5\n", "roles.yml"),
        (f"manager:\n - {MANAGER}\n - '*'\n", "roles.yml"),
        (f"manager:\n - {MANAGER}\n - not-an-address\n", "roles.yml"),
        (f"{MANAGER}: admin", "roles.yml"),
        (f"- {MANAGER}", "roles.yml"),
        (f"manager: [{MANAGER}", "roles.yml"),
        ("[" * 1100, "roles.yml"),
        (f"!!python/object/apply:os.system [{MANAGER}]", "roles.yml"),
        (f"{MANAGER},manager\n", "roles.csv"),
        (f"email,role\n{MANAGER}\n", "roles.csv"),
        ('email,role\n"unclosed', "roles.csv"),
        (b"manager:\n - \xff\xfe", "roles.yml"),
    ],
)
def test_a_wrong_file_of_roles_closes_and_names_nobody(roles, caplog, text, name):
    caplog.set_level(logging.DEBUG)
    found = roles(text, name)
    assert found.problem and not found.managers
    assert not access.Settings(ANYWHERE, AUTH).is_manager(Caller(user={"is_logged_in": True, "email": MANAGER}))
    said = caplog.text + found.problem + "".join(access.Settings(ANYWHERE, AUTH).lines())
    assert found.problem in caplog.text
    assert MANAGER not in said and "not-an-address" not in said and "@" not in said


def test_files_of_roles_that_cannot_be_trusted(roles, monkeypatch, tmp_path):
    assert "chmod 600" in roles(f"{MANAGER}: manager", mode=0o644).warning
    assert roles(f"{MANAGER}: manager", mode=0o644).managers == {MANAGER}
    assert "can be changed by everybody" in roles(f"{MANAGER}: manager", mode=0o602).problem
    for name in (tmp_path / "nowhere.yml", tmp_path, ROOT / "README.md"):
        monkeypatch.setenv("LMA_ROLES", str(name))
        assert access.roles().problem and not access.roles().managers
    monkeypatch.delenv("LMA_ROLES")
    assert access.roles().problem


def test_a_change_of_roles_counts_at_once(roles):
    assert roles(f"{MANAGER}: manager").managers == {MANAGER}
    assert roles("somebody.else@example.org: manager").managers == {"somebody.else@example.org"}


@pytest.mark.parametrize(
    ("claims", "known"),
    [
        ({}, True),
        ({"email": " ANA.Diallo@Example.org "}, True),
        ({"email_verified": True}, True),
        ({"email_verified": False}, False),
        ({"email_verified": "false"}, False),
        ({"email_verified": None}, False),
        ({"is_logged_in": False}, False),
        ({"is_logged_in": "true"}, False),
        ({"is_logged_in": 1}, False),
        ({"email": "other@example.org"}, False),
        ({"email": "ａna.diallo@example.org"}, False),  # letters that only look Latin are another mailbox
        ({"email": "ana.diallo@example.org\u200b"}, False),
        ({"email": None}, False),
        ({"email": [MANAGER]}, False),
    ],
)
def test_who_is_known_by_a_sign_in(roles, claims, known):
    roles(f"{MANAGER}: manager")
    user = {"is_logged_in": True, "email": MANAGER} | claims
    assert access.Settings(ANYWHERE, AUTH).is_manager(Caller(user=user)) == known
    assert not access.Settings(ANYWHERE).is_manager(Caller(user=user)), "sign-in is not set up"


@pytest.mark.parametrize(
    "change",
    [
        {"cookie_secret": "short"},
        {"cookie_secret": ""},
        {"redirect_uri": ""},
        {"redirect_uri": f"{ORIGIN}/"},
        {"redirect_uri": f"http://{SITE}/oauth2callback"},
        {"client_id": ""},
        {"server_metadata_url": ""},
        {"server_metadata_url": "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration"},
    ],
)
def test_sign_in_that_is_set_up_wrongly_closes(roles, change):
    roles(f"{MANAGER}: manager")
    user = {"is_logged_in": True, "email": MANAGER}
    assert access.Settings(ANYWHERE, AUTH).is_manager(Caller(user=user))
    assert not access.Settings(ANYWHERE, AUTH | change).is_manager(Caller(user=user))
    assert not access.Settings(ANYWHERE, AUTH, trusted_headers={"X-User": "email"}).is_manager(Caller(user=user))


def test_providers_by_name():
    shared = {name: AUTH[name] for name in ("redirect_uri", "cookie_secret")}
    one = {name: AUTH[name] for name in ("client_id", "client_secret", "server_metadata_url")}
    assert access.sign_in_problem({**shared, "institute": one}) == ""
    assert access.providers({**shared, "institute": one}) == ["institute"]
    assert "client_secret" in access.sign_in_problem({**shared, "institute": one | {"client_secret": ""}})


# Pages without a server


def test_each_page_of_the_manager_begins_with_the_check():
    assert COHORT
    for path in COHORT:
        statements = ast.parse(path.read_text("utf-8")).body
        first = next(one for one in statements[1:] if not isinstance(one, ast.Import | ast.ImportFrom))
        assert ast.unparse(first) == "access.require_manager()", f"{path.name} begins with something else"


@pytest.mark.parametrize("path", COHORT, ids=NAMES)
def test_a_page_that_is_run_for_a_visitor_shows_nothing(monkeypatch, path):
    monkeypatch.setattr(access, "_bound", [ANYWHERE])
    page = AppTest.from_file(path).run()
    shown = [element.type for element in page.main.children.values()]
    assert set(shown) <= {"exception"}  # there is no overview to be led to without app.py


def test_nothing_that_everybody_sees_tells_of_the_managers_pages():
    assert not set(NAMES) & set(sitemap.pages())
    for name in NAMES:
        assert server._meant(f"/{name.title()}", "") == server._meant("/Nowhere", "") == ""
        assert server._meant(f"/{FOLDERS[name]}/{name}", "") == f"/{FOLDERS[name]}"


def test_names_of_downloads_cannot_be_computed():
    storage = MemoryMediaFileStorage("/media")
    from streamlit.runtime import memory_media_file_storage as streamlits

    long = b"a" * 3_000_000
    other = long[:400_000] + b"b" + long[400_001:]

    def identify(data: bytes) -> str:
        return storage.load_and_get_id(data, "text/csv", MediaFileKind.DOWNLOADABLE, "people.csv")

    assert identify(b"one") == identify(b"one")  # or each run would keep another copy
    assert identify(long) != identify(other), "two lists of one length are not the same list"
    hasher = streamlits.create_fast_hasher()
    for part in (b"3:", b"one", b"text/csv", b"people.csv"):
        hasher.update(part)
    assert identify(b"one") != hasher.hexdigest()


DOWNLOADS = "streamlit.runtime.backend_operation_handler"


@pytest.mark.parametrize("name", ["lma_data", "streamlit.error_util", DOWNLOADS])
def test_an_error_among_people_is_logged_without_its_words(caplog, name):
    of_people = [COHORT[0], *(ROOT / "lma_data" / one for one in ("exhibits/cohort_fees.py", "export/cohort_file.py"))]
    files = [*((file, True) for file in of_people), (ROOT / "pages" / "context" / "overview.py", name == DOWNLOADS)]
    for file, quiet in files:
        caplog.clear()
        try:
            exec(compile(f"\nint({MANAGER!r})", str(file), "exec"))
        except ValueError:
            logging.getLogger(name).exception("it failed")
        assert (MANAGER in caplog.text) != quiet
        assert "it failed" in caplog.text and (not quiet or f"ValueError at {file.name}:2" in caplog.text)


# Servers, as they are reached


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    """A fresh server of each kind; only the first request to each is cold, so it is a test's."""
    folders = {kind: tmp_path_factory.mktemp(kind) for kind in ("closed", "signed", "local", "run", "run_local")}
    secrets = folders["signed"] / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    secrets.write_text("[auth]\n" + "\n".join(f'{name} = "{value}"' for name, value in AUTH.items()), "utf-8")
    file = folders["signed"] / "roles.yml"
    file.write_text(f"manager:\n  - {MANAGER}\n", "utf-8")
    file.chmod(0o600)
    serve, run = ("lma_data", "serve", "--port", "{port}"), ("streamlit", "run", "app.py", "--server.port", "{port}")
    with ExitStack() as stack:
        started = {
            "closed": stack.enter_context(serving(folders["closed"], *serve, "--host", ANYWHERE)),
            "signed": stack.enter_context(serving(folders["signed"], *serve, "--host", ANYWHERE, LMA_ROLES=str(file))),
            "local": stack.enter_context(serving(folders["local"], *serve)),
            "run": stack.enter_context(serving(folders["run"], *run, "--server.address", ANYWHERE)),
            "run_local": stack.enter_context(serving(folders["run_local"], *run)),
        }
        yield Lazily(started)


class Lazily(dict[str, Served]):
    """Servers by kind, waited for when they are needed."""

    def __getitem__(self, kind: str) -> Served:
        one = super().__getitem__(kind)
        one.wait()
        return one


def pages_seen(served: Served, page: str = "", **session: object) -> set[str]:
    with served.session(**session) as opened:
        return set(opened.ask(page).pages) & set(NAMES)


@pytest.mark.parametrize("kind", ["closed", "signed", "run"])
def test_cold_the_first_request_of_all_sees_nothing(servers, kind):
    with servers[kind].session() as first:
        seen = first.ask(NAMES[0])
    assert "overview" in seen.pages and not set(NAMES) & set(seen.pages)
    assert any(one.WhichOneof("type") == "page_not_found" for one in seen.messages)


@pytest.mark.parametrize("kind", ["local", "run_local"])
def test_at_the_machine_the_pages_are_open_cold_and_warm(servers, kind):
    served = servers[kind]
    with served.session() as first:
        seen = first.ask(NAMES[-1])
    assert set(NAMES) <= set(seen.pages)
    # Cold, `streamlit run` puts its “Page not found” over the right page: README.
    assert kind == "run_local" or not any(one.WhichOneof("type") == "page_not_found" for one in seen.messages)
    for name in (f"{HERE}:{served.port}", f"localhost:{served.port}"):
        assert pages_seen(served, host=name, origin=f"http://{name}") == set(NAMES)


@pytest.mark.parametrize("kind", ["local", "run_local"])
@pytest.mark.parametrize(
    "session",
    [
        {"host": "evil.example"},
        {"X_Forwarded_For": "192.0.2.7"},
        {"X_Forwarded_Host": SITE},
        {"Forwarded": "for=192.0.2.7"},
        {"Via": "1.1 tunnel"},
    ],
    ids=str,
)
def test_at_the_machines_address_but_not_at_the_machine(servers, kind, session):
    assert pages_seen(servers[kind], NAMES[0], **session) == set()


def test_pages_of_other_sites_and_ports_open_no_connection(servers):
    served = servers["local"]
    for origin in ("https://evil.example", "http://localhost:9999", f"http://localhost:{served.port}", "null"):
        with pytest.raises(InvalidStatus), served.session(origin=origin):
            pass


def messages(name: str) -> list[dict[str, str]]:
    """What a client can send to ask for a page, in every form."""
    folder = FOLDERS.get(name, "cohort")
    return [
        {"page": name},
        {"page": name.upper()},
        {"page": f"{name}/"},
        {"page": f"{folder}/{name}"},
        {"page": f"pages/{folder}/{name}.py"},
        {"page_hash": calc_hash(name)},
        {"page_hash": calc_hash(f"pages/{folder}/{name}.py")},
        {"page_hash": calc_hash(str(ROOT / "pages" / folder / f"{name}.py"))},
        {"page": name, "page_hash": calc_hash(name), "query": f"page={name}"},
        {"query": f"page={name}"},
    ]


@pytest.mark.parametrize("kind", ["closed", "run"])
def test_no_message_reaches_a_page_or_tells_of_it(servers, kind):
    for name in NAMES:
        for asked, unknown in zip(messages(name), messages(NOWHERE), strict=True):
            with servers[kind].session() as one, servers[kind].session() as other:
                seen, reference = one.ask(**asked), other.ask(**unknown)
            assert not set(NAMES) & set(seen.pages), asked
            assert seen.shape(name) == reference.shape(NOWHERE), asked
        if kind == "run":
            break  # the same code


def test_a_fragment_of_somebody_else_is_not_run(servers):
    with servers["closed"].session() as visitor:
        for name in NAMES:
            visitor.send(page_hash=calc_hash(name), fragment=calc_hash(name))  # is not even answered
            assert not set(NAMES) & set(visitor.ask(page_hash=calc_hash(name)).pages)


def forms(name: str, of: str = "cohort") -> list[str]:
    """The addresses by which a page could be asked for."""
    of = FOLDERS.get(name, of)
    coded = "".join(f"%{ord(letter):02x}" for letter in name)
    plain = [name, f"{name}/", name.upper(), f"{name}.py", coded, f"{of}/{name}", f"pages/{of}/{name}"]
    plain += [f"pages/{of}/{name}.py", f"~/+/{name}", f"~/%2B/{name}", f"?page={name}", f"overview?page={name}"]
    plain += [f"{name}?embed=true", f"overview/../{name}", f"overview/%2e%2e/{name}", f"/{name}", f"%2f{name}"]
    for folder in ("app/static", "static", "component", "media", "_stcore", "_stcore/bidi-components", "_stcore/agent"):
        plain += [
            f"{folder}/{name}",
            f"{folder}/../pages/{of}/{name}.py",
            f"{folder}/..%2fpages%2f{of}%2f{name}.py",
        ]
    return [f"/{form}" for form in plain]


@pytest.mark.parametrize("kind", ["closed", "local"])
def test_no_address_tells_of_a_page(servers, kind):
    foreign = {"Host": "evil.example"} if kind == "local" else {}
    for name in NAMES:
        unknown = NOWHERE[: len(name)].ljust(len(name), "x")
        for asked, reference in zip(forms(name), forms(unknown, FOLDERS[name]), strict=True):
            found, other = servers[kind].get(asked, **foreign), servers[kind].get(reference, **foreign)
            assert found.status == other.status, asked
            assert found.body == other.body and b"require_manager" not in found.body, asked
            for told in ("location", "content-type", "cache-control", "content-length"):
                assert found.headers.get(told, "").replace(asked, "") == other.headers.get(told, "").replace(
                    reference, ""
                ).replace(unknown, name), asked


def test_the_server_tells_nothing_of_itself(servers):
    served = servers["closed"]
    assert served.get("/_stcore/metrics").status == 404
    assert served.get("/_stcore/script-health-check").body == served.get(f"/_stcore/{NOWHERE}").body
    assert served.get("/_stcore/agent/interact", "POST", b"{}").status in (403, 404)
    for path in ("/app/static/../app.py", "/app/static/%2e%2e/app.py", "/app/static/..%2fapp.py", "/static/../app.py"):
        assert b"set_page_config" not in served.get(path).body
    assert served.get("/media/0.csv").headers["cache-control"] == "private, no-store"
    assert "content-security-policy" not in served.get("/").headers
    assert servers["local"].get("/").headers["content-security-policy"] == "frame-ancestors 'self'"


def upload(served: Served, session: str, token: str, **headers: str) -> int:
    body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\na,b\r\n--x--\r\n'
    kept = {
        "Content_Type": "multipart/form-data; boundary=x",
        "X_Xsrftoken": token,
        "Cookie": f"_streamlit_xsrf={token}",
    }
    return served.get(f"/_stcore/upload_file/{session}/f", "PUT", body, **kept, **headers).status


def test_only_managers_upload(servers):
    with servers["closed"].session() as visitor:
        visitor.ask("overview")
        assert visitor.id
        assert upload(servers["closed"], visitor.id, visitor.token) == 404
        assert upload(servers["closed"], "invented", visitor.token) == 404
    with servers["local"].session() as manager, servers["local"].session(X_Forwarded_For="192.0.2.7") as visitor:
        manager.ask(NAMES[0])
        visitor.ask("overview")
        assert upload(servers["local"], visitor.id, visitor.token) == 404
        assert upload(servers["local"], manager.id, manager.token) == 204
        assert upload(servers["local"], manager.id, "") == 403


def test_what_the_terminal_says(servers):
    closed, signed, local = (servers[kind].output.read_text("utf-8") for kind in ("closed", "signed", "local"))
    assert (
        "Closed here: the cohorts' pages" in closed and "sign-in is not set up" in closed and "docs/access.md" in closed
    )
    assert "Open after sign-in, to 1 manager:" in signed
    assert "Cohorts: open at this machine" in local
    assert "@" not in closed + signed + local and "Traceback" not in closed


# Signed in


def entered(**claims: object) -> dict[str, object]:
    """A session from the site's own page, with the cookie of a sign-in."""
    cookies = signed_in(SECRET, ORIGIN, **({"email": MANAGER, "email_verified": True} | claims))
    return {"host": SITE, "origin": ORIGIN, "cookies": cookies}


def test_signed_in_with_the_role(servers):
    served = servers["signed"]
    with served.session(**entered()) as manager:
        seen = manager.ask(NAMES[-1])
        assert set(NAMES) <= set(seen.pages)
        assert "You are signed in as a programme manager." in seen.text and "Sign out" in seen.text
        assert upload(served, manager.id, manager.token) == 204


@pytest.mark.parametrize(
    "claims", [{"email": "visitor@example.org"}, {"email_verified": False}, {"email": ""}], ids=str
)
def test_signed_in_without_a_role(servers, claims):
    with servers["signed"].session(**entered(**claims)) as visitor:
        seen = visitor.ask(page_hash=calc_hash(NAMES[0]))
        assert not set(NAMES) & set(seen.pages)
        assert "this account has no role here" in seen.text and "Sign out" in seen.text
        assert upload(servers["signed"], visitor.id, visitor.token) == 404


@pytest.mark.parametrize(
    "changed",
    [
        {"cookies": {}},
        {"cookies": signed_in("f" * 32, ORIGIN, email=MANAGER)},
        {"cookies": signed_in("", ORIGIN, email=MANAGER)},
        {"cookies": signed_in(SECRET, "https://evil.example", email=MANAGER)},
        {"cookies": {"_streamlit_user": MANAGER}},
        {"cookies": {}, "X_Forwarded_Email": MANAGER},
        {"cookies": {}, "X_Streamlit_User": MANAGER},
        {"host": f"{HERE}:1", "origin": f"http://{HERE}:1"},
        {"origin": None},
    ],
    ids=lambda changed: str(changed)[:40],
)
def test_forged_sign_ins(servers, changed):
    with servers["signed"].session(**entered() | changed) as visitor:
        seen = visitor.ask(NAMES[0])
    assert not set(NAMES) & set(seen.pages)
    assert "programme manager" not in seen.text and "Sign in" in seen.text


def test_where_sign_in_is_not_set_up_there_is_no_such_button(servers):
    with servers["closed"].session(**entered()) as visitor:
        seen = visitor.ask(NAMES[0])
    assert not set(NAMES) & set(seen.pages) and "Sign" not in seen.text


def test_cookies_go_over_https_only_where_the_site_does(servers):
    assert "; Secure" in servers["signed"].get("/_stcore/health").headers["set-cookie"]
    assert "; Secure" not in servers["closed"].get("/_stcore/health").headers["set-cookie"]


def test_who_loses_the_role_loses_the_pages_at_once(servers):
    served = servers["signed"]
    file = served.output.parent / "roles.yml"
    before = file.read_text("utf-8")
    with served.session(**entered()) as manager:
        assert set(NAMES) <= set(manager.ask(NAMES[0]).pages)
        try:
            file.write_text("manager: [somebody.else@example.org]\n", "utf-8")
            seen = manager.ask(page_hash=calc_hash(NAMES[0]))
            assert not set(NAMES) & set(seen.pages)
            assert upload(served, manager.id, manager.token) == 404
        finally:
            file.write_text(before, "utf-8")


def test_an_unclaimed_address_is_closed():
    """Another way to serve the application than ours does not say what it listens on."""
    before = access.bound()
    try:
        server.app()
        assert not access.Settings(access.bound()).opens_at_the_machine()
    finally:
        access._bound[:] = [before] if before else []


def test_an_ipv6_address_is_listened_on():
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    with pytest.raises(server.CannotListen), socket.create_server(("::1", 0), family=socket.AF_INET6) as taken:
        server.serve("::1", taken.getsockname()[1])
