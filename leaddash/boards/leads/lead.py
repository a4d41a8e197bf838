"""One lead's story: everything that happened to it, the promises made about it, and what its columns say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from leaddash import agreement
from leaddash.blocks.ask import Ask
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.kinds import Kind, of_kind
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Columns, Heading, Note, Notice, Table
from leaddash.subjects.lab.metrics.score_ledger import score_ledger
from leaddash.subjects.lab.proposal import proposal
from leaddash.subjects.lab.tables import ledger_table
from leaddash.subjects.promises.of_lead import promises_of
from leaddash.words import Words, promise_name

HERE = Path(__file__).parent
TIMELINE, FACTS = HERE / "lead_timeline.sql", HERE / "lead_facts.sql"
LONGEST_CELL = 300


def show_lead(ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """Everything that happened to the lead of the link, by the as-of moment, and what its columns say."""
    lead_id, words = chosen.get("lead"), look.words
    if not lead_id:
        yield Note(words("leads.choose"))
        return
    timeline = ask.look_up(TIMELINE, lead_id=lead_id, as_of=ask.as_of)
    if timeline.empty:
        yield Notice(words("leads.unknown", lead=lead_id))
        return
    yield Heading(words("leads.timeline", lead=lead_id))
    events = _texts(_in_words(timeline, look), f"lead-{lead_id}", timeline)
    yield Columns((3, 1), [[events], [_texts(_facts(ask, lead_id, look))]])
    yield from _promises(ask, lead_id, look)
    yield from _ledgers(ask, lead_id, chosen, look)


def _promises(ask: Ask, lead_id: str, look: Look) -> Iterator[Block]:
    """The clocks that ran for the lead: what was promised, when it fell due, how it stands."""
    frame = promises_of(ask.snapshot, ask.question(), lead_id)
    if frame.empty:
        return
    stops = frame["stop_at"].fillna(frame["left_at"])
    columns = {
        "promise": [promise_name(name, look.words) for name in frame["promise"]],
        "state": [look.words(f"state.{state}") for state in frame["state"]],
        "started_at": [look.moment(moment) for moment in frame["started_at"]],
        "due_at": [look.moment(moment) for moment in frame["due_at"]],
        "closed_at": [look.moment(moment) for moment in stops],
    }
    yield Heading(look.words("leads.promises"))
    yield _texts(pd.DataFrame(columns))


def _ledgers(ask: Ask, lead_id: str, chosen: Chosen, look: Look) -> Iterator[Block]:
    """What the lead's score is made of, as agreed and under the proposal of the link."""
    now = proposal(ask.rules, chosen)
    under = {"title": ask}
    if not now.changes_nothing:
        under["proposed"] = ask.under(agreement.under(now, ask.rules))
    for name, asked in under.items():
        ledger = asked(score_ledger, lead=lead_id)
        score = look.words.number(float(ledger["contribution"].sum()), 1)
        yield Heading(look.words(f"lab.ledger.{name}", score=score))
        yield ledger_table(ledger, look.words, ask.rules.timezone, f"ledger-{name}")


def _facts(ask: Ask, lead_id: str, look: Look) -> pd.DataFrame:
    facts = ask.look_up(FACTS, lead_id=lead_id)
    names = [_column_name(name, look.words) for name in facts["column_name"]]
    cells = [_fact(name, cell, look) for name, cell in zip(facts["column_name"], facts["cell"], strict=True)]
    return pd.DataFrame({"fact": names, "cell": cells})


def _fact(name: str, cell: str, look: Look) -> str:
    """What a column says of the lead; its creation as the timeline beside tells it, in local time."""
    return look.moment(pd.Timestamp(cell)) if name == "created_at" else cell[:LONGEST_CELL]


def _column_name(name: str, words: Words) -> str:
    known = [key for key in (f"dimension.{name}", f"column.{name}") if words.has(key)]
    return words(known[0]) if known else name.replace("_", " ")


def _in_words(timeline: pd.DataFrame, look: Look) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "happened_at": [look.moment(moment) for moment in timeline["happened_at"]],
            "kind": [look.words(f"timeline.{kind}") for kind in timeline["kind"]],
            "what": [_what(row, look.words) for row in timeline.itertuples()],
            "detail": [_detail(row, look.words) for row in timeline.itertuples()],
            "person": timeline["person"].fillna("").astype(str),
        }
    )


def _what(row: Any, words: Words) -> str:
    if not isinstance(row.what, str):
        return ""
    known = [key for key in (f"stage.{row.what}", f"exit.{row.what}", f"activity.{row.what}") if words.has(key)]
    return words(known[0]) if known else row.what.replace("_", " ")


def _detail(row: Any, words: Words) -> str:
    detail = row.detail if isinstance(row.detail, str) else ""
    if row.kind == "stage":
        how = words(f"timeline.{detail}") if detail else ""
        return ", ".join(filter(None, [words("timeline.pass", n=int(row.episode)), how]))
    return detail[:LONGEST_CELL]


def _texts(frame: pd.DataFrame, name: str = "", full: pd.DataFrame | None = None) -> Table:
    """A table of texts; one with a name can be saved."""
    return Table(frame, name, of_kind(Kind.TEXT, *frame.columns), full=full, is_saved=bool(name))
