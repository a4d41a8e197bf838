"""An open page: what it asks, how its reader sees, and the blocks it draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import singledispatch

from leaddash.agreement import Agreement
from leaddash.blocks.ask import Ask
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.opening import opened
from leaddash.snapshots import Snapshot
from leaddash.ui import state
from leaddash.words import Words

Show = Callable[[Ask, Chosen, Look], Iterator[Block]]


@dataclass(frozen=True)
class Page:
    """What a script has opened: its name, the questions in the scope of its filters, and the reader's look."""

    key: str
    ask: Ask
    look: Look

    @property
    def words(self) -> Words:
        """The reader's words."""
        return self.look.words

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot it asks."""
        return self.ask.snapshot

    @property
    def rules(self) -> Agreement:
        """The agreement it is under."""
        return self.ask.rules

    def asking(self, ask: Ask) -> Page:
        """The page with other questions."""
        return replace(self, ask=ask)

    def under(self, rules: Agreement) -> Page:
        """The page as it is under another agreement."""
        return self.asking(self.ask.under(rules))

    def draw(self, show: Show) -> None:
        """Draw all that a page shows, opened by its sentence and what its numbers rest on."""
        self.put(opened(show(self.ask, state.chosen(), self.look), self.ask, self.words))

    def put(self, parts: Iterable[Block]) -> None:
        """Draw some blocks, one below the other."""
        for part in parts:
            put(part, self)


@singledispatch
def put(part: Block, page: Page) -> None:
    """Draw a block; how each kind is drawn stands in `parts`, `lists` and `made_later`."""
    raise TypeError(f"{type(part).__name__} has no way to be drawn on the page {page.key}")
