"""One lead's story: its finding, what is known of it, its life as lanes, what happened, what its columns say."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pandas as pd

from leaddash import agreement
from leaddash.blocks.ask import Ask, looked_up
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.kinds import Kind, of_kind
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Chart, Choice, Download, Fold, Heading, Link, Note, Notice, Row, Table
from leaddash.blocks.story import Facts
from leaddash.boards.leads.life_of import life_of
from leaddash.snapshots import Snapshot
from leaddash.subjects.lab.metrics.score_ledger import score_ledger
from leaddash.subjects.lab.proposal import proposal
from leaddash.subjects.lab.tables import ledger_table
from leaddash.subjects.leads import head
from leaddash.subjects.leads.charts.lanes import has_lanes, is_long, lanes
from leaddash.subjects.leads.events import events
from leaddash.subjects.leads.finding import finding
from leaddash.subjects.leads.life import Life
from leaddash.subjects.leads.tables import lanes_table, promises_table
from leaddash.words import Words

HERE = Path(__file__).parent
TIMELINE, FACTS = HERE / "lead_timeline.sql", HERE / "lead_facts.sql"
LONGEST_CELL = 300
FEW_BRIEFLY = 6
"""Lines of events that stand open where there is little room."""


def show_lead(ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """All of the lead of the link, by the as-of moment; its name is the page's heading."""
    life = life_of(ask, chosen.get("lead"))
    if life is None:
        yield Notice(look.words("leads.unknown", lead=chosen.get("lead")))
        return
    yield from _about(life, chosen, look)
    yield finding(life, look)
    yield Facts(head.facts(life, look))
    if has_lanes(life):
        yield from _lanes(life, chosen, look)
    yield Heading(look.words("events.title"))
    yield events(life, look)
    yield _download(life)
    yield Fold(look.words("leads.facts"), partial(_facts, ask, life, look))
    yield from _ledgers(ask, life, chosen, look)


def show_lead_briefly(ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """The same where there is little room: under its name what is worst, what is known, promises and what happened."""
    life = life_of(ask, chosen.get("lead"))
    if life is None:
        yield Notice(look.words("leads.unknown", lead=chosen.get("lead")))
        return
    yield Heading(life.name)
    if told := head.about(life):
        yield Note(told)
    yield finding(life, look)
    yield Facts(head.facts(life, look))
    if life.promises:
        yield Heading(look.words("leads.promises"))
        yield promises_table(life, look)
    yield Heading(look.words("events.title"))
    yield events(life, look, FEW_BRIEFLY)
    yield from _ledgers(ask, life, chosen, look)


def lead_name(ask: Ask, lead_id: str) -> str:
    """What a lead is called that was known by the as-of moment; nothing of any other."""
    life = life_of(ask, lead_id)
    return life.name if life else ""


def is_list_asked(chosen: Chosen) -> bool:
    """Whether a link asks for a list beside its lead."""
    return bool(chosen.get("list") or chosen.get("figure"))


def is_lead_alone(chosen: Chosen) -> bool:
    """Whether a link asks for one lead and no list."""
    return bool(chosen.get("lead")) and not is_list_asked(chosen)


def _about(life: Life, chosen: Chosen, look: Look) -> Iterator[Block]:
    """Who it is, and the way back to the list."""
    back = [Link(look.words("leads.back"), "leads", {"lead": ""})] if is_list_asked(chosen) else []
    told = [Note(head.about(life))] if head.about(life) else []
    if told or back:
        yield Row([*told, *back])


def _lanes(life: Life, chosen: Chosen, look: Look) -> Iterator[Block]:
    """The lanes; of a long life those of its last pass, unless all of it is wanted."""
    which = Choice("life", look.named("life", ("last", "whole")), "last", is_switch=True)
    is_choice = is_long(life)
    if is_choice:
        yield which
    picture = lanes(life, look, is_whole=not is_choice or chosen(which) == "whole")
    yield Chart(picture, lanes_table(life, look))


def _download(life: Life) -> Download:
    """Everything that happened, raw and to the second."""

    def every(snapshot: Snapshot) -> pd.DataFrame:
        return looked_up(snapshot, TIMELINE, lead_id=life.lead_id, as_of=life.as_of)

    return Download(every, "lead", [life.lead_id])


def _ledgers(ask: Ask, life: Life, chosen: Chosen, look: Look) -> Iterator[Block]:
    """What the lead's score is made of, as agreed and under the proposal of the link."""
    now = proposal(ask.rules, chosen)
    under = {"title": ask.unfiltered()}
    if not now.changes_nothing:
        under["proposed"] = under["title"].under(agreement.under(now, ask.rules))
    for name, asked in under.items():
        ledger = asked(score_ledger, lead=life.lead_id)
        score = look.words.number(float(ledger["contribution"].sum()) + 0.0, 1)
        show = partial(_ledger, ledger, name, ask, look)
        yield Fold(look.words(f"lab.ledger.{name}", score=score), show)


def _ledger(ledger: pd.DataFrame, name: str, ask: Ask, look: Look) -> Iterator[Block]:
    yield ledger_table(ledger, look.words, ask.rules.timezone, f"ledger-{name}")


def _facts(ask: Ask, life: Life, look: Look) -> Iterator[Block]:
    """What the lead's columns say."""
    known = ask.look_up(FACTS, lead_id=life.lead_id)
    names = [_column_name(name, look.words) for name in known["column_name"]]
    cells = [_fact(name, cell, look) for name, cell in zip(known["column_name"], known["cell"], strict=True)]
    frame = pd.DataFrame({"fact": names, "cell": cells})
    yield Table(frame, "", of_kind(Kind.TEXT, *frame.columns), is_saved=False)


def _fact(name: str, cell: str, look: Look) -> str:
    """What a column says of the lead; its creation in local time."""
    return look.moment(pd.Timestamp(cell), look.words("style.minute")) if name == "created_at" else cell[:LONGEST_CELL]


def _column_name(name: str, words: Words) -> str:
    known = [key for key in (f"dimension.{name}", f"column.{name}") if words.has(key)]
    return words(known[0]) if known else name.replace("_", " ")
