"""The assignment of electives: the best by looking at all there are, rules that always hold, one place more."""

from __future__ import annotations

import itertools
import random
import time
from collections import Counter

import pytest

from lma_data.cohort import kinds
from lma_data.cohort.assignment import assign, in_turn, one_more
from lma_data.cohort.kinds import Worth, worth_of
from lma_data.cohort.preferences import Rules, Seeker, breaks, positions
from lma_data.course import Elective


def elective(key, capacity=None, slot="", theme=None, languages=()):
    return Elective(
        id=key,
        name={"en": key, "fr": key},
        capacity=capacity,
        slot=slot,
        theme=theme,
        languages=list(languages),
    )


def seeker(person, *choices, language=None, ordered=True):
    ranks = range(1, len(choices) + 1) if ordered else [None] * len(choices)
    return Seeker(person, tuple(zip(choices, ranks, strict=True)), language)


def small(seed):
    """Few people, few electives, everything by chance."""
    chance = random.Random(seed)
    offer = [
        elective(
            f"e{number}",
            chance.choice([0, 1, 1, 2, None]),
            chance.choice(["", "a", "b"]),
            chance.choice(["governance", "protection", None]),
            chance.choice([[], ["en"], ["fr"], ["en", "fr"]]),
        )
        for number in range(chance.randint(1, 4))
    ]
    seekers = []
    for number in range(chance.randint(1, 4)):
        chosen = chance.sample([one.id for one in offer], chance.randint(0, min(3, len(offer))))
        language = chance.choice([None, "en", "fr"])
        seekers.append(seeker(f"p{number}", *chosen, language=language, ordered=chance.random() < 0.7))
    return seekers, offer, Rules(chance.randint(1, 2), chance.randint(1, 2))


