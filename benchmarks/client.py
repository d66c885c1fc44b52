"""Visitors: sessions over Streamlit's websocket, as a browser holds them, without drawing anything.

    python -m benchmarks.client '{"address": "127.0.0.1:8501", "page": "governance", "sessions": 20, ...}'

runs one load in a process of its own, so that the visitors take nothing from the server's process, and prints the
answers' times as JSON. A visitor changes a filter, and counts the time from sending it to the end of the run.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

CARD = "-card-"  # in the id of each exhibit's container
NOT_FILTERS = ("language-switch", "filter-part")  # they lead to another page, or to another part of it
KEPT_RUNS = 2  # a browser keeps a large message for so many runs, and tells the server which it has
AT_ONCE = 10  # sessions that open at the same time before a load begins
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Failed(RuntimeError):
    """The server answered with an error, or not in time."""


@dataclass
class Filter:
    """A widget with a list of choices, as the page sent it."""

    id: str
    options: list[str]
    fragment: str  # the fragment that it stands in: a change reruns this alone; "" where it reruns the page
    chosen: str
    several: bool  # whether its value travels as a list
    set_here: bool  # whether the script sets the value, rather than the reader

    def next(self) -> None:
        self.chosen = self.options[(self.options.index(self.chosen) + 1) % len(self.options)]


@dataclass(frozen=True)
class Load:
    """How many visitors come, and what they do."""

    address: str
    page: str = ""
    sessions: int = 1
    pause: float = 0.0  # seconds between an answer and the next change
    seconds: float = 5.0  # after which nobody changes anything any more
    at_most: int = 2000  # changes by one visitor
    rerun: str = "page"  # of what: "page", "filter" (what a filter of the page concerns) or "card"
    timeout: float = 60.0


@dataclass
class Outcome:
    """What the visitors of one load saw."""

    times: list[float] = field(default_factory=list)  # seconds, of each answer without error
    errors: list[str] = field(default_factory=list)
    span: float = 0.0  # seconds from the first change to the last answer
    received: int = 0  # bytes
    client_share: float = 0.0  # of one core, used by this process
    cards: int | None = None  # exhibits drawn anew, in the answer with fewest


class Visitor:
    """One session with the page that it shows; "governance?part=workers" is one part of a page."""

    def __init__(self, address: str, page: str = "", timeout: float = 60.0) -> None:
        self.address = address
        self.page, _, self._query = page.partition("?")
        self.timeout = timeout
        self.filters: dict[str, Filter] = {}
        self.cards: set[str] = set()
        self.drawn: set[str] = set()  # cards in the last answer
        self.received = 0
        self.messages = 0
        self._connection: ClientConnection | None = None
        self._page_hash = ""
        self._kept: dict[str, int] = {}  # hash of a large message -> run in which it was last used
        self._run = 0

    async def __aenter__(self) -> Visitor:
        self._connection = await connect(
            f"ws://{self.address}/_stcore/stream",
            origin=f"http://{self.address}",  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            open_timeout=self.timeout,
            ping_interval=None,
            proxy=None,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._connection is not None:
            await self._connection.close()

    def find_filter(self, *, fragment: bool, named: str = "") -> Filter | None:
        """The first filter that stands on the page itself, or in a card; `named` is part of its name."""
        matching = (one for one in self.filters.values() if bool(one.fragment) is fragment and named in one.id)
        return next(matching, None)

    async def run(self, change: Filter | None = None, *, whole: bool = False) -> float:
        """Open the page or choose a filter's next value; the seconds until the run has ended.

        `whole` reruns the whole page even where the filter stands in a fragment.
        """
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = self._query
        asked.page_script_hash = self._page_hash
        asked.page_name = "" if self._page_hash else self.page
        asked.context_info.timezone = "UTC"
        asked.context_info.locale = "en-US"
        asked.context_info.url = f"http://{self.address}/{self.page}"
        asked.context_info.color_scheme = "light"
        asked.cached_message_hashes.extend(self._kept)
        if change is not None:
            change.next()
            asked.fragment_id = "" if whole else change.fragment
        for known in self.filters.values():
            state = asked.widget_states.widgets.add(id=known.id)
            if known.several:
                state.string_array_value.data.append(known.chosen)
            else:
                state.string_value = known.chosen
        begun = time.perf_counter()
        try:
            async with asyncio.timeout(self.timeout):
                await self._exchange(message.SerializeToString())
        except TimeoutError as late:
            raise Failed(f"no answer within {self.timeout:.0f} s") from late
        return time.perf_counter() - begun

    async def _exchange(self, message: bytes) -> None:
        assert self._connection is not None
        await self._connection.send(message)
        self._run += 1
        self.drawn = set()
        problem = None
        while True:
            raw = await self._connection.recv(decode=False)
            self.received += len(raw)
            self.messages += 1
            answer = ForwardMsg.FromString(raw)
            match answer.WhichOneof("type"):
                case "delta":
                    self._keep(answer)
                    problem = problem or self._read(answer.delta)
                case "ref_hash":
                    self._kept[answer.ref_hash] = self._run
                case "page_info_changed":
                    self._query = answer.page_info_changed.query_string
                case "navigation":
                    self._page_hash = answer.navigation.page_script_hash
                case "new_session":
                    self._page_hash = self._page_hash or answer.new_session.page_script_hash
                case "page_not_found":
                    problem = "no such page"
                case "session_event":
                    problem = "the script did not compile"
                case "script_finished" if answer.script_finished in FINISHED:
                    break
        self._kept = {known: run for known, run in self._kept.items() if self._run - run < KEPT_RUNS}
        if problem:
            raise Failed(f"/{self.page}: {problem}")

    def _keep(self, answer: ForwardMsg) -> None:
        if answer.metadata.cacheable:
            self._kept[answer.hash] = self._run

    def _read(self, delta: Delta) -> str | None:
        """Take note of cards and filters; returns what the page says went wrong."""
        if delta.WhichOneof("type") == "add_block":
            if CARD in delta.add_block.id:
                self.cards.add(delta.add_block.id)
                self.drawn.add(delta.add_block.id)
            return None
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            return f"{element.exception.type}: {element.exception.message}"
        if kind == "alert" and element.alert.format == Alert.ERROR:
            return element.alert.body
        if found := _as_filter(element, delta.fragment_id):
            known = self.filters.get(found.id)
            if known and not found.set_here and known.chosen in found.options:
                found.chosen = known.chosen  # a browser keeps what was chosen, unless the script sets it
            self.filters[found.id] = found
        return None


def _as_filter(element: Element, fragment: str) -> Filter | None:
    match element.WhichOneof("type"):
        case "selectbox":
            box = element.selectbox
            options = list(box.options)
            given = [box.raw_value] if box.raw_value else [options[box.default]] if options else []
            found = Filter(box.id, options, fragment, "".join(given), several=False, set_here=box.set_value)
        case "button_group":
            group = element.button_group
            options = [option.content for option in group.options]
            given = list(group.raw_values) or [options[number] for number in group.default]
            found = Filter(group.id, options, fragment, "".join(given), several=True, set_here=group.set_value)
        case "slider" if element.slider.options:
            slider = element.slider
            options = list(slider.options)
            given = list(slider.raw_value) or [options[int(number)] for number in slider.default]
            found = Filter(slider.id, options, fragment, "".join(given), several=True, set_here=slider.set_value)
        case _:
            return None
    usable = (
        len(found.options) > 1 and found.chosen in found.options and not any(name in found.id for name in NOT_FILTERS)
    )
    return found if usable else None


async def load(wanted: Load) -> Outcome:
    """Let the visitors of one load come, wait until all have the page, and time what they do then."""
    outcome = Outcome()
    visitors: list[Visitor] = []
    gate = asyncio.Semaphore(AT_ONCE)

    async def arrive(number: int) -> None:
        visitor = Visitor(wanted.address, wanted.page, wanted.timeout)
        async with gate:
            try:
                await visitor.__aenter__()
                await visitor.run()
            except (Failed, OSError) as error:
                outcome.errors.append(f"first page: {error}")
                return
        found = _change(visitor, wanted)
        for _ in range(number if found else 0):  # so that they do not all choose the same
            found.next()  # type: ignore[union-attr]
        visitors.append(visitor)

    await asyncio.gather(*(arrive(number) for number in range(wanted.sessions)))
    received = sum(visitor.received for visitor in visitors)
    used = _processor_time()
    begun = time.perf_counter()
    await asyncio.gather(*(_visit(v, n, wanted, begun, outcome) for n, v in enumerate(visitors)))
    outcome.span = time.perf_counter() - begun
    outcome.client_share = (_processor_time() - used) / outcome.span
    outcome.received = sum(visitor.received for visitor in visitors) - received
    await asyncio.gather(*(visitor.__aexit__() for visitor in visitors))
    return outcome


def _change(visitor: Visitor, wanted: Load) -> Filter | None:
    """What is changed.

    For the whole page, the filter of a card, sent as if it stood on the page: those that do stand there rerun only the
    cards that they concern. A peer's page has no cards, and reruns whole by any filter.
    """
    if wanted.rerun == "filter":
        return visitor.find_filter(fragment=False, named="filter-")
    in_card = visitor.find_filter(fragment=True)
    return in_card if in_card or wanted.rerun == "card" else visitor.find_filter(fragment=False)


async def _visit(visitor: Visitor, number: int, wanted: Load, begun: float, outcome: Outcome) -> None:
    await asyncio.sleep(wanted.pause * number / wanted.sessions)  # people do not click in step
    change = _change(visitor, wanted)
    filter_id = change.id if change else ""
    for _ in range(wanted.at_most):
        if time.perf_counter() - begun >= wanted.seconds:
            return
        try:
            took = await visitor.run(visitor.filters.get(filter_id), whole=wanted.rerun == "page")
        except Exception as error:  # whatever goes wrong is an error of the request
            outcome.errors.append(f"{type(error).__name__}: {error}"[:200])
            return
        outcome.times.append(took)
        outcome.cards = len(visitor.drawn) if outcome.cards is None else min(outcome.cards, len(visitor.drawn))
        await asyncio.sleep(wanted.pause)


def _processor_time() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main(arguments: Sequence[str]) -> None:
    outcome = asyncio.run(load(Load(**json.loads(arguments[0]))))
    json.dump(asdict(outcome), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
