"""Numbers and amounts as systems and people write them: 2.775,00 €, €2,775.00, 2 775,00, 1’234.50, 85.00 %.

1.234 may be a thousand or one and a bit: the column has to tell, or the manager.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Literal

from babel.numbers import list_currencies

from lma_data.enrolment.folding import compatible, short
from lma_data.enrolment.model import BadValue, Message
from lma_data.i18n import N_

Mark = Literal["", ".", ","]
Found = Literal["", ".", ",", "ambiguous", "mixed"]
LONGEST = 40

_BODY = re.compile(r"[+-]?(?:\d[\d .,']*|[.,]\d+)")
_UNITS = {"%", "percent", "per cent", "pour cent", "pts", "points", "ans", "an", "annee", "annees", "années", "année"}
_UNITS |= {"year", "years", "yrs", "min", "mins", "minutes", "minute"}
_NAMED = {
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "us$": "USD",
    "$us": "USD",
    "£": "GBP",
    "$": "$",
    "¥": "¥",
    "₹": "INR",
}
_NAMED |= {"fcfa": "FCFA", "f cfa": "FCFA", "cfa": "FCFA", "dollars": "$", "us dollars": "USD"}
_DURATION = re.compile(
    r"(?:(\d+) ?h(?:ours?|eures?|rs?)?)? ?(?:(\d+) ?m(?:in(?:utes?)?)?\.?)? ?(?:(\d+) ?s(?:ec(?:ondes?|onds?)?)?\.?)?"
)


class MarkNeeded(BadValue):
    """1.234 has two meanings: the decimal mark of its column is to be known first."""


def read(text: str, mark: Mark = "", currency: str = "") -> Decimal:
    """The number in a text; with `currency`, an amount in that currency. BadValue, or MarkNeeded if it has two meanings."""
    body, unit = _parts(text)
    _check_unit(unit, currency, text)
    found = _mark(body)
    if found is None:
        raise _not_a_number(text)
    if found == "ambiguous":
        if not mark:
            value = Message(N_("“{value}” can be read with thousands or with decimals."), {"value": short(text)})
            raise MarkNeeded(value)
        found = mark
    whole, _, decimals = body.rpartition(found) if found and found in body else (body, "", "")
    return Decimal(f"{re.sub(r'[ .,]', '', whole) or '0'}.{decimals or '0'}".replace("'", ""))


def canonical(number: Decimal) -> str:
    """2775, 85.5, -0.25: no zeros at the end, a dot, never an exponent."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def minutes(text: str) -> Decimal | None:
    """19m 26s, 1h 2m, 21 min: the minutes, to a hundredth; None where the text is no duration."""
    match = _DURATION.fullmatch(compatible(text[: LONGEST + 1]))
    if not match or not any(match.groups()):
        return None
    hours, mins, seconds = (int(part or 0) for part in match.groups())
    return round(Decimal(hours * 3600 + mins * 60 + seconds) / 60, 2)


def decimal_mark(texts: Iterable[str]) -> Found:
    """The decimal mark of a column, as its values tell; "" where no value needs one to be known."""
    found = {_mark(_parts(text)[0]) for text in texts}
    if {".", ","} <= found:
        return "mixed"
    for mark in (".", ","):
        if mark in found:
            return mark
    return "ambiguous" if "ambiguous" in found else ""


def _parts(text: str) -> tuple[str, str]:
    """The digits with their marks, and what stands around them: "€ 2,775.00" -> "2,775.00", "€"."""
    if len(text) > LONGEST:
        return "", text
    folded = re.sub(r"[’‘´`ʼ′]", "'", compatible(text)).replace("\u2212", "-").replace("–", "-")
    bodies = _BODY.findall(folded)
    if len(bodies) != 1 or not folded.isprintable():
        return "", folded
    before, _, after = folded.partition(bodies[0])
    if bodies[0][-1] in ".,":
        after = after.lstrip("- ")  # 2'775.-
    sign = "-" if before.strip() == "-" else ""  # "- € 5"
    body = bodies[0].rstrip(" .,'")
    return sign + body.replace("+", ""), " ".join([before.strip(" -"), after.strip(" .")]).strip()


def _mark(body: str) -> Mark | Literal["ambiguous"] | None:
    """The decimal mark of one number; "" if it has none, None if it is not written as numbers are."""
    body = body.lstrip("-")
    marks = [letter for letter in body if letter in ".,"]
    grouped = " " in body or "'" in body
    if not body:
        return None
    if not marks:
        return "" if not grouped or _groups(body, " '") else None
    last = marks[-1]
    whole, _, decimals = body.rpartition(last)
    if len(set(marks)) == 2 or (grouped and len(marks) == 1):
        others = " '" + ("," if last == "." else ".")
        return last if decimals.isdigit() and marks.count(last) == 1 and _groups(whole, others) else None  # type: ignore[return-value]
    if len(marks) > 1:
        return ("," if last == "." else ".") if not grouped and _groups(body, last) else None
    if len(decimals) != 3 or len(whole) > 3 or whole in {"", "0"}:
        return last  # type: ignore[return-value]
    return "ambiguous"


def _groups(text: str, marks: str) -> bool:
    """Whether digits stand in threes between marks of one kind: 1 234 567."""
    used = {letter for letter in text if letter in marks}
    if not used:
        return text.isdigit()
    return len(used) == 1 and re.fullmatch(rf"\d{{1,3}}(?:{re.escape(used.pop())}\d{{3}})+", text) is not None


def _check_unit(unit: str, currency: str, text: str) -> None:
    """The unit of a number may be per cent or years, that of an amount nothing but its currency: "€", "EUR", "€ EUR"."""
    if not unit or (not currency and unit in _UNITS):
        return
    said = {_NAMED.get(word, word.upper()) for word in ([unit] if unit in _NAMED else unit.split())}
    code = said.pop()
    if currency and code == currency and not said:
        return
    if not said and (code in _currencies() or code in _NAMED.values()):
        facts = {"value": short(text), "other": code, "currency": currency or "–"}
        says = N_("“{value}” is in {other}, the course’s price in {currency}: amounts are not converted.")
        raise BadValue(Message(says, facts))
    raise _not_a_number(text)


def _not_a_number(text: str) -> BadValue:
    return BadValue(Message(N_("“{value}” is not a number that can be read."), {"value": short(text)}))


@cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())
