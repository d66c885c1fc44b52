"""Passports: every one is sound, and its data reproduce the totals that were published."""

import hashlib
from functools import cache

import duckdb
import pyarrow.parquet as pq
import pytest

from lma_data import catalog
from lma_data.catalog import Passport

ALL = list(catalog.passports().values())
CHECKS = [(passport, check) for passport in ALL for check in passport.checks]
MOST_BYTES = 12_000_000  # all tables together


def _ids(passport: Passport) -> str:
    return passport.id


@cache
def _data(dataset_id: str) -> duckdb.DuckDBPyConnection:
    """A database of this dataset alone, which is called data."""
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE data AS FROM read_parquet('{catalog.data_file(dataset_id)}')")
    return connection


@pytest.mark.parametrize(("passport", "check"), CHECKS, ids=[f"{p.id}: {c.says.en}" for p, c in CHECKS])
def test_the_data_reproduce_what_was_published(passport, check):
    connection = _data(passport.id)
    (found,) = connection.execute(check.sql).fetchone()
    expected = connection.execute(check.same_as).fetchone()[0] if check.same_as else check.equals
    assert found is not None, f"{passport.id}, {check.says.en}: the query finds nothing"
    assert abs(float(found) - float(expected)) <= check.tolerance, (
        f"{passport.id}, {check.says.en}: {found}, not {expected}"
    )


@pytest.mark.parametrize("passport", ALL, ids=_ids)
def test_the_passport_is_of_these_data(passport):
    file = catalog.data_file(passport.id)
    assert hashlib.sha256(file.read_bytes()).hexdigest() == passport.sha256
    metadata = pq.read_metadata(file)
    assert metadata.num_rows == passport.rows > 0
    assert pq.read_schema(file).names == passport.columns


@pytest.mark.parametrize("passport", ALL, ids=_ids)
def test_five_checks_or_more(passport):
    assert len(passport.checks) >= 5
    for check in passport.checks:
        assert (check.equals is None) != (check.same_as is None), f"{check.says.en}: give either equals or same_as"


@pytest.mark.parametrize("passport", ALL, ids=_ids)
def test_what_a_passport_names_exists(passport):
    known = catalog.passports()
    # A dataset may supersede an edition that is not bundled; what it may be compared with must be here.
    assert not [other for other in passport.comparable_with if other not in known]
    assert passport.address.startswith("https://")


@pytest.mark.parametrize("passport", ALL, ids=_ids)
def test_keys_identify_a_row(passport):
    keys = ", ".join(passport.keys)
    repeated = (
        _data(passport.id)
        .execute(f"SELECT count(*) FROM (SELECT {keys} FROM data GROUP BY ALL HAVING count(*) > 1)")
        .fetchone()
    )
    assert repeated == (0,)


def test_all_tables_together_stay_small():
    total = sum(file.stat().st_size for file in catalog.DATASETS.rglob("*") if file.is_file())
    assert total < MOST_BYTES


def test_editions_are_not_compared():
    with pytest.raises(
        catalog.NotComparable, match=r"migrant-stock-2024 .* cannot be compared with .*migrant-stock-2020"
    ):
        catalog.require_comparable(["undesa/migrant-stock-2024", "undesa/migrant-stock-2020"])
    catalog.require_comparable(["undesa/migrant-stock-2024", "undesa/migrant-stock-2024-origin"])


def test_an_unknown_dataset_names_those_that_there_are():
    with pytest.raises(
        catalog.UnknownDataset, match=r"no dataset 'undesa/migrants'; there are: .*undesa/migrant-stock-2024"
    ):
        catalog.passport("undesa/migrants")


def test_a_damaged_passport_names_its_file(tmp_path):
    file = tmp_path / "dataset.yml"
    file.write_text("id: undesa/x\ntitle: {en: only English}\n")
    with pytest.raises(ValueError, match=r"dataset\.yml: .*\ntitle\.fr"):
        catalog.read_passport(file)
