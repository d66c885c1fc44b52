"""What a file really is, by its content: of it, only a few bytes and the list of its parts are looked at here."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import Literal

from lma_data.enrolment import caps
from lma_data.enrolment.model import Refused
from lma_data.i18n import N_

Kind = Literal["text", "xlsx", "ods"]

EMPTY = N_("The file is empty. Export it again.")
TEXT_TOO_LARGE = N_("The file has {size} MB; text files may have {cap} MB. Export a shorter period, or split the file.")
WORKBOOK_TOO_LARGE = N_("The workbook has {size} MB; workbooks may have {cap} MB. Save the sheet as CSV and drop that.")
DAMAGED = N_("The workbook is damaged or was cut off on its way. Download or save it again.")
ENCRYPTED = N_("The workbook is protected with a password. Open it, remove the password, save it, and drop it again.")
OLD_EXCEL = N_("This is a workbook of the old Excel format (.xls). Open it, save it as .xlsx, and drop that.")
BINARY_EXCEL = N_("This is a binary Excel workbook (.xlsb). Open it, save it as .xlsx, and drop that.")
XML_EXCEL = N_("This is an Excel workbook of 2003, written as XML. Open it, save it as .xlsx, and drop that.")
HTML = N_(
    "This is a web page (HTML), whatever its name says. Open it in a spreadsheet and save it as .xlsx, or export the "
    "report as CSV. If it is a sign-in page, the export failed: sign in and export again."
)
XML = N_("This is an XML file, not a table. Export the report as CSV or as an Excel workbook.")
JSON = N_("This is a JSON file, not a table. Export the report as CSV or as an Excel workbook.")
PDF = N_("This is a PDF document: tables cannot be read from it. Export the report as CSV or as an Excel workbook.")
DOCUMENT = N_(
    "This is a text document (Word, Writer, RTF), not a table. Copy its table into a spreadsheet and save that."
)
SLIDES = N_("This is a presentation, not a table. Export the report as CSV or as an Excel workbook.")
NUMBERS = N_("This is an Apple Numbers, Pages or Keynote file. Export its table as CSV or Excel, and drop that.")
ARCHIVE = N_("This is an archive of files. Unpack it, and drop the exports that are in it.")
PACKED = N_("This is a compressed file (gzip or the like). Unpack it, and drop what is in it.")
PICTURE = N_("This is a picture: tables cannot be read from it. Export the report as CSV or as an Excel workbook.")
MEDIA = N_("This is a sound or video recording. Export the attendance report of the meeting as CSV.")
DATABASE = N_("This is a database file. Export the table that you need as CSV.")
PROGRAM = N_("This is a program, not a table. It was not run.")
MAIL = N_("This is an e-mail message. Save its attachment, and drop that.")
CARDS = N_("This is an address book or a calendar, not a table. Export the list as CSV.")
UTF7 = N_("The text is written in UTF-7, which is not read. Save it as CSV UTF-8.")
UNKNOWN_BINARY = N_("This is neither text nor a workbook. Export the report as CSV or as an Excel workbook.")
TOO_MANY_PARTS = N_("The file packs more than {cap} parts, which no workbook has. It was not opened.")
BOMB = N_("The file would unpack to an absurd size, as only a hostile or broken workbook does. It was not opened.")

# How a file of each kind begins.
_MAGIC = tuple(
    (re.compile(pattern, re.DOTALL), what)
    for pattern, what in (
        (rb"%PDF-", PDF),
        (rb"\{\\rtf", DOCUMENT),
        (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|RIFF....WEBP|\x00...ftyp(hei|mif|avi)", PICTURE),
        (rb"\x00...ftyp|ID3[\x02-\x04]\x00|RIFF....WAVE|\x1aE\xdf\xa3|OggS\x00", MEDIA),
        (rb"SQLite format 3\x00|....Standard (Jet|ACE) DB|.{8}DUCK.\x00{4}|PAR1", DATABASE),
        (rb"\x1f\x8b|BZh[1-9]1AY&SY|\xfd7zXZ\x00|\x28\xb5\x2f\xfd", PACKED),
        (rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|.{257}ustar[\x00 ]", ARCHIVE),
        (rb"\x7fELF|MZ.\x00", PROGRAM),
        (rb"BEGIN:V(CARD|CALENDAR)", CARDS),
        (rb"\+/v[89+/]", UTF7),
    )
)
_SOMETHING = re.compile(rb"[^\x00\t\r\n\x0b\x0c \xef\xbb\xbf\xff\xfe]")  # beyond space and byte order marks
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of the streams of an OLE file tell what it is.
_OLE_STREAMS = (
    ("EncryptedPackage", ENCRYPTED),
    ("WordDocument", DOCUMENT),
    ("PowerPoint Document", SLIDES),
    ("__properties_version1.0", MAIL),
)
_ZIP = b"PK\x03\x04"
_DIRECTORY_END = b"PK\x05\x06"
# What a ZIP file is, by the first of these parts that it has.
_PARTS = (
    ("xl/workbook.bin", BINARY_EXCEL),
    ("word/document.xml", DOCUMENT),
    ("ppt/presentation.xml", SLIDES),
    ("Index/Document.iwa", NUMBERS),
    ("Index.zip", NUMBERS),
)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_ODS = _OPEN_DOCUMENT + b"spreadsheet"
_HTML = re.compile(rb"(?i)<(!doctype\s+html|html|head|body|table|meta|div|style)[\s>]")
_MAIL = re.compile(rb"(Received|Return-Path|Delivered-To|MIME-Version): ")
_JSON = re.compile(rb'\[\s*[\[{"]|\{\s*"[^"]*"\s*:|\[\s*\]\s*$|\{\s*\}\s*$')


def inspect(data: bytes, name: str = "") -> Kind:
    """What the bytes are, or Refused: their name counts for nothing."""
    if not _SOMETHING.search(data):
        raise Refused(EMPTY)
    if data.startswith(_ZIP) or data.startswith(_DIRECTORY_END):
        return _workbook(data)
    if data.startswith(_OLE):
        raise Refused(_ole(data))
    for magic, what in _MAGIC:
        if magic.match(data):
            raise Refused(what)
    _refuse_markup(_narrow(data[:4096]))
    _check_size(data, caps.TEXT_BYTES, TEXT_TOO_LARGE)
    return "text"


def _check_size(data: bytes, cap: int, sentence: str) -> None:
    if len(data) > cap:
        raise Refused(sentence, size=-(-len(data) // caps.MIB), cap=cap // caps.MIB)


def _narrow(head: bytes) -> bytes:
    """The beginning without byte order mark, NULs of two-byte encodings and space: enough to know markup by."""
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.replace(b"\x00", b"").lstrip()


def _refuse_markup(head: bytes) -> None:
    if head.startswith(b"<"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
            raise Refused(XML_EXCEL)
        if _HTML.match(head) or (head.startswith((b"<?xml", b"<!--")) and _HTML.search(head)):
            raise Refused(HTML)
        if head.startswith((b"<?xml", b"<!")):
            raise Refused(XML)
    if _JSON.match(head):
        raise Refused(JSON)
    if _MAIL.match(head):
        raise Refused(MAIL)


def _ole(data: bytes) -> str:
    for stream, what in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return what
    return OLD_EXCEL


def _workbook(data: bytes) -> Kind:
    """Which workbook a ZIP file is, by the names of its parts; none of them is unpacked."""
    parts = {entry.filename: entry for entry in entries(data)}
    kind: Kind | None = None
    if "xl/workbook.xml" in parts:
        kind = "xlsx"
    elif "content.xml" in parts and (declared := _declared(data, parts)) is not None:
        if not declared.startswith(_ODS):
            raise Refused(DOCUMENT)
        kind = "ods"
    if kind is None:
        for part, what in _PARTS:
            if part in parts:
                raise Refused(what)
        raise Refused(DAMAGED if "[Content_Types].xml" in parts else ARCHIVE)
    if any(entry.flag_bits & 1 for entry in parts.values()):
        raise Refused(ENCRYPTED)
    _check_size(data, caps.WORKBOOK_BYTES, WORKBOOK_TOO_LARGE)
    _check_unpacked(list(parts.values()))
    return kind


def _declared(data: bytes, parts: dict[str, zipfile.ZipInfo]) -> bytes | None:
    """Which OpenDocument a file says that it is: the one part that is read here, of a few bytes. None if it is none."""
    entry = parts.get("mimetype")
    if entry is None or entry.file_size > len(_ODS) + 50:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            said = archive.read(entry)
    except Exception as problem:  # a damaged part: BadZipFile, zlib.error, …
        raise Refused(DAMAGED) from problem
    return said if said.startswith(_OPEN_DOCUMENT) else None


def entries(data: bytes) -> list[zipfile.ZipInfo]:
    """The list of a ZIP file's parts; Refused where it is damaged or absurdly long."""
    end = data.rfind(_DIRECTORY_END, max(0, len(data) - 65_557))
    if end < 0 or len(data) < end + 22:
        raise Refused(DAMAGED)
    declared, size = struct.unpack_from("<HI", data, end + 10)
    if declared > caps.ZIP_ENTRIES or size > caps.ZIP_DIRECTORY:
        raise Refused(TOO_MANY_PARTS, cap=caps.written(caps.ZIP_ENTRIES))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = archive.infolist()
    except Exception as problem:  # whatever zipfile stumbles over: BadZipFile, struct.error, UnicodeDecodeError, …
        raise Refused(DAMAGED) from problem
    if len(found) > caps.ZIP_ENTRIES:
        raise Refused(TOO_MANY_PARTS, cap=caps.written(caps.ZIP_ENTRIES))
    return found


def _check_unpacked(parts: list[zipfile.ZipInfo]) -> None:
    """A part is never read further than the size that it declares, so what it declares is what counts."""
    if sum(part.file_size for part in parts) > caps.UNPACKED:
        raise Refused(BOMB)
    for part in parts:
        if part.file_size > caps.RATIO_FROM and part.file_size > caps.RATIO * part.compress_size:
            raise Refused(BOMB)
