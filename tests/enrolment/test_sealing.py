"""Sealed values open under their key and in their place only, and show nothing."""

import pytest

from lma_data.enrolment.sealing import Sealer, WrongKey

SALT = b"s" * 16


@pytest.fixture(scope="module")
def sealer():
    return Sealer.with_key("correct horse", SALT)


@pytest.mark.parametrize("value", ["", "ana@example.net", "Ωμέγα 李", "\ud800", "x" * 10_000])
def test_what_is_sealed_opens_again(sealer, value):
    plain = Sealer.without_key(b"secret")
    assert sealer.unseal(sealer.seal(value, "name|1"), "name|1") == value
    assert plain.unseal(plain.seal(value, "name|1"), "name|1") == value


def test_a_value_cannot_be_moved_to_another_person(sealer):
    sealed = sealer.seal("ana@example.net", "identifier|ana")
    with pytest.raises(WrongKey):
        sealer.unseal(sealed, "identifier|bo")


def test_another_key_salt_or_a_changed_byte_does_not_open(sealer):
    sealed = sealer.seal("ana@example.net", "p")
    changed = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]
    for other, text in (
        (Sealer.with_key("correct horsf", SALT), sealed),
        (Sealer.with_key("correct horse", b"t" * 16), sealed),
        (Sealer.without_key(SALT), sealed),
        (sealer, changed),
    ):
        with pytest.raises(WrongKey) as error:
            other.unseal(text, "p")
        assert str(error.value) == ""


def test_the_same_value_is_sealed_otherwise_each_time_and_hashed_alike(sealer):
    assert len({sealer.seal("ana@example.net", "p") for _ in range(50)}) == 50
    assert sealer.hash("a", "b") == Sealer.with_key("correct horse", SALT).hash("a", "b")
    assert sealer.hash("a", "b") != Sealer.with_key("other", SALT).hash("a", "b")
    assert sealer.hash("ab", "c") != sealer.hash("a", "bc")  # parts cannot run into each other


def test_a_sealer_shows_no_secret(sealer):
    assert repr(sealer) == "Sealer(encrypts=True)"
    assert repr(Sealer.without_key(b"secret")) == "Sealer(encrypts=False)"
