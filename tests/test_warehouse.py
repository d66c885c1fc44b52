"""The warehouse: answers queries, refuses everything else."""

import threading

import pytest

from lma_data import warehouse


@pytest.mark.parametrize("name", warehouse.query_names())
def test_every_query_says_what_it_is(name):
    head = [line for line in warehouse.query_text(name).splitlines() if line.startswith("--")]
    text = " ".join(head)
    assert "One row" in text, f"{name}: the header must give the grain (One row: …)"
    assert "Columns:" in text, f"{name}: the header must list the columns with their units"


def test_an_unknown_query_names_those_that_there_are():
    with pytest.raises(
        warehouse.QueryError, match=r"no query 'governance/nothing'; there are: .*governance/migrant_share"
    ):
        warehouse.ask("governance/nothing")


@pytest.mark.parametrize("name", ["../secret", "governance/../../app", "/etc/passwd", "a/b/c"])
def test_a_query_is_never_a_path_elsewhere(name):
    with pytest.raises(warehouse.QueryError):
        warehouse.ask(name)


def test_a_missing_parameter_is_named():
    with pytest.raises(warehouse.QueryError, match="governance/migrant_share.*year"):
        warehouse.ask("governance/migrant_share", sex="both")


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE x AS SELECT 1",
        "DELETE FROM undesa.migrant_stock_2024",
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY undesa.migrant_stock_2024 TO '/tmp/x.csv'",
        "ATTACH '/tmp/y.duckdb'",
        "INSTALL httpfs",
        "SET memory_limit = '10GB'",
    ],
)
def test_it_is_read_only_and_shut(sql):
    with pytest.raises(warehouse.QueryError):
        warehouse.run(sql)


def test_many_threads_ask_at_once():
    found, errors = [], []

    def asks():
        try:
            for _ in range(20):
                found.append(len(warehouse.ask("governance/migrant_share", year=2024, sex="both")))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=asks) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert len(found) == 160
    assert len(set(found)) == 1
