"""How the blocks that tell of one lead are drawn: as HTML of the browser's own, every text in which is escaped."""

from __future__ import annotations

from collections.abc import Sequence

from leaddash.blocks.story import Event, Events, Facts, Finding, Month
from leaddash.ui import screen
from leaddash.ui.page import Page, put
from leaddash.ui.tables import Html, escaped


@put.register(Finding)
def _finding(part: Finding, _page: Page) -> None:
    screen.html(finding(part))


@put.register(Facts)
def _facts(part: Facts, _page: Page) -> None:
    screen.html(facts(part))


@put.register(Events)
def _events(part: Events, _page: Page) -> None:
    screen.html(events(part))


def finding(said: Finding) -> Html:
    """The sentence that a lead opens with, its amount in the colour of what it means, and the one below it."""
    before, marked, after = said.text.partition(said.marked) if said.marked else (said.text, "", "")
    amount = f'<b class="{said.tone}">{escaped(marked)}</b>' if marked else ""
    more = f'<p class="leaddash-more">{escaped(said.more)}</p>' if said.more else ""
    text = f"{escaped(before)}{amount}{escaped(after)}"
    return Html(f'<p class="leaddash-finding" role="status">{text}</p>{more}')


def facts(known: Facts) -> Html:
    """What is known of a lead, each under its name."""
    told = "".join(
        f'<div><dt>{escaped(fact.label)}</dt><dd class="{fact.tone}">{escaped(fact.value)}</dd></div>'
        for fact in known.facts
    )
    return Html(f'<dl class="leaddash-facts">{told}</dl>')


def events(happened: Events) -> Html:
    """What happened, month by month, each month and each line that stands for several to be unfolded."""
    months = "".join(map(_month, happened.months))
    return Html(f'<section class="leaddash-events" aria-label="{escaped(happened.title)}">{months}</section>')


def _month(month: Month) -> str:
    head = f"<summary><b>{escaped(month.name)}</b> <span>{escaped(month.summary)}</span></summary>"
    return f"<details{' open' if month.is_open else ''}>{head}{_list(month.events)}</details>"


def _list(happened: Sequence[Event]) -> str:
    return f'<div role="list">{"".join(map(_event, happened))}</div>'


def _event(event: Event) -> str:
    """A line of a list; one that stands for several unfolds them."""
    cells = {"day": event.day, "time": event.time, "what": event.what, "detail": event.detail, "who": event.who}
    line = "".join(f'<span class="{name}">{escaped(text)}</span>' for name, text in cells.items())
    if event.folded:
        inner = f'<summary class="line">{line}</summary>{_list(event.folded)}'
        return f'<div role="listitem"><details>{inner}</details></div>'
    looks = {"milestone": event.is_milestone, "small": event.is_small, event.tone: bool(event.tone)}
    names = " ".join(["line", *(name for name, holds in looks.items() if holds)])
    return f'<div role="listitem" class="{names}">{line}</div>'
