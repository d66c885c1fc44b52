"""The server: addresses that people type by hand lead to a page; an address that cannot be listened on is said."""

import socket

import pytest

from lma_data import server
from lma_data.__main__ import main


@pytest.mark.parametrize(
    ("path", "query", "meant"),
    [
        ("/country", "c=KEN", ""),
        ("/", "", ""),
        ("/nosuchpage", "", ""),
        ("/Country", "c=UGA", "/country?c=UGA"),
        ("/country/KEN", "", "/country?c=KEN"),
        ("/country/KEN", "lang=fr", "/country?lang=fr"),
        ("/corridor/NPL/QAT", "", "/corridor"),
        ("/etc/passwd", "", "/etc"),
        ("//evil.example/x", "", "/evil.example"),
        ("/country/_stcore/health", "", ""),
        ("/_stcore/stream", "", ""),
        ("/static/js/index.js", "", ""),
        ("/app/static/world_50m.json", "", ""),
    ],
)
def test_addresses_lead_to_the_page_that_is_meant(path, query, meant):
    assert server._meant(path, query) == meant


def test_a_port_that_is_taken_is_one_line(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["serve", "--port", str(taken.getsockname()[1])]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("lma_data serve: cannot listen on 127.0.0.1, port") and said.err.count("\n") == 1
