"""What is known of one lead at a glance: stage, owner, score, running clock, origin; nothing that is not known."""

from __future__ import annotations

from collections.abc import Iterator

from leaddash.blocks.look import Look
from leaddash.blocks.story import Fact
from leaddash.subjects.leads import saying
from leaddash.subjects.leads.finding import clock
from leaddash.subjects.leads.life import Life
from leaddash.words import promise_name


def about(life: Life) -> str:
    """Who the lead is beside its name: job title, company, and its id where it has a name."""
    known = [life.job_title, life.company, life.lead_id if life.lead_name else None]
    return ", ".join(filter(None, known))


def facts(life: Life, look: Look) -> list[Fact]:
    """What is known of it, each under its name."""
    return [*_stage(life, look), *_owner(life, look), *_score(life, look), *_clock(life, look), *_origin(life, look)]


def _stage(life: Life, look: Look) -> Iterator[Fact]:
    words, stay, last = look.words, life.stay, life.last_pass
    label = words("head.stage")
    if last is not None and last.episode > 1:
        label = words("head.stage_of_pass", n=last.episode)
    if stay is not None:
        days = "" if stay.is_estimated else words.duration(saying.minutes_between(stay.since, life.as_of))
        yield Fact(label, ", ".join(filter(None, [words(f"stage.{stay.stage}"), days])))
    elif last is not None and last.exit is not None and last.until is not None:
        days = "" if last.is_estimated else look.short_day(last.until, life.as_of)
        yield Fact(label, ", ".join(filter(None, [words(f"exit.{last.exit}"), days])))


def _owner(life: Life, look: Look) -> Iterator[Fact]:
    """Who holds it; one who was not given it anew holds it from an earlier pass."""
    if life.owner:
        before = look.words("head.from_before") if life.is_given_to_nobody else None
        yield Fact(look.words("head.owner"), ", ".join(filter(None, [life.owner.name, life.owner.team, before])))


def _score(life: Life, look: Look) -> Iterator[Fact]:
    """The score as the sum of its rounded parts."""
    if not life.scores or not life.is_scored:
        return
    words, now = look.words, life.scores[-1]
    total, fit = round(now.total), round(now.fit)
    parts = {"fit": words.number(fit), "behaviour": words.number(total - fit), "score": words.number(total)}
    yield Fact(words("head.score", threshold=words.number(life.threshold)), words("head.score_of", **parts))


def _clock(life: Life, look: Look) -> Iterator[Fact]:
    """The promise that is open, how it stands, and whom the ladder tells next."""
    running, words = clock(life), look.words
    if running is None:
        return
    is_late = running.state == "overdue"
    left = words.duration(running.minutes_left, working=running.is_working)
    told = [saying.time_left(running, words) if is_late else words("head.left", time=left)]
    if running.notice_at is not None:
        told.append(words("head.notice", day=look.short_day(running.notice_at, life.as_of)))
    elif is_late:
        told.append(words("head.no_notice"))
    yield Fact(promise_name(running.name, words), ", ".join(told), "late" if is_late else "")


def _origin(life: Life, look: Look) -> Iterator[Fact]:
    day = look.short_day(life.created_at, life.as_of)
    origin = [life.source, life.campaign if life.campaign != life.source else None]
    label = look.words("head.origin") if any(origin) else look.words("head.created")
    yield Fact(label, ", ".join([*filter(None, origin), day]))
