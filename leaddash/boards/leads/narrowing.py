"""What narrows a list of leads, each a choice: a figure, its stage, its exit and reason, its bucket, its promise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from leaddash.agreement import EXITS, STAGES
from leaddash.blocks.ask import Ask
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.figure import Wanted
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Choice
from leaddash.boards.leads.within import hour_of
from leaddash.drawing.left_open import ANY, NO_REASON
from leaddash.metrics import at_risk, exits, figures, never_touched
from leaddash.subjects.forecast import period
from leaddash.subjects.forecast.movements import CATEGORIES, MOVEMENTS
from leaddash.subjects.promises.charts.promises import WAYS_KEPT, way_name
from leaddash.subjects.response import clock
from leaddash.subjects.response.metrics.never_touched import GONE_ON
from leaddash.subjects.response.metrics.response_curve_adjusted import TIMED_BUCKETS
from leaddash.words import promise_name

OF_PERIODS = ("deals", "moves")
"""Kinds of lists that are of a fiscal period."""
RESPONSE_BUCKETS = (*TIMED_BUCKETS, "before", "never", "waiting", "not_a_lead")


class Narrowing(NamedTuple):
    """What is wanted of a list, and the choices that say so."""

    wanted: Wanted
    choices: list[Choice]


def narrowing(kind: str, ask: Ask, chosen: Chosen, look: Look) -> Narrowing:
    """What narrows a kind of list."""
    own = {"funnel": _of_funnel, "response": _of_response, "nobody": _of_nobody, "deals": _of_deals, "moves": _of_moves}
    narrow = own.get(kind, _of_promises)
    return narrow(kind, ask, chosen, look)


def asked_of(kind: str, ask: Ask, chosen: Chosen, look: Look) -> Ask:
    """The questions under the agreement that the list is counted by; of deals for a whole fiscal period."""
    if kind in OF_PERIODS:
        return period.over(ask, period.named_by(ask))
    return ask.under(clock.under(ask.rules, chosen, look)) if kind == "response" else ask


def _of_funnel(kind: str, ask: Ask, chosen: Chosen, look: Look) -> Narrowing:
    stages = Choice("stage", look.named("stage", (*STAGES, ANY)), "mql")
    stage = _narrowed(chosen(stages))
    figure = _figures(figures.offered(kind, stage=stage), look)
    wanted: dict[str, str | None] = {"figure": chosen(figure), "stage": stage, "exit": None, "reason": None}
    if "exit" not in figures.narrows(kind, chosen(figure)):
        return Narrowing(wanted, [stages, figure])
    ways_out = Choice("exit", look.named("exit", (ANY, *EXITS)), ANY)
    reasons = _reasons(_reasons_of(ask, chosen(ways_out)), look)
    wanted |= {"exit": _narrowed(chosen(ways_out)), "reason": _narrowed(chosen(reasons))}
    return Narrowing(wanted, [stages, figure, ways_out, reasons])


def _of_response(kind: str, ask: Ask, chosen: Chosen, look: Look) -> Narrowing:
    figure = _figures(figures.names(kind), look)
    if "exit" not in figures.narrows(kind, chosen(figure)):
        buckets = Choice("bucket", look.named("bucket", (ANY, *RESPONSE_BUCKETS)), ANY)
        hour = hour_of(chosen) if "hour" in figures.narrows(kind, chosen(figure)) else ""
        bucket = None if hour else _narrowed(chosen(buckets))
        return Narrowing({"figure": chosen(figure), "bucket": bucket, "hour": hour or None}, [figure, buckets])
    names = {ANY: look.words(f"exit.{ANY}"), NO_REASON: look.words("chart.never_touched.still_open")}
    ways_out = Choice("exit", {**names, **look.named("exit", (GONE_ON, *EXITS))}, ANY)
    known = asked_of(kind, ask, chosen, look)(never_touched)["reason"].fillna(NO_REASON)
    reasons = _reasons(dict.fromkeys(known), look)
    wanted = {"exit": _narrowed(chosen(ways_out)), "reason": _narrowed(chosen(reasons))}
    return Narrowing({"figure": chosen(figure), **wanted}, [figure, ways_out, reasons])


def _of_promises(kind: str, ask: Ask, chosen: Chosen, look: Look) -> Narrowing:
    figure = _figures(figures.names(kind), look)
    any_ = {ANY: look.words("control.any")}
    names = {promise.name: promise_name(promise.name, look.words) for promise in ask.rules.promises}
    promises = Choice("promise", {**any_, **names}, ANY)
    wanted: dict[str, str | None] = {"figure": chosen(figure), "promise": _narrowed(chosen(promises)), "exit": None}
    if "owner" in figures.narrows(kind, chosen(figure)):
        owners = Choice("owner", {**any_, **_owners(ask, look)}, ANY)
        return Narrowing({**wanted, "owner": _narrowed(chosen(owners))}, [figure, promises, owners])
    if "step" in figures.narrows(kind, chosen(figure)):
        steps = Choice("step", {**any_, **_steps(ask)}, ANY)
        return Narrowing({**wanted, "step": _narrowed(chosen(steps))}, [figure, promises, steps])
    if "exit" not in figures.narrows(kind, chosen(figure)):
        return Narrowing(wanted, [figure, promises])
    ways = Choice("exit", {**any_, **{way: way_name(way, look.words) for way in WAYS_KEPT}}, ANY)
    return Narrowing({**wanted, "exit": _narrowed(chosen(ways))}, [figure, promises, ways])


def _of_nobody(kind: str, _ask: Ask, chosen: Chosen, look: Look) -> Narrowing:
    figure = _figures(figures.names(kind), look)
    return Narrowing({"figure": chosen(figure)}, [figure])


def _of_deals(kind: str, _ask: Ask, chosen: Chosen, look: Look) -> Narrowing:
    figure = _figures(figures.names(kind), look)
    wanted: dict[str, str | None] = {"figure": chosen(figure)}
    if "category" not in figures.narrows(kind, chosen(figure)):
        return Narrowing(wanted, [figure])
    categories = Choice("category", {ANY: look.words("control.any"), **look.named("category", CATEGORIES)}, ANY)
    return Narrowing({**wanted, "category": _narrowed(chosen(categories))}, [figure, categories])


def _of_moves(kind: str, _ask: Ask, chosen: Chosen, look: Look) -> Narrowing:
    figure = _figures(figures.names(kind), look)
    movements = Choice("movement", look.named("movement", MOVEMENTS), MOVEMENTS[-1])
    return Narrowing({"figure": chosen(figure), "movement": chosen(movements)}, [figure, movements])


def _steps(ask: Ask) -> dict[str, str]:
    """The steps of the ladders by their numbers."""
    most = max((len(promise.ladder) for promise in ask.rules.promises), default=0)
    return {str(number): str(number) for number in range(1, most + 1)}


def _owners(ask: Ask, look: Look) -> dict[str, str]:
    """Who owes anything now, by name; leads that nobody holds come last."""
    names, owing = ask.people(), ask(at_risk)
    owners = owing.loc[owing["promise"].notna(), "owner"]
    known = {str(owner): names.get(owner, str(owner)) for owner in owners.dropna().unique()}
    by_name = dict(sorted(known.items(), key=lambda owner: (owner[1], owner[0])))
    return by_name | ({NO_REASON: look.words("slice.missing")} if owners.isna().any() else {})


def owner_name(wanted: Wanted, ask: Ask, look: Look) -> list[str]:
    """What the owner is called whose leads alone are wanted, if any."""
    owner = wanted.get("owner")
    return [] if owner is None else [ask.people().get(owner, owner) or look.words("slice.missing")]


def _figures(names: Iterable[str], look: Look) -> Choice:
    options = look.named("figure", names)
    return Choice("figure", options, next(iter(options)))


def _reasons(known: Iterable[str], look: Look) -> Choice:
    names = {ANY: look.words("control.any")}
    return Choice("reason", {**names, **{reason: _reason_name(reason, look) for reason in known}}, ANY)


def _reason_name(reason: str, look: Look) -> str:
    return look.words("slice.no_reason") if reason == NO_REASON else reason


def _reasons_of(ask: Ask, exit_: str) -> list[str]:
    """The reasons of an exit in the period, the most frequent first."""
    gone = ask(exits)
    gone = gone[gone["exit"] == exit_] if exit_ != ANY else gone
    counts = gone.assign(reason=gone["reason"].fillna(NO_REASON)).groupby("reason")["exits"].sum()
    return list(counts.sort_values(ascending=False, kind="stable").index)


def _narrowed(chosen: str) -> str | None:
    """What a choice narrows to: to nothing where any will do, to the missing one."""
    return {ANY: None, NO_REASON: ""}.get(chosen, chosen)
