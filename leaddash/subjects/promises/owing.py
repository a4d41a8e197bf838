"""Who owes what at one moment: the sentence, the list to work down, and how often promises are kept."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pandas as pd

from leaddash.blocks.ask import Ask, before, trend
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.kinds import Kind, of_kind
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Choice, Columns, Download, Figures, Heading, Line, Note, Row, Sentence, Table, Tick
from leaddash.subjects.promises.metrics.at_risk import at_risk
from leaddash.subjects.promises.metrics.sla import sla
from leaddash.subjects.promises.metrics.sla_trend import sla_trend
from leaddash.subjects.promises.next_hour import next_hour
from leaddash.subjects.promises.owed import owed
from leaddash.subjects.promises.sentences import begin_sentence, owing_sentence, promise_headlines, sla_sentence
from leaddash.subjects.promises.tables import AT_RISK_KINDS, at_risk_table
from leaddash.subjects.promises.untold import unknown_promises
from leaddash.subjects.promises.wording import Clock, Known
from leaddash.subjects.promises.worklines import lines
from leaddash.subjects.promises.worklist import OWNER, WAYS, Worklist, to_begin_with, worklist

HERE = Path(__file__).parent
OWNERS, LEADS = HERE / "owners.sql", HERE / "owed_leads.sql"
LIVE = Tick("live", default=False)
MOST_TOLD = 10
"""People who are listed of those told within the hour; the heading counts all."""


def show_what_is_owed(ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """What is owed as of the moment asked, which is now while the page is live."""
    now, was, course, risks = ask.all(sla, before(sla), trend(sla_trend), at_risk)
    owing, words = owed(risks, ask.as_of), look.words
    by_owner = worklist(risks, ask.as_of, look.zone)
    kept = sla_sentence(now, was, None, words, ask.names(words))
    yield Sentence(owing_sentence(owing, words) if len(now) else kept, more=_begin(by_owner, ask, look))
    if unknown := unknown_promises(ask, set(now["promise"]), words):
        yield Note(unknown)
    if chosen.ticked(LIVE):
        yield Line(words("sla.at_risk_live", at=look.moment(ask.as_of)))
    beside = [*_next_hour(risks, ask, look)]
    beside += [Heading(words("sla.kept")), Line(kept)] if len(now) else []
    if len(risks):
        yield Columns((11, 4), [[*_list(by_owner, risks, ask, chosen, look)], beside])
    else:
        yield from beside
    yield Figures(promise_headlines(now, was, course, owing, words, ask.names(words)[1]))


def working_promises(ask: Ask) -> list[str]:
    """Promises whose clock is of working time."""
    return [promise.name for promise in ask.rules.promises if promise.clock == "working"]


def _begin(by_owner: Worklist, ask: Ask, look: Look) -> str:
    begin = to_begin_with(by_owner)
    name = ask.people().get(str(begin.key), str(begin.key)) if begin else ""
    month = look.words.day(look.local(ask.as_of).date(), "LLLL")
    return begin_sentence(begin, name, by_owner.nobody, month, look.words)


def _list(by_owner: Worklist, risks: pd.DataFrame, ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """The list under its heading, grouped as chosen; all its rows are in the download."""
    way = Choice("owing", look.named("owing.way", WAYS), OWNER, is_switch=True)
    by = chosen(way)
    owing = by_owner if by == OWNER else worklist(risks, ask.as_of, look.zone, by)
    yield Row([Heading(look.words("owing.title")), way])
    clock = Clock(look, ask.as_of)
    yield lines(owing, _known(owing, ask), clock)
    shown = partial(at_risk_table, risks, ask.people(), clock)
    yield Download(risks, "at-risk", shown=lambda _: shown(), kinds=AT_RISK_KINDS)


def _next_hour(risks: pd.DataFrame, ask: Ask, look: Look) -> Iterator[Block]:
    """Who is told of what within the hour, each person once."""
    people = ask.look_up(OWNERS).set_index("person_id")
    executives = sorted(people.index[people["role"] == "executive"])
    told, words = next_hour(risks, ask.as_of, _named(people["manager_id"]), executives), look.words
    if not told:
        yield Line(words("owing.next_hour_nobody"))
    else:
        yield Heading(words("owing.next_hour", n=len(told)))
        clock, names = Clock(look, ask.as_of), _named(people["name"])
        rows = {
            "notice_at": [clock.moment(one.first_at) for one in told],
            "told_who": [names.get(one.person, one.person) for one in told],
            "told_of": [words("owing.leads", n=one.leads) for one in told],
        }
        yield Table(pd.DataFrame(rows)[:MOST_TOLD], "next-hour", of_kind(Kind.TEXT, *rows), is_saved=False)


def _known(owing: Worklist, ask: Ask) -> Known:
    """What the people, and the leads that the list names, are called."""
    people = ask.look_up(OWNERS).set_index("person_id")
    leads = ask.look_up(LEADS, lead_ids=owing.lead_ids).set_index("lead_id")
    return Known(*(_named(column) for column in (people["name"], people["team"], leads["lead_name"], leads["company"])))


def _named(column: pd.Series) -> dict[str, str]:
    return {str(key): str(value) for key, value in column.dropna().items()}
