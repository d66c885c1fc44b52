"""Which encoding a text file is in, and its lines as clean text.

A byte order mark counts first, then NULs at every second byte (UTF-16 without a mark), then whether the bytes are UTF-8;
then the one-byte encoding in which the letters beyond ASCII make words. Nothing is lost for an encoding's sake: bytes that
do not fit are read as Windows text, and noted.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lma_data.enrolment import mojibake
from lma_data.enrolment.model import Message, Refused
from lma_data.enrolment.preflight import UNKNOWN_BINARY
from lma_data.i18n import N_

CHUNK = 1024 * 1024
SAMPLE = 4 * CHUNK
ENOUGH = 10  # places with letters beyond ASCII, to guess an encoding of elsewhere

ASSUMED = N_("The file does not say its encoding: it was read as {encoding}. Look at letters with accents.")
MIXED = N_("Some letters are not in the encoding of the rest ({encoding}): they were read as Windows text.")
CUT_OFF = N_("The file ends in the middle of a letter: it was probably cut off on its way.")
TWICE = N_("Some letters had been encoded twice (Ã© for é): they were mended.")
CONTROLS = N_("Characters that cannot be seen (control characters) were left out.")
BIDI = N_("Marks that turn the direction of writing were left out: they can make a text look other than it is.")

NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",
    "mac_roman": "MacRoman",
    "cp850": "DOS 850",
}
_MARKS = (  # the longer one first
    (codecs.BOM_UTF8, "utf-8", 3),
    (codecs.BOM_UTF32_LE, "utf-32", 0),
    (codecs.BOM_UTF16_LE, "utf-16-le", 2),
    (codecs.BOM_UTF16_BE, "utf-16-be", 2),
)
_ONE_BYTE = ("cp1252", "mac_roman", "cp850")  # of two that fit as well, the first
_ELSEWHERE = (
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "koi8_r",
    "shift_jis",
    "gb18030",
    "big5",
    "euc_kr",
)
# What names and words of English, French and their neighbours are written with beyond ASCII.
_LETTERS = frozenset("éèêëàâäáãçîïíôöóõûùüúñœæøåßÉÈÊËÀÂÄÁÇÎÏÍÔÖÓÛÙÜÚÑŒÆØÅ")
_SIGNS = frozenset("’‘“”«»–—…°€ºª\xa0")
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = re.compile(f"[{_CONTROL}{_BIDI}]")
_UNSEEN_CONTROL = re.compile(f"[{_CONTROL}]")
_UNSEEN_BIDI = re.compile(f"[{_BIDI}]")
_PLAIN = bytes({*range(32, 127), 9, 10, 13})


def _as_windows(problem: UnicodeError) -> tuple[str, int]:
    """For bytes that are not in the encoding: as Windows text; of two-byte encodings, a mark that something was here."""
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    if problem.encoding.startswith("utf-16") or problem.encoding.startswith("utf-32"):
        return "\ufffd", problem.end
    return problem.object[problem.start : problem.end].decode("cp1252", "replace"), problem.end


codecs.register_error("lma_data.as_windows", _as_windows)


@dataclass(frozen=True)
class Text:
    """A text file: its encoding, its clean lines with their ends (from the first each time), and what was mended."""

    encoding: str
    lines: Callable[[], Iterator[str]]
    notes: tuple[Message, ...]


def text(data: bytes) -> Text:
    """Find the encoding, see whether all of the file is in it, and what must be cleaned; Refused if it is no text."""
    encoding, start, notes = _encoding(data)
    rest = _beyond_ascii(data, start, encoding)
    if len(_UNSEEN_CONTROL.findall(rest.replace("\x00", ""))) > 20 + len(data) // 100:
        raise Refused(UNKNOWN_BINARY)
    if _UNSEEN_CONTROL.search(rest):
        notes.append(Message(CONTROLS))
    if _UNSEEN_BIDI.search(rest):
        notes.append(Message(BIDI))
    clean = bool(_UNSEEN.search(rest))

    def lines() -> Iterator[str]:
        found = _decoded(data, start, encoding)
        return (_UNSEEN.sub("", line) for line in found) if clean else found

    if _encoded_twice(data, encoding, rest, lines):
        notes.append(Message(TWICE))
        return Text(encoding, lambda: mojibake.mending(lines()), tuple(notes))
    return Text(encoding, lines, tuple(notes))


def cleaned(lines: str) -> tuple[str, list[Message]]:
    """Text of known encoding without what cannot be seen, mended where it was encoded twice; and what was done."""
    notes = []
    if _UNSEEN.search(lines):
        notes += [Message(CONTROLS)] if _UNSEEN_CONTROL.search(lines) else []
        notes += [Message(BIDI)] if _UNSEEN_BIDI.search(lines) else []
        lines = _UNSEEN.sub("", lines)
    if mojibake.possible(lines) and (better := "".join(mojibake.mending(iter(lines.splitlines(True))))) != lines:
        return better, [*notes, Message(TWICE)]
    return lines, notes


def _encoded_twice(data: bytes, encoding: str, rest: str, lines: Callable[[], Iterator[str]]) -> bool:
    """Whether there is anything to mend; the lines are looked at only if the file has what is likely in the rest of it."""
    pairs = mojibake.pairs(rest)  # which may only stand side by side because what was between them is left out
    if not pairs or not any(pair.encode(encoding, "replace") in data for pair in pairs):
        return False
    return any(mojibake.mended(line) != line for line in lines() if mojibake.possible(line))


def _decoded(data: bytes, start: int, encoding: str) -> Iterator[str]:
    """Lines with their ends, LF, CRLF or CR as they stand."""
    stream = io.BytesIO(data)
    stream.seek(start)
    return io.TextIOWrapper(stream, encoding, errors="lma_data.as_windows", newline="")


def _beyond_ascii(data: bytes, start: int, encoding: str) -> str:
    """All characters of a file but plain ASCII: a small part, in which a search is quick."""
    if not encoding.startswith(("utf-16", "utf-32", *_ELSEWHERE)):
        chunks = (data[place : place + CHUNK] for place in range(start, len(data), CHUNK))
        return b"".join(chunk.translate(None, _PLAIN) for chunk in chunks).decode(encoding, "lma_data.as_windows")
    wide = (line.encode("utf-8", "replace") for line in _decoded(data, start, encoding))
    return "".join(line.translate(None, _PLAIN).decode() for line in wide)


def _encoding(data: bytes) -> tuple[str, int, list[Message]]:
    """The encoding, how many bytes its mark takes, and what to say of it."""
    for mark, encoding, start in _MARKS:
        if data.startswith(mark):
            return encoding, start, _unfit_notes(data, start, encoding)
    if encoding := _two_byte(data[:8192]):
        return encoding, 0, _unfit_notes(data, 0, encoding)
    wrong = _first_unfit(data, 0, "utf-8")
    if wrong is None or _mostly_utf8(data, wrong):
        return "utf-8", 0, _unfit_notes(data, 0, "utf-8")
    encoding = _one_byte(data, wrong)
    return encoding, 0, [Message(ASSUMED, {"encoding": NAMES.get(encoding, encoding)})]


def _two_byte(head: bytes) -> str:
    """UTF-16 without a mark: text of the West has a NUL as every second byte."""
    pairs = len(head) // 2 or 1
    even, odd = head[0::2].count(0) / pairs, head[1::2].count(0) / pairs
    if odd > 0.2 and odd > 5 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 0.2 and even > 5 * odd else ""


def _unfit_notes(data: bytes, start: int, encoding: str) -> list[Message]:
    wrong = _first_unfit(data, start, encoding)
    if wrong is None:
        return []
    if wrong >= len(data) - 4:
        return [Message(CUT_OFF)]
    return [Message(MIXED, {"encoding": NAMES[encoding]})]


def _first_unfit(data: bytes, start: int, encoding: str) -> int | None:
    """Where the first byte stands (nearly) that is not in the encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for place in range(start, len(data), CHUNK):
        try:
            decoder.decode(data[place : place + CHUNK], final=place + CHUNK >= len(data))
        except UnicodeDecodeError as problem:
            return min(place + problem.start, len(data) - 1)
    return None