def larger(people, seed, each=2, scarce=1.15):
    """As many as a cohort, electives with fewer places than are wanted."""
    chance = random.Random(seed)
    themes = ("governance", "protection", "development", "crisis")
    languages = (["en"], ["en", "fr"], ["fr"], ["en", "fr"])
    places = round(people * each * scarce / 16)
    offer = [
        elective(f"e{n}", max(1, places + n % 5 - 2), f"slot {n % 5}", themes[n % 4], languages[n // 4])
        for n in range(16)
    ]
    liked = {one.id: chance.random() ** 2 + 0.05 for one in offer}
    seekers = []
    for number in range(people):
        language = "fr" if chance.random() < 0.3 else "en"
        open_ones = [one.id for one in offer if language in one.languages]
        chosen = sorted(open_ones, key=lambda one: -liked[one] * chance.random())[: chance.choice((0, 1, 3, 3, 3))]
        seekers.append(seeker(f"p{number}", *chosen, language=language))
    return seekers, offer, Rules(each, 2)


def possible(one, offer, rules):
    """Every set of electives that somebody could have: (electives, broken, ranks), written without the code under test."""
    other = 4 * one[1]
    order = one[0].choices
    ranks = {key: 2 * (place + 1) for place, (key, _) in enumerate(order)}
    if order and order[0][1] is None:
        ranks = dict.fromkeys(ranks, len(order) + 1)
    for size in range(rules.each + 1):
        for some in itertools.combinations([each for each in offer if each.capacity != 0], size):
            slots = [each.slot for each in some if each.slot]
            speaks = one[0].language
            if len(slots) > len(set(slots)) or any(speaks and e.languages and speaks not in e.languages for e in some):
                continue
            areas = len({each.theme for each in some if each.theme}) + sum(each.theme is None for each in some)
            broken = 2 * (rules.each - size) + (areas < min(rules.areas, size))
            yield some, broken, sum(ranks.get(e.id, other) for e in some) + other * (rules.each - size)


def best_of_all(seekers, offer, rules):
    """The least Worth, by looking at every assignment that there is."""
    longest = max((len(one.choices) for one in seekers), default=0) or 0.5
    options = []
    for one in seekers:
        found = list(possible((one, longest), offer, rules))
        fewest = min(broken for _, broken, _ in found)
        alone = min(ranks for _, broken, ranks in found if broken == fewest)
        options.append([(some, broken, ranks, max(0, ranks - alone)) for some, broken, ranks in found])
    best = None
    for picked in itertools.product(*options):
        taken = Counter(one.id for some, *_ in picked for one in some)
        if any(one.capacity is not None and taken[one.id] > one.capacity for one in offer):
            continue
        worst = max(loss for *_, loss in picked)
        badly = sum(loss == worst for *_, loss in picked) if worst else 0
        worth = (sum(b for _, b, _, _ in picked), worst, badly, sum(r for _, _, r, _ in picked))
        best = worth if best is None else min(best, worth)
    return best


def hard_rules_hold(places, seekers, offer, rules):
    known = {one.id: one for one in offer}
    assert set(places) == {one.person for one in seekers}
    taken = Counter(one for electives in places.values() for one in electives)
    assert all(known[one].capacity is None or count <= known[one].capacity for one, count in taken.items())
    for one in seekers:
        had = [known[key] for key in places[one.person]]
        slots = [each.slot for each in had if each.slot]
        assert len(had) == len(set(places[one.person])) <= rules.each
        assert len(slots) == len(set(slots))
        assert all(not one.language or not each.languages or one.language in each.languages for each in had)


@pytest.mark.parametrize("seed", range(150))
def test_none_is_better(seed):
    seekers, offer, rules = small(seed)
    found = assign(seekers, offer, rules)
    hard_rules_hold(found.places, seekers, offer, rules)
    assert found.proven and found.method == "exact"
    assert tuple(found.worth) == best_of_all(seekers, offer, rules)
    assert found.worth == worth_of(found.places, seekers, offer, rules)


@pytest.mark.parametrize("each", [1, 2, 3])
@pytest.mark.parametrize("scarce", [0.8, 1.05, 1.4])
def test_rules_hold_of_a_cohort(each, scarce):
    seekers, offer, rules = larger(150, 7, each, scarce)
    found = assign(seekers, offer, rules)
    hard_rules_hold(found.places, seekers, offer, rules)
    assert found.proven and found.worth == worth_of(found.places, seekers, offer, rules)
    by_turns = in_turn(seekers, offer, rules)
    hard_rules_hold(by_turns.places, seekers, offer, rules)
    assert found.worth <= by_turns.worth


def test_the_same_again_whoever_comes_first():
    seekers, offer, rules = larger(120, 3)
    found = assign(seekers, offer, rules)
    assert assign(list(reversed(seekers)), offer, rules).places == found.places
    other = assign(seekers, offer, rules, seed=2)
    assert other.worth == found.worth


def test_the_lot_decides_between_who_wants_the_same():
    offer = [elective("wanted", 1), elective("left", 5)]
    seekers = [seeker(f"p{number}", "wanted") for number in range(6)]
    winners = set()
    for seed in range(1, 30):
        places = assign(seekers, offer, Rules(1, 1), seed=seed).places
        winners |= {person for person, had in places.items() if had == ["wanted"]}
    assert len(winners) > 2


def test_who_comes_off_worst_comes_first():
    # By the sum of ranks alone, one person would get what nobody chose.
    offer = [elective(key, 1) for key in "abc"] + [elective("z", 9)]
    seekers = [seeker("p1", "a", "b", "c"), seeker("p2", "a", "b", "c"), seeker("p3", "a", "b", "c")]
    found = assign(seekers, offer, Rules(1, 1))
    assert sorted(had[0] for had in found.places.values()) == ["a", "b", "c"]
    assert found.worth == Worth(broken=0, worst=4, so_badly=1, ranks=2 + 4 + 6)


def test_nobody_and_nothing():
    assert assign([], [elective("a")], Rules(2, 2)).places == {}
    found = assign([seeker("p1", "gone")], [], Rules(2, 2))
    assert found.places == {"p1": []} and found.worth.broken == 4
    assert breaks([], {}, Rules(2, 2)) == {"places": 2}


def test_one_elective_for_all_who_should_have_two():
    found = assign([seeker("p1", "a"), seeker("p2")], [elective("a", theme="crisis")], Rules(2, 2))
    assert found.places == {"p1": ["a"], "p2": ["a"]}
    assert found.worth == Worth(broken=4, worst=0, so_badly=0, ranks=found.worth.ranks), "each lacks one place"


def test_no_place_is_given_that_is_not_there():
    found = assign([seeker("p1", "none", "some")], [elective("none", 0), elective("some", 1)], Rules(1, 1))
    assert found.places == {"p1": ["some"]} and found.worth.worst == 0


def test_more_people_than_places():
    seekers = [seeker(f"p{number}", "a") for number in range(10)]
    found = assign(seekers, [elective("a", 3), elective("b", 4)], Rules(1, 1))
    assert Counter(had[0] if had else "" for had in found.places.values()) == {"a": 3, "b": 4, "": 3}
    assert found.worth.broken == 6


def test_without_choices_everybody_gets_places():
    seekers = [seeker(f"p{number}") for number in range(5)]
    offer = [elective("a", 2, theme="crisis"), elective("b", 5, theme="protection"), elective("c", 4, theme="crisis")]
    found = assign(seekers, offer, Rules(2, 2))
    assert found.worth[:3] == (0, 0, 0) and all(len(had) == 2 for had in found.places.values())


def test_french_speakers_and_electives_in_english():
    offer = [elective("english", 9, languages=["en"]), elective("both", 1, languages=["en", "fr"])]
    seekers = [seeker(f"p{n}", "english", language="fr") for n in range(2)] + [seeker("p3", "both", language="en")]
    found = assign(seekers, offer, Rules(1, 1))
    assert found.places["p3"] == ["english"], "who can be elsewhere leaves the place to who cannot"
    assert sorted(found.places[f"p{n}"] for n in range(2)) == [[], ["both"]]
    unknown = assign([seeker("p1", "english")], offer, Rules(1, 1))
    assert unknown.places == {"p1": ["english"]}, "a language that is not known bars nothing"


def test_areas_are_kept_where_they_can_be():
    offer = [elective("a", theme="crisis"), elective("b", theme="crisis"), elective("c", theme="protection")]
    found = assign([seeker("p1", "a", "b")], offer, Rules(2, 2))
    assert found.places == {"p1": ["a", "c"]} and found.worth.broken == 0
    only = assign([seeker("p1", "a", "b")], offer[:2], Rules(2, 2))
    assert only.places == {"p1": ["a", "b"]} and only.worth.broken == 1


def test_choices_without_an_order_share_the_middle():
    assert positions((("a", None), ("b", None), ("c", None))) == {"a": 4, "b": 4, "c": 4}
    assert positions((("a", 3), ("b", 7), ("c", 7), ("d", None))) == {"a": 2, "b": 5, "c": 5, "d": 8}


# One more place


@pytest.mark.parametrize("seed", range(25))
def test_one_more_place_is_worth_what_assigning_anew_is(seed):
    seekers, offer, rules = small(seed)
    found = assign(seekers, offer, rules)
    taken = Counter(one for had in found.places.values() for one in had)
    more = {one.elective: one for one in one_more(found, seekers, offer, rules)}
    assert set(more) == {one.id for one in offer if one.capacity and taken[one.id] >= one.capacity}
    for key, one in more.items():
        larger = [
            each.model_copy(update={"capacity": each.capacity + (each.id == key)}) if each.id == key else each
            for each in offer
        ]
        assert tuple(one.worth) == best_of_all(seekers, larger, rules)
        assert one.worth <= found.worth


def test_one_more_place_says_for_whom():
    offer = [elective("a", 1), elective("b", 1), elective("c", 5)]
    seekers = [seeker("p1", "a", "b", "c"), seeker("p2", "a", "b", "c"), seeker("p3", "b", "c")]
    found = assign(seekers, offer, Rules(1, 1))
    more = {one.elective: one for one in one_more(found, seekers, offer, Rules(1, 1))}
    assert set(more) == {"a", "b"}
    for one in more.values():
        assert one.worth < found.worth and one.better and not set(one.better) & set(one.worse)


def test_what_changes_is_the_least_that_must():
    seekers, offer, rules = larger(80, 5)
    found = assign(seekers, offer, rules)
    assert assign(seekers, offer, rules, seed=9, before=found.places).places == found.places


# Time


def test_within_a_second_of_a_cohort():
    seekers, offer, rules = larger(150, 11)
    assign(seekers, offer, rules)
    begun = time.process_time()
    assign(seekers, offer, rules)
    assert time.process_time() - begun < 1


def test_ten_thousand_people_and_a_limit_of_time():
    seekers, offer, rules = larger(10_000, 1)
    begun = time.monotonic()
    found = assign(seekers, offer, rules, seconds=10)
    assert time.monotonic() - begun < 20
    hard_rules_hold(found.places, seekers, offer, rules)
    short = assign(seekers, offer, rules, seconds=0)
    assert short.method == "in turn" and not short.proven
    hard_rules_hold(short.places, seekers, offer, rules)


def test_too_many_sets_of_electives_are_not_looked_at(monkeypatch):
    monkeypatch.setattr(kinds, "MOST_BUNDLES", 20)
    seekers, offer, rules = larger(60, 2)
    found = assign(seekers, offer, rules)
    assert found.method == "in turn"
    hard_rules_hold(found.places, seekers, offer, rules)
