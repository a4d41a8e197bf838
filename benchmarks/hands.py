"""Sessions of the lab that drag the threshold as its page does, but draw nothing: only the server works for them.

What a page sends while a hand is on the panel is taken down once in a real browser; each session sends it again with
values of its own. As in the page, a hand moves every 16 ms, one request is in flight, and with the answer goes out
where the hand is by then; an input counts from the move to the changed sentence that knows of it.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.serving_lab import STEP_MS, sweep

SENTENCE = b"leaddash-sentence"
PANEL = "-weights"
"""How the id of the panel's state ends."""


class Taken:
    """What a page sent: its first message, and the first one with the hand on the panel."""

    def __init__(self, page: Page) -> None:
        self.address, self.sent = "", list[bytes]()
        page.on("websocket", self._watch)

    def _watch(self, socket: WebSocket) -> None:
        self.address = socket.url
        socket.on("framesent", lambda told: self.sent.append(told))

    @property
    def held(self) -> BackMsg:
        """The first message sent with the hand on the panel."""
        return next(told for told in map(BackMsg.FromString, self.sent) if _panel(told) is not None)


class Hand:
    """One session and its hand."""

    def __init__(self, socket: ClientConnection, held: BackMsg, shift: float) -> None:
        self.socket, self.held, self.shift = socket, BackMsg.FromString(held.SerializeToString()), shift
        state = json.loads(_panel(held) or "{}")["hand"]
        ((self.key, self.start),) = state["values"].items()
        self.state = state

    async def drag(self, seconds: float) -> list[float]:
        """Drag for some seconds; what each input took."""
        start, took, seq, known = time.perf_counter(), list[float](), 0, 0
        path = list(sweep(round(1000 * seconds / STEP_MS) + 1))
        while (now := time.perf_counter()) - start < seconds:
            seq, moves = seq + 1, int(1000 * (now - start) / STEP_MS) + 1
            await self._send(seq, self.start + self.shift + path[moves - 1])
            answered = await self.answer()
            took += [answered - start - each * STEP_MS / 1000 for each in range(known, moves)]
            known = moves
        return took

    async def _send(self, seq: int, value: float) -> None:
        told = {**self.state, "values": {self.key: round(value, 1)}, "seq": seq}
        for widget in self.held.rerun_script.widget_states.widgets:
            if widget.id.endswith(PANEL):
                widget.json_value = json.dumps({"hand": told})
        await self.socket.send(self.held.SerializeToString())

    async def answer(self) -> float:
        """Wait until everything is answered; the moment at which the sentence came."""
        said = None
        while True:
            told = await self.socket.recv(decode=False)
            said = time.perf_counter() if said is None and SENTENCE in told else said
            if said is not None and _ends(told):
                return said


@asynccontextmanager
async def hands(taken: Taken, count: int) -> AsyncIterator[list[Hand]]:
    """Some sessions, opened one after the other as the page was, each with its figures on screen."""
    found = list[Hand]()
    for place in range(count):
        socket = await connect(taken.address, subprotocols=[Subprotocol("streamlit")], max_size=None)
        await socket.send(taken.sent[0])
        found.append(Hand(socket, taken.held, shift=place / 2))
        await found[-1].answer()
    yield found
    await asyncio.gather(*(one.socket.close() for one in found))


def _ends(told: bytes) -> bool:
    return len(told) < 1000 and ForwardMsg.FromString(told).WhichOneof("type") == "script_finished"


def _panel(told: BackMsg) -> str | None:
    """The panel's state in a message, where a hand has moved it."""
    for widget in told.rerun_script.widget_states.widgets:
        if widget.id.endswith(PANEL) and '"held":"' in widget.json_value:
            return str(widget.json_value)
    return None
