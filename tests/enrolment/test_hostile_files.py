"""Files that would take the server down, or lead it astray: each is read within its caps, or refused with a sentence."""

from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from lma_data.catalog import ROOT
from lma_data.enrolment import caps, preflight, reading, workbooks
from lma_data.enrolment.model import Refused
from tests.enrolment import workbook_files as files

SECONDS = 5
MEGABYTES = 500
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def refusal(data: bytes, name: str = "export.xlsx") -> str:
    with pytest.raises(Refused) as found:
        for sheet in reading.sheets(data, name):
            list(sheet.rows())
    return found.value.message.text


def table(*rows: str) -> str:
    return f'<table:table table:name="a">{"".join(rows)}</table:table>'


NAMED = {
    "empty": (b"", preflight.EMPTY),
    "only a mark": (b"\xef\xbb\xbf", preflight.EMPTY),
    "only a mark of two bytes": (b"\xff\xfe\r\x00\n\x00", preflight.EMPTY),
    "only NULs": (bytes(100_000), preflight.EMPTY),
    "only delimiters": (b";;;\r\n" * 1000, reading.NOTHING),
    "only quotation marks": (b'""\n' * 1000, reading.NOTHING),
    "web page": (b"\xef\xbb\xbf\r\n<HTML lang=en><table><tr><td>a</table>", preflight.HTML),
    "web page with a comment": (b"<!-- saved --><!DOCTYPE html><html>", preflight.HTML),
    "web page in two bytes": ("\ufeff<html><table>".encode("utf-16-le"), preflight.HTML),
    "workbook of 2003": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        preflight.XML_EXCEL,
    ),
    "XML": (b'<?xml version="1.0"?><people><p/></people>', preflight.XML),
    "XML with entities": ((DOCTYPE + "<a>&b;</a>").encode(), preflight.XML),
    "JSON": (json.dumps([{"email": "a@x.org"}]).encode(), preflight.JSON),
    "JSON object": (b'{"data": []}', preflight.JSON),
    "PDF": (b"%PDF-1.7\n" + bytes(100), preflight.PDF),
    "RTF": (b"{\\rtf1\\ansi a,b", preflight.DOCUMENT),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), preflight.PICTURE),
    "photograph": (b"\xff\xd8\xff\xe0" + bytes(50), preflight.PICTURE),
    "film": (b"\x00\x00\x00\x20ftypisom" + bytes(50), preflight.MEDIA),
    "SQLite": (b"SQLite format 3\x00" + bytes(100), preflight.DATABASE),
    "gzip": (gzip.compress(b"Email,Name\n"), preflight.PACKED),
    "archive": (files.zipped({"a.csv": "Email\n"}), preflight.ARCHIVE),
    "archive in an archive": (files.zipped({"a.xlsx": files.xlsx()}), preflight.ARCHIVE),
    "empty archive": (b"PK\x05\x06" + bytes(18), preflight.ARCHIVE),
    "Word": (files.zipped({"[Content_Types].xml": "", "word/document.xml": ""}), preflight.DOCUMENT),
    "Writer": (
        files.zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}),
        preflight.DOCUMENT,
    ),
    "archive with a content": (files.zipped({"content.xml": "", "a.csv": ""}), preflight.ARCHIVE),
    "slides": (files.zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), preflight.SLIDES),
    "binary workbook": (files.zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}), preflight.BINARY_EXCEL),
    "Numbers": (files.zipped({"Index/Document.iwa": ""}), preflight.NUMBERS),
    "old workbook": (OLE + "Workbook".encode("utf-16-le"), preflight.OLD_EXCEL),
    "encrypted workbook": (OLE + "EncryptedPackage".encode("utf-16-le"), preflight.ENCRYPTED),
    "old document": (OLE + "WordDocument".encode("utf-16-le"), preflight.DOCUMENT),
    "truncated workbook": (files.xlsx()[:-40], preflight.DAMAGED),
    "beginning of a workbook": (files.xlsx()[:300], preflight.DAMAGED),
    "program": (b"MZ\x90\x00" + bytes(100), preflight.PROGRAM),
    "e-mail": (b"Received: from x\r\nSubject: y\r\n", preflight.MAIL),
    "address book": (b"BEGIN:VCARD\r\nN:Silva;Ana\r\n", preflight.CARDS),
    "UTF-7": (b"+/v8-Email,Name\n", preflight.UTF7),
    "noise": (random.Random(1).randbytes(200_000), preflight.UNKNOWN_BINARY),
    "document type": (files.xlsx(sheet1=DOCTYPE + "<worksheet><c>&a;</c></worksheet>"), workbooks.DOCTYPE),
    "document type in a part that is not read": (
        files.xlsx(
            **{"customXml/item1.xml": (DOCTYPE + "<a/>").replace("1.0", '1.0" encoding="UTF-16').encode("utf-16")}
        ),
        workbooks.DOCTYPE,
    ),
    "document type after a comment": (
        files.xlsx(sheet1=DOCTYPE.replace("<!DOC", f"<!--{'x' * 300_000}--><!DOC") + "<worksheet/>"),
        workbooks.DOCTYPE,
    ),
    "encrypted ODS": (files.ods("", manifest="<m><encryption-data/></m>"), preflight.ENCRYPTED),
    "blank workbook": (files.xlsx(""), workbooks.NO_ROWS),
    "blank ODS of a million rows": (
        files.ods(
            table(
                '<table:table-row table:number-rows-repeated="1048576">'
                '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
            )
        ),
        workbooks.NO_ROWS,
    ),
    "ODS row a million times": (
        files.ods(
            table(
                '<table:table-row table:number-rows-repeated="999999999999">'
                '<table:table-cell table:number-columns-repeated="900"><text:p>x</text:p></table:table-cell>'
                "</table:table-row>"
            )
        ),
        workbooks.TOO_MANY_ROWS,
    ),
    "ODS cell a million times": (
        files.ods(
            table(
                '<table:table-row><table:table-cell table:number-columns-repeated="999999999">'
                "<text:p>x</text:p></table:table-cell></table:table-row>"
            )
        ),
        workbooks.FAR_CELL,
    ),
    "last cell": (
        files.xlsx(files.EMAIL + files.row(1048576, 'r="XFD1048576"><v>1</v>')),
        workbooks.FAR_CELL,
    ),
    "column beyond the last": (files.xlsx(files.row(1, f'r="{"Z" * 5000}1"><v>1</v>')), preflight.DAMAGED),
    "row that goes back": (files.xlsx(files.row(5, 'r="A5"><v>1</v>') + files.row(2)), workbooks.ROW_NUMBERS),
    "row twice": (files.xlsx(files.EMAIL + files.EMAIL), workbooks.ROW_NUMBERS),
    "row 0": (files.xlsx(files.row(0, "><v>1</v>")), workbooks.ROW_NUMBERS),
    "row -5": (files.xlsx(files.row(-5, "><v>1</v>")), workbooks.ROW_NUMBERS),
    "row beyond the last": (files.xlsx(files.EMAIL + files.row(1_048_577)), workbooks.ROW_NUMBERS),
    "row beyond all numbers": (files.xlsx(files.EMAIL + files.row(2**63)), workbooks.ROW_NUMBERS),
    "row beyond the last of ODS": (
        files.ods(
            table(
                '<table:table-row table:number-rows-repeated="9999999999"><table:table-cell/></table:table-row>',
                "<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>",
            )
        ),
        workbooks.ROW_NUMBERS,
    ),
    "string that is not there": (files.xlsx(files.row(1, 't="s"><v>7</v>')), preflight.DAMAGED),
    "no XML": (files.xlsx(sheet1="PK"), preflight.DAMAGED),
    "deep": (files.xlsx(sheet1="<worksheet>" + "<a>" * 100_000), preflight.DAMAGED),
    "too many sheets": (
        files.xlsx(book="<workbook xmlns:r='r'>" + '<sheet name="a" r:id="rId1"/>' * 200 + "</workbook>"),
        workbooks.TOO_MANY_SHEETS,
    ),
    "too many parts": (files.zipped({f"f{number}": "" for number in range(3000)}), preflight.TOO_MANY_PARTS),
    "bomb": (files.xlsx(before=" " * (64 * caps.MIB)), preflight.BOMB),
    "300,000 columns": (b",".join(b"c%d" % number for number in range(300_000)) + b"\n1,2\n", reading.LONG_LINE),
    "20,000 columns": (b",".join(b"c%d" % number for number in range(20_000)) + b"\n1,2\n", reading.TOO_MANY_COLUMNS),
    "one line of 10 MB": (b"x" * 10_000_000, reading.LONG_LINE),
    "too many lines": (b"\n" * (caps.TEXT_ROWS + 1) + b"a", reading.TOO_MANY_LINES),
}


