"""The command line: what it prints, and how it refuses."""

import json
import subprocess
import sys

import pytest

from lma_data import catalog, exhibits
from lma_data.__main__ import main
from lma_data.catalog import ROOT


def run(*arguments):  # in a process of its own, as people do; two seconds each
    return subprocess.run(
        [sys.executable, "-m", "lma_data", *arguments], capture_output=True, text=True, cwd=ROOT, check=False
    )


@pytest.mark.parametrize("exhibit_id", list(exhibits.definitions()))
def test_every_exhibit_prints(exhibit_id, capsys):
    for lang in ("en", "fr") if exhibit_id.startswith("governance/") else ("fr",):
        for form in ("text", "csv", "json"):
            assert main(["exhibit", exhibit_id, "--lang", lang, "--format", form]) == 0
            printed = capsys.readouterr().out
            assert printed.strip()
            if form == "json":
                assert json.loads(printed)["id"] == exhibit_id


def test_exhibits_and_datasets_are_listed(capsys):
    assert main(["exhibits"]) == 0
    listed = capsys.readouterr().out
    assert all(exhibit_id in listed for exhibit_id in exhibits.definitions())
    assert main(["datasets", "--lang", "fr"]) == 0
    listed = capsys.readouterr().out
    assert all(dataset_id in listed for dataset_id in catalog.passports())


def test_a_passport_is_printed(capsys):
    assert main(["datasets", "undesa/migrant-stock-2024"]) == 0
    assert "CC BY 3.0 IGO" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["exhibit", "x/y"], "no exhibit 'x/y'; there are: "),
        (["exhibit", "governance/migrant-share-map", "--param", "year=2011"], "year cannot be '2011'; it can be: 1990"),
        (
            ["exhibit", "governance/migrant-share-map", "--param", "colour=red"],
            "has no parameter 'colour'; it has: year, sex",
        ),
        (["exhibit", "governance/migrant-share-map", "--param", "year"], "--param takes NAME=VALUE, not 'year'"),
        (["exhibit", "governance/migrant-share-map", "--lang", "de"], "invalid choice: 'de'"),
        (["exhibit"], "the following arguments are required: ID"),
        (["datasets", "nothing"], "no dataset 'nothing'; there are: "),
        (["import", "--from", "/no/such/folder"], "/no/such/folder is not a folder"),
        (["import", "nothing", "--from", "."], "no dataset 'nothing'; there are: "),
        (["serve", "--port", "99999"], "'99999' is not a port: give a number from 1 to 65535"),
        (["dance"], "invalid choice: 'dance'"),
        ([], "the following arguments are required: COMMAND"),
    ],
)
def test_wrong_input_is_one_line_and_exit_2(arguments, says, capsys):
    try:
        code = main(arguments)
    except SystemExit as end:  # argparse
        code = end.code
    assert code == 2
    printed = capsys.readouterr()
    assert says in printed.err
    assert printed.err.count("\n") == 1, printed.err
    assert printed.out == ""


@pytest.mark.parametrize("arguments", [["exhibit", "x/y"], ["dance"]])
def test_a_process_with_wrong_input_ends_so_too(arguments):
    result = run(*arguments)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1, result.stderr
    assert "Traceback" not in result.stderr


def test_import_needs_a_folder(monkeypatch, capsys):
    monkeypatch.delenv("LMA_RAW", raising=False)
    assert main(["import"]) == 2
    assert "--from DIR" in capsys.readouterr().err


def test_a_pipe_that_closes_is_no_error():
    whole = f"{sys.executable} -m lma_data exhibit governance/migrant-share-map --format csv | head -1"
    result = subprocess.run(["bash", "-c", whole], capture_output=True, text=True, cwd=ROOT, check=False)
    assert "Traceback" not in result.stderr


def test_csv_can_be_read_back():
    result = run("exhibit", "governance/migrant-share-map", "--param", "year=1990", "--format", "csv")
    head, *rows = result.stdout.splitlines()
    assert head.startswith("Country or territory (code),Country or territory,")
    assert any(row.startswith("NAM,Namibia,") for row in rows)