def _mostly_utf8(data: bytes, wrong: int) -> bool:
    """Whether around the first byte that is not UTF-8 there are letters that are, more of them than not."""
    sample = data[max(0, wrong - SAMPLE // 2) : wrong + SAMPLE // 2].decode("utf-8", "replace")
    unfit = sample.count("\ufffd")
    return sum(character > "\x7f" for character in sample) - unfit > unfit


def _one_byte(data: bytes, wrong: int) -> str:
    sample = data[max(0, wrong - 1000) : wrong + CHUNK]
    places = re.findall(rb"[^\x80-\xff]?[\x80-\xff]+[^\x80-\xff]?", sample)[:5000]
    scores = {encoding: _plausible([place.decode(encoding, "replace") for place in places]) for encoding in _ONE_BYTE}
    if b"\r" in sample and b"\n" not in sample:
        scores["mac_roman"] += 0.1  # lines ended so on the Macs that wrote it
    best = max(_ONE_BYTE, key=lambda encoding: scores[encoding])
    if scores[best] > 0.2 or len(places) < ENOUGH:
        return best
    from charset_normalizer import from_bytes  # it takes a while to load, and is needed for few files

    found = from_bytes(sample[: CHUNK // 4], cp_isolation=list(_ELSEWHERE)).best()
    return found.encoding if found and found.encoding in _ELSEWHERE else best


def _plausible(places: list[str]) -> float:
    """How well letters beyond ASCII fit between their neighbours, from -1 (all odd) to 1."""
    score = count = 0
    for place in places:
        foreign = sum(character in _LETTERS for character in place) > 2  # as whole words of another script look
        before = place[0] if place[0] < "\x80" else " "
        for character in place:
            if character > "\x7f":
                count += 1
                score += -1 if foreign else _fit(before, character)
            before = character
    return score / (count or 1)


def _fit(before: str, character: str) -> int:
    if character in _LETTERS:
        return -1 if character.isupper() and before.islower() else 1
    return 1 if character in _SIGNS and not (before.islower() and character in "ºª…°€") else -1
