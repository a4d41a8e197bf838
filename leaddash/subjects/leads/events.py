"""What happened to one lead in words, as the blocks that show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from leaddash.blocks.look import Look
from leaddash.blocks.story import Event, Events, Month
from leaddash.subjects.leads import happenings, saying
from leaddash.subjects.leads.happenings import Happening, Line
from leaddash.subjects.leads.life import Act, Deal, Holding, Life, Pass, Promise, Stay
from leaddash.words import Words, promise_name

FEW_LINES = 8
"""Months stand open, the newest first, until so many lines are read."""
LONGEST = 300
NO_BREAK = "\u00a0"


def events(life: Life, look: Look, few_lines: int = FEW_LINES) -> Events:
    """What happened, the newest first; the older months folded."""
    found, shown = list[Month](), 0
    for (year, month), lines in happenings.months(life, look):
        name = look.words.day(date(year, month, 1), look.words("style.month"))
        told = [_line(line, life, look) for line in lines]
        found.append(Month(name, _summary(lines, look.words), told, is_open=shown < few_lines))
        shown += len(lines)
    return Events(found, look.words("events.title"))


def _line(line: Line, life: Life, look: Look) -> Event:
    if len(line) == 1:
        return _event(line[0], life, look)
    counts = Counter(_small_kind(happening) for happening in line)
    told = [_counted(kind, count, look.words) for kind, count in counts.most_common()]
    folded = [_event(happening, life, look) for happening in line]
    newest, oldest = (look.short_day(happening.at, life.as_of) for happening in (line[0], line[-1]))
    since = look.words("events.since", day=oldest) if oldest != newest else ""
    return Event(newest, "", look.words.listed(told), since, folded=folded)


def _small_kind(happening: Happening) -> str:
    of = happening.of
    return of.activity_type if isinstance(of, Act) and not of.is_automatic else "automatic"


def _counted(kind: str, count: int, words: Words) -> str:
    return words(f"small.{kind}", n=count)


def _event(happening: Happening, life: Life, look: Look) -> Event:
    words, of = look.words, happening.of
    what, more, person, tone = happening.kind, "", "", ""
    if isinstance(of, Act):
        what, more, person = saying.act_name(of, words), detail(of, words), who(of, words)
    elif isinstance(of, Holding):
        what, more = words("events.owner", person=of.name), of.team or ""
    elif isinstance(of, Deal):
        what, more = deal_in_words(of, words)
    elif isinstance(of, Promise):
        what, more, tone = _promised(of, happening.kind, words)
    elif isinstance(of, Pass):
        what, more = words(f"exit.{of.exit}"), _listed(of.reason, _estimated(of, words))
        tone = "lost" if of.exit == "lost" else ""
    else:
        what, more = _entered(of, life, words)
    local = look.local(happening.at)
    return Event(
        look.short_day(happening.at, life.as_of),
        words.moment(local, "HH:mm"),
        what,
        more[:LONGEST],
        person,
        tone,
        happening.is_milestone,
        happening.is_small,
    )


def _entered(stay: Stay | None, life: Life, words: Words) -> tuple[str, str]:
    """What a stage is called, of which pass it is where there are several, and whether its moment is known."""
    if stay is None:
        return words("events.created"), ""
    passed = words("events.pass", n=stay.episode) if len(life.passes) > 1 else ""
    return words(f"stage.{stay.stage}"), _listed(passed, _estimated(stay, words))


def _estimated(of: Stay | Pass, words: Words) -> str:
    return words("events.estimated") if of.is_estimated else ""


def detail(act: Act, words: Words) -> str:
    """What it was about, whether somebody got through, and its points."""
    reached = "" if act.outcome is None else saying.named("reached", act.outcome, words)
    points = f"+{_points(act.points, words)}" if act.points and act.points > 0 else ""
    lost = f"−{_points(-act.points, words)}" if act.points and act.points < 0 else ""
    return _listed(act.asset, reached, points or lost)


def _points(points: float, words: Words) -> str:
    decimals = 0 if float(points).is_integer() else 1
    return words("events.points", n=points if decimals else int(points), points=words.number(points, decimals))


def who(act: Act, words: Words) -> str:
    """By whom it was done."""
    if act.name:
        return act.name
    return words("events.automatic") if act.is_automatic else words("events.lead")


def deal_in_words(deal: Deal, words: Words) -> tuple[str, str]:
    """What became of a deal, and what changed with it: its amount, its close date, what it is called."""
    more = _listed(_amount(deal, words), _close_date(deal, words), _category(deal, words))
    if deal.stage is None:
        return words("events.deal_opened" if deal.is_first else "events.deal_changed"), more
    stage = saying.named("deal", deal.stage, words)
    return words("events.deal", stage=stage), more


def _amount(deal: Deal, words: Words) -> str:
    if deal.amount is None:
        return ""
    amount = NO_BREAK.join(filter(None, [words.number(deal.amount), deal.currency]))
    if deal.was_amount is None or deal.was_amount == deal.amount:
        return amount
    return words("events.deal_from", before=words.number(deal.was_amount), after=amount)


def _close_date(deal: Deal, words: Words) -> str:
    if deal.close_date is None or deal.close_date == deal.was_close_date:
        return ""
    day = words.day(deal.close_date)
    if deal.was_close_date is not None:
        day = words("events.deal_from", before=words.day(deal.was_close_date), after=day)
    return words("events.deal_closes", day=day)


def _category(deal: Deal, words: Words) -> str:
    if deal.category is None or deal.category == deal.was_category:
        return ""
    return words("events.deal_called", category=deal.category)


def _promised(promise: Promise, kind: str, words: Words) -> tuple[str, str, str]:
    """A promise kept, or that it fell due unkept with what became of it."""
    name = promise_name(promise.name, words)
    if kind == "kept":
        return words("events.kept", promise=name), saying.time_left(promise, words), "kept"
    tone = "late" if promise.is_open else "lost"
    return words("events.missed", promise=name), missed(promise, words), tone


def missed(promise: Promise, words: Words) -> str:
    """How late a promise was kept that was not kept in time; or how long it is open."""
    if promise.is_open:
        return words("promise_time.open", time=saying.time_left(promise, words))
    if promise.stop_at is None:
        return words("promise_time.never")
    return words("promise_time.kept", time=saying.time_left(promise, words))


def _summary(lines: Sequence[Line], words: Words) -> str:
    """How many of each a month holds."""
    every = [happening for line in lines for happening in line]
    acts = [happening.of for happening in every if isinstance(happening.of, Act) and not happening.is_small]
    counts = {
        "stages": sum(happening.kind == "stage" for happening in every),
        "owners": sum(happening.kind == "owner" for happening in every),
        "deals": sum(happening.kind == "deal" for happening in every),
        "touches": sum(act.is_touch for act in acts),
        "acts": sum(act.is_of_lead and not act.is_touch for act in acts),
        "small": sum(happening.is_small for happening in every),
    }
    return ", ".join(words(f"month.{name}", n=count) for name, count in counts.items() if count)


def _listed(*parts: str | None) -> str:
    return " · ".join(filter(None, parts))
