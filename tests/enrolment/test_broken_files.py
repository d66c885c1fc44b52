"""Files broken in thousands of ways: nothing but Refused is raised, nothing takes long, and no row is lost silently."""

from __future__ import annotations

import csv
import io
import random
import re
import time
from collections import Counter

import openpyxl

from lma_data.enrolment import reading
from lma_data.enrolment.model import Refused, Row
from tests.enrolment import workbook_files as files

WORDS = (
    "Ana",
    "Léïla",
    "N’Guessan",
    "Silva, Ana",
    'Dr. "X"',
    "d'Ivoire",
    "",
    "two\nlines",
    "O;K",
    "3,5",
    "29/06/2026",
    "山田",
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
SECONDS = 2


def made(chance: random.Random, plain: bool = False) -> tuple[str, list[list[str]]]:
    """A well-formed text and its rows: each has its own e-mail address; `plain` cells have no line break."""
    words = [word for word in WORDS if not plain or "\n" not in word]
    width = chance.randint(2, 9)
    rows = [["Email", *(f"h{column}" for column in range(1, width))]]
    for number in range(chance.randint(4, 40)):
        rows.append([f"p{number:03}@x.org", *(chance.choice(words) for _ in range(1, width))])
    file = io.StringIO()
    quoting = chance.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    writer = csv.writer(
        file, delimiter=chance.choice(",;\t|"), quoting=quoting, lineterminator=chance.choice(["\n", "\r\n"])
    )
    writer.writerows(rows)
    return file.getvalue(), rows


def read(data: bytes) -> list[Row]:
    start = time.perf_counter()
    rows = [row for sheet in reading.sheets(data, "export.csv") for row in sheet.rows()]
    assert time.perf_counter() - start < SECONDS
    return rows


def people(rows: list[Row]) -> Counter[str]:
    """In how many rows each person stands; quotation marks may have got into an address."""
    found: Counter[str] = Counter()
    for row in rows:
        found.update(set(re.findall(r"p\d{3}@x\.org", "\n".join(row.cells).replace('"', ""))))
    return found


def test_what_is_well_formed_comes_out_as_it_went_in():
    chance = random.Random(1)
    for _ in range(400):
        text, rows = made(chance)
        assert [list(row.cells) for row in read(text.encode(chance.choice(ENCODINGS)))] == rows


def test_stray_quotation_marks_lose_nobody():
    """Every row is a row still, with a problem where its form is broken."""
    chance = random.Random(2)
    apart = 0
    for _ in range(600):
        text, rows = made(chance)
        for _ in range(chance.choice([1, 1, 2, 3])):
            place = chance.randrange(len(text))
            text = text[:place] + '"' + text[place:]
        found = people(read(text.encode()))
        assert set(found) == {row[0] for row in rows[1:]}
        apart += all(count == 1 for count in found.values())
    assert apart == 600


def test_ragged_rows_lose_no_cell():
    chance = random.Random(3)
    for _ in range(300):
        text, rows = made(chance, plain=True)
        lines = text.splitlines()
        for number in chance.sample(range(1, len(lines)), k=min(3, len(lines) - 1)):
            lines[number] += chance.choice([",", ";", "\t", "|"]) * chance.randint(1, 12)
        found = read("\n".join(lines).encode())
        assert set(people(found)) == {row[0] for row in rows[1:]}
        assert len(found) == len(rows)


def test_line_ends_of_all_kinds_and_blank_rows():
    chance = random.Random(4)
    for _ in range(300):
        text, rows = made(chance, plain=True)
        mixed = "".join(line + chance.choice(["\n", "\r\n", "\r", "\n\n", "\r\n \r\n"]) for line in text.splitlines())
        assert [list(row.cells) for row in read(mixed.encode())] == rows


def test_broken_bytes_raise_nothing_but_refused():
    chance = random.Random(5)
    outcome: Counter[str] = Counter()
    for _ in range(1200):
        text, rows = made(chance)
        data = _broken(text.encode(chance.choice(ENCODINGS)), chance)
        try:
            found = read(data)
        except Refused as refusal:
            outcome[refusal.message.text] += 1
        else:
            outcome["read"] += 1
            assert all(any(map(str.strip, row.cells)) for row in found)
            assert [row.number for row in found] == sorted({row.number for row in found})
    assert outcome["read"] > 800


def test_flipped_bytes_lose_no_row():
    """A byte that is another letter changes a cell, at most: all other people are there, each in one row."""
    chance = random.Random(6)
    for _ in range(400):
        text, rows = made(chance, plain=True)
        data = bytearray(text.encode())
        place = chance.choice([place for place, byte in enumerate(data) if chr(byte).isalnum()])
        data[place] = chance.choice([*range(0x41, 0x5B), *range(0x80, 0x100)])
        found = people(read(bytes(data)))
        assert len(found) >= len(rows) - 2
        assert set(found.values()) <= {1}


def test_truncated_text_keeps_what_is_there():
    chance = random.Random(7)
    for _ in range(300):
        text, rows = made(chance)
        place = chance.randrange(len(text) // 2, len(text))
        found = people(read(text[:place].encode()))
        assert set(found) == set(re.findall(r"p\d{3}@x\.org", text[:place]))


def test_broken_workbooks_raise_nothing_but_refused():
    chance = random.Random(8)
    book = openpyxl.Workbook()
    for number in range(20):
        book.active.append([f"p{number:03}@x.org", number, "two\nlines"])
    file = io.BytesIO()
    book.save(file)
    cell = '<table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell>'
    table = f'<table:table table:name="a"><table:table-row>{cell}</table:table-row></table:table>'
    originals = [file.getvalue(), files.xlsx(), files.ods(table)]
    for _ in range(40):
        data = _broken(chance.choice(originals), chance)
        try:
            for sheet in reading.sheets(data, "export.xlsx"):
                list(sheet.rows())
        except Refused as refusal:
            assert str(refusal)


def _broken(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to four things done to them."""
    broken = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(broken) or 1)
        kind = chance.randrange(6)
        if kind == 0:
            del broken[place:]
        elif kind == 1:
            broken[place : place + 1] = bytes([chance.randrange(256)])
        elif kind == 2:
            broken[place:place] = chance.randbytes(chance.randint(1, 8))
        elif kind == 3:
            broken[place:place] = chance.choice(
                [b'"', b";", b",", b"\t", b"\r", b"\n", b"\x00", b"\xff\xfe", b"\xe9", b"\\"]
            )
        elif kind == 4:
            broken = broken[place:] + broken[:place]
        else:
            del broken[place : place + chance.randint(1, 50)]
    return bytes(broken)
