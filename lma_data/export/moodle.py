"""Teams as files for Moodle: the groups, and who belongs to them.

Moodle's own import of groups makes groups and puts nobody into them; members come with its upload of users (a site
administrator's), or by a plugin for bulk enrolment. Its older versions cut lines of groups at every comma, quoted or not, so
no text of ours has a comma, a quote or a line end.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from lma_data import escaping

_BREAKS = re.compile(r"[,;\"\r\n\t]+")


def group_name(word: str, team: int, teams: int) -> str:
    """ "Team 03": with as many digits as the last one, so that Moodle sorts them."""
    return f"{plain(word)} {team + 1:0{len(str(teams))}}"


def plain(text: str) -> str:
    """A text that no version of Moodle's import cuts in two, and no spreadsheet takes for a formula."""
    return escaping.escaped(" ".join(_BREAKS.sub(" ", text).split()))


def groups(names: Sequence[str], description: str, grouping: str) -> bytes:
    """For Participants > Groups > Import groups: a line a group. No byte order mark: older versions trip over it."""
    head = ["groupname", "description", "groupingname"]
    return _csv(head, ([name, plain(description), plain(grouping)] for name in names)).encode()


def uploaded_users(members: Iterable[tuple[str, str]], course: str) -> bytes:
    """For Site administration > Users > Upload users, (address, group): a line a person, who is in the course already."""
    rows = ([_address(email), _address(email), plain(course), group] for email, group in members)
    return _csv(["username", "email", "course1", "group1"], rows).encode()


def bulk_enrolment(members: Iterable[tuple[str, str]]) -> bytes:
    """For the plugin "Bulk enrolments" (local_mass_enroll), (address, group): who, and into which group."""
    return _csv(["email", "group"], ([_address(email), group] for email, group in members)).encode()


def _address(email: str) -> str:
    return escaping.escaped(email.strip().lower())


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()
