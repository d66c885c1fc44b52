"""Text that was encoded twice: Ã© where é was meant. Mended only where the result is text that makes sense."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 10_000  # characters of a piece that is looked into
KEPT = 5_000  # pieces that are remembered while a file is read: the same names come again and again

# How a letter looks that was encoded twice, by way of Windows text or MacRoman.
_LIKELY = re.compile("[ÂÃÄÅÆÇÈÐÑØÙÚâãïð][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|√[\x80-ÿ†∞§•¶ß®™´¨≠ÆØ±≤≥¥µ]|Ã ")
_PIECE = re.compile('[^,;|\t\r\n"]+')  # roughly a cell


def possible(text: str) -> bool:
    return _LIKELY.search(text) is not None


def pairs(text: str) -> set[str]:
    """The likely signs of it in a text."""
    return set(_LIKELY.findall(text))


def mended(line: str) -> str:
    """The line with each cell mended that was encoded twice, and all else as it stands."""
    return _PIECE.sub(lambda piece: _mended(piece[0]), line)


def mending(lines: Iterator[str]) -> Iterator[str]:
    """`mended` for many lines; what was found is forgotten with the last one."""
    known: dict[str, str] = {}

    def piece(found: re.Match[str]) -> str:
        if found[0] not in known:
            if len(known) >= KEPT:
                known.clear()
            known[found[0]] = _mended(found[0])
        return known[found[0]]

    return (_PIECE.sub(piece, line) if possible(line) else line for line in lines)


def _mended(piece: str) -> str:
    if len(piece) > LONGEST or not possible(piece):
        return piece
    from ftfy import fix_encoding  # it takes a while to load, and is needed for few files

    better = fix_encoding(piece)
    return better if len(better) < len(piece) and "\ufffd" not in better else piece