@pytest.mark.parametrize("name", NAMED)
def test_refused_by_name_and_at_once(name):
    data, sentence = NAMED[name]
    start = time.perf_counter()
    assert refusal(data) == sentence
    assert time.perf_counter() - start < SECONDS


def test_many_entries_are_not_even_listed():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(66_000):  # more than the short form of the list can count
            archive.writestr(str(number), b"")
    start = time.perf_counter()
    assert refusal(file.getvalue()) == preflight.TOO_MANY_PARTS
    assert time.perf_counter() - start < 0.5


def test_caps_on_size():
    assert refusal(b"a,b\n" * (caps.TEXT_BYTES // 4 + 1)) == preflight.TEXT_TOO_LARGE
    noise = random.Random(1).randbytes(caps.WORKBOOK_BYTES)
    assert refusal(files.xlsx(**{"xl/media/a.bin": noise})) == preflight.WORKBOOK_TOO_LARGE


def test_encrypted_entries():
    data = bytearray(files.xlsx())
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    assert refusal(bytes(data)) == preflight.ENCRYPTED


def test_macros_are_left_alone_and_said():
    [sheet] = reading.sheets(files.xlsx(**{"xl/vbaProject.bin": b"\x00"}), "export.xlsm")
    assert [note.text for note in sheet.notes] == [workbooks.MACROS]
    assert [row.cells for row in sheet.rows()] == [("Email",)]


def test_a_sheet_that_lies_about_its_size_costs_nothing():
    far = files.row(1_048_576, 'r="A1048576"><v>1</v>')
    start = time.perf_counter()
    [sheet] = reading.sheets(files.xlsx(files.EMAIL + far, before='<dimension ref="A1:XFD1048576"/>'), "a.xlsx")
    assert [row.number for row in sheet.rows()] == [1, 1_048_576]
    assert time.perf_counter() - start < 2


def test_links_to_elsewhere_are_not_followed():
    outside = files.RELATIONS.replace("worksheets/sheet1.xml", "../../../../etc/passwd")
    assert refusal(files.xlsx(**{"xl/_rels/workbook.xml.rels": outside})) == workbooks.NO_ROWS
    external = files.RELATIONS.replace('Id="rId1"', 'Id="rId1" TargetMode="External"')
    assert refusal(files.xlsx(**{"xl/_rels/workbook.xml.rels": external})) == workbooks.NO_ROWS


# What takes a reader's time or memory: each must end within its limits, whichever way.
def _strings_bomb() -> bytes:
    noise = random.Random(2).randbytes(1_000_000).hex()
    pieces = (noise[start : start + 30_000] for start in range(0, 1_800_000, 30_000))
    strings = f"<sst>{''.join(f'<si><t>{piece}</t></si>' for piece in pieces)}</sst>"
    rows = "".join(
        f'<row r="{number}" x="{number * 7919}"><c t="s"><v>{number % 60}</v></c></row>' for number in range(1, 20_000)
    )
    return files.xlsx(rows, strings=strings)


def _cells_bomb() -> bytes:
    return files.xlsx("".join(f"<row><c><v>{number * 7919 % 100_003}</v></c></row>" for number in range(400_000)))


def _attributes_bomb() -> bytes:
    return files.xlsx(
        sheet1="<worksheet " + " ".join(f'a{number}="{number * 7919}"' for number in range(400_000)) + "/>"
    )


WORKBOOKS = {"strings", "cells", "attributes"}
BOMBS = {
    "strings": _strings_bomb,
    "cells": _cells_bomb,
    "attributes": _attributes_bomb,
    "open quotation marks": lambda: b'a,"b\n' * 200_000,
    "open in one way, closed in another": lambda: b'a""","b\n' * 200_000,
    "quotation marks": lambda: b'"' * 900_000 + b"\n",
    "a quotation mark a line": lambda: b'"\n' * 200_000,
    "blank rows": lambda: b",,,,,\n" * 500_000,
    "encoded twice": lambda: "Ã’x,Â€,LÃ©a\n".encode() * 50_000,
    "NULs": lambda: b"E\0mail,\0Na\0me\na,b\n" * 50_000,
    "CR and LF": lambda: b"\r\n\r\r\n\n" * 100_000 + b"a,b",
}
MEASURE = """
import pathlib, pickle, sys, time
from lma_data.enrolment import reading
from lma_data.enrolment.model import Refused
for name, data in pickle.load(sys.stdin.buffer).items():
    start = time.process_time()
    try:
        said = sum(1 for sheet in reading.sheets(data, "export.xlsx") for _ in sheet.rows())
    except Refused as refusal:
        said = refusal
    print(name, time.process_time() - start, said, sep="|")
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux tells it")
def test_limits_of_time_and_memory():
    """Seconds of work, not of waiting: the machine may be busy. The worker's memory has a limit of its own."""
    bombs = pickle.dumps({name: make() for name, make in BOMBS.items()})
    done = subprocess.run([sys.executable, "-c", MEASURE], input=bombs, capture_output=True, cwd=ROOT, check=True)
    *lines, memory = done.stdout.decode().splitlines()
    for line in lines:
        name, work, said = line.split("|", 2)
        assert said, name
        assert float(work) < SECONDS - caps.WORKER_WORK if name in WORKBOOKS else SECONDS, line
    assert len(lines) == len(BOMBS)
    assert int(memory) // 1024 + caps.WORKER_MEMORY // caps.MIB < MEGABYTES, memory


def test_the_worker_ends_in_time(monkeypatch):
    monkeypatch.setattr(caps, "WORKER_SECONDS", 0.01)
    assert refusal(files.xlsx()) == workbooks.TOO_DEMANDING


def test_the_worker_has_none_of_the_settings(monkeypatch):
    """Its environment is what the operating system needs, and nothing of the server's."""
    monkeypatch.setenv("LMA_STORE_KEY", "secret")
    seen = {}
    real = subprocess.Popen

    def watched(*arguments, **options):
        seen.update(options["env"])
        return real(*arguments, **options)

    monkeypatch.setattr(workbooks.subprocess, "Popen", watched)
    assert reading.sheets(files.xlsx(), "a.xlsx")
    assert set(map(str.upper, seen)) <= {"PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"}


def test_refusals_name_nobody():
    """Neither the sentence nor the chain of errors behind it quotes what is in the file."""
    book = openpyxl.Workbook()
    book.active.append(["secret@x.org"] * 1200)
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(Refused) as found:
        reading.sheets(file.getvalue(), "secret-name.xlsx")
    assert "secret" not in str(found.value)


@pytest.mark.skipif("LMA_EXPORTS" not in os.environ, reason="LMA_EXPORTS is not set: no hostile samples to read")
def test_hostile_samples():
    for path in sorted((Path(os.environ["LMA_EXPORTS"]) / "hostile").iterdir()):
        start = time.perf_counter()
        try:
            assert all(any(sheet.rows()) for sheet in reading.sheets(path.read_bytes(), path.name))
        except Refused as refused:
            assert len(str(refused)) > 20
        assert time.perf_counter() - start < SECONDS
