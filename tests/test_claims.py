"""The claims of the note: the data reproduce or cite each figure, and the newest figures are the newest there are."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from lma_data import catalog, warehouse
from lma_data.claims import FILE, ClaimProblem, Goal, claims, examine, rounded

# What the note says, and what the data say: measured value, newest value, each rounded as it is published.
WANTED = {
    "migrants-2020": ("280.598105", "304.021813"),
    "migrant-workers-2019": ("169.0", "167.7"),
    "migrant-workers-share-2019": ("4.9", "4.7"),
    "migrant-participation-2019": ("69.0", "65.6"),
    "forcibly-displaced-2024": ("122.6", "117.8"),
    "remittance-cost-target": ("6.30", "6.36"),
    "remittance-corridors-target": ("63.6", "53.4"),
}
STATED = ["281", "169", "4.9", "69", "122.6", "3", "5"]


def needs(*ids: str) -> None:
    missing = [one for one in ids if one not in catalog.passports() or not catalog.data_file(one).is_file()]
    if missing:
        pytest.skip(f"not imported: {', '.join(missing)}")


def test_the_note_is_all_there() -> None:
    assert list(claims()) == list(WANTED)
    assert [claim.stated for claim in claims().values()] == [Decimal(one) for one in STATED]
    assert [claim.status for claim in claims().values()] == ["reproduced", *["cited"] * 4, *["target"] * 2]


@pytest.mark.parametrize("claim_id", WANTED)
def test_what_the_data_say(claim_id: str) -> None:
    claim = claims()[claim_id]
    needs(claim.dataset, claim.newest.dataset)
    (finding,) = examine([claim], warehouse.ask)
    for found, wanted in zip((finding.value, finding.newest), WANTED[claim_id], strict=True):
        assert rounded(Decimal(str(found)), len(wanted.partition(".")[2])) == Decimal(wanted)
    # A figure of the note holds; a target is not met yet.
    assert finding.holds is (claim.status != "target")


@pytest.mark.parametrize("claim_id", WANTED)
def test_queries_read_the_dataset_they_name(claim_id: str) -> None:
    claim = claims()[claim_id]
    needs(claim.dataset, claim.newest.dataset)
    for query, dataset in ((claim.query, claim.dataset), (claim.newest_query, claim.newest.dataset)):
        sql = warehouse.query_text(query)
        assert f"FROM {catalog.passport(dataset).table}" in sql
        assert sql.startswith("--")
    used = {query for claim in claims().values() for query in (claim.query, claim.newest_query)}
    assert used == {query for query in warehouse.query_names() if query.startswith("claims/")}


def answer(value: object, as_of: str) -> pd.DataFrame:
    return pd.DataFrame({"value": [value], "as_of": [as_of]})


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (answer(281.0, "2019-07-01"), "the data are of 2019-07-01, the claim says 2020-07-01"),
        (answer(None, "2020-07-01"), "expected one row"),
        (pd.DataFrame({"value": [], "as_of": []}), "expected one row"),
        (pd.DataFrame({"migrants": [281.0], "as_of": ["2020-07-01"]}), "expected one row"),
        (pd.concat([answer(281.0, "2020-07-01")] * 2), "expected one row"),
    ],
)
def test_wrong_answers_are_refused(rows: pd.DataFrame, says: str) -> None:
    with pytest.raises(ClaimProblem) as problem:
        examine([claims()["migrants-2020"]], lambda _: rows)
    assert str(problem.value).startswith("claims/migrants-2020: ") and says in str(problem.value)


@pytest.mark.parametrize(
    ("claim_id", "value", "holds"),
    [
        ("migrants-2020", 280.5, True),
        ("migrants-2020", 281.499999, True),
        ("migrants-2020", 281.5, False),
        ("migrants-2020", 275.284032, False),  # what Revision 2024 says of mid-2020
        ("migrant-workers-share-2019", 4.85, True),
        ("migrant-workers-share-2019", 4.7, False),
        ("remittance-cost-target", 2.99, True),
        ("remittance-cost-target", 3.0, False),
        ("remittance-corridors-target", 0.0, True),
        ("remittance-corridors-target", 0.3, False),
    ],
)
def test_holds_at_the_edges(claim_id: str, value: float, holds: bool) -> None:
    assert claims()[claim_id].holds(value) is holds


def test_a_goal_is_one_limit() -> None:
    with pytest.raises(ValueError, match="either below or at_most"):
        Goal.model_validate({"by": 2030, "below": 3, "at_most": 3})


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("stated", "many", "claims.0.stated: Input should be a valid decimal"),
        ("status", "guessed", "claims.0.status"),
        ("as_of", "mid-2020", "claims.0.as_of"),
        ("text", {"en": "281 million"}, "claims.0.text.fr: Field required"),
        ("goal", {"by": 2030, "below": 3}, "a target has a goal, and nothing else has one"),
        ("newest", None, "claims.0.newest"),
        ("id", "migrant-workers-2019", "the same id twice: migrant-workers-2019"),
    ],
)
def test_errors_name_the_file_and_the_field(tmp_path: Path, field: str, value: Any, says: str) -> None:
    content = yaml.safe_load(FILE.read_text("utf-8"))
    content["claims"][0][field] = value
    path = tmp_path / "claims.yml"
    path.write_text(yaml.safe_dump(content), "utf-8")
    with pytest.raises(ClaimProblem) as problem:
        claims(path)
    assert str(path) in str(problem.value) and says in str(problem.value)


def test_unreadable_file(tmp_path: Path) -> None:
    with pytest.raises(ClaimProblem, match="cannot be read"):
        claims(tmp_path / "claims.yml")
