"""The finding about one lead: what is owed to it, else how long nobody touched it, else what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from leaddash.blocks.look import Look
from leaddash.blocks.story import Finding
from leaddash.subjects.leads import saying
from leaddash.subjects.leads.life import Act, Life, Promise
from leaddash.subjects.leads.silence import running_silence

LONG_SILENCE = timedelta(days=7)
"""From here on it is said before what is still in time that nobody touched a lead that waits."""
MOST_ACTS = 3


def finding(life: Life, look: Look) -> Finding:
    """The worst that is true of a lead, with what was said and done last."""
    found = _owed(life, look) or _waiting(life, look) or _in_time(life, look) or _ended(life, look)
    return found or _standing(life, look)


def _owed(life: Life, look: Look) -> Finding | None:
    """The promise that has been past due the longest."""
    late = [promise for promise in life.promises if promise.state == "overdue"]
    if not late:
        return None
    worst, words = min(late, key=lambda promise: promise.due_at), look.words
    time = saying.span(-worst.minutes_left, words, is_working=worst.is_working)
    told = {"lead": life.name, "what": saying.owed(worst, words), "span": time}
    more = _said_and_done(life, look)
    if life.owner:
        return Finding(words("finding.owed", owner=life.owner.name, **told), time, "late", more)
    return Finding(words("finding.owed_by_nobody", **told), time, "late", more)


def _waiting(life: Life, look: Look) -> Finding | None:
    """That nobody was given it, or that nobody has touched it for long."""
    words = look.words
    if life.is_given_to_nobody:
        time, is_known = _at_stage(life, look)
        again = "_again" if life.owner else ""
        if not is_known:
            return Finding(words(f"finding.given_to_nobody{again}_undated", lead=life.name))
        text = words(f"finding.given_to_nobody{again}", lead=life.name, span=time)
        return Finding(text, time, "", _said_and_done(life, look))
    silence = running_silence(life)
    if silence is None or silence.length < LONG_SILENCE:
        return None
    time = words("span.days", n=silence.days)
    return Finding(words("finding.silent", lead=life.name, span=time), time, "", _said_and_done(life, look))


def _in_time(life: Life, look: Look) -> Finding | None:
    """The open promise that falls due next."""
    ahead = [promise for promise in life.promises if promise.state == "running" and promise.is_open]
    if not ahead:
        return None
    following, words = min(ahead, key=lambda promise: promise.due_at), look.words
    time = saying.span(following.minutes_left, words, is_working=following.is_working)
    day = look.short_day(following.due_at, life.as_of)
    told = {"lead": life.name, "what": saying.owed(following, words), "span": time, "day": day}
    if life.owner:
        return Finding(words("finding.due", owner=life.owner.name, **told), time, "", _said_and_done(life, look))
    return Finding(words("finding.due_by_nobody", **told), time, "", _said_and_done(life, look))


def _ended(life: Life, look: Look) -> Finding | None:
    """That it became a customer, or how it left."""
    stay, left, words = life.stay, life.last_pass, look.words
    if stay is not None and stay.stage == "customer":
        when = "" if stay.is_estimated else _on(stay.since, life, look)
        key = "finding.customer" if when else "finding.customer_undated"
        return Finding(words(key, lead=life.name, when=when), more=_last_done(life, look))
    if left is None or left.exit is None or left.until is None:
        return None
    when = "" if left.is_estimated else _on(left.until, life, look)
    why = words("finding.why", reason=left.reason) if left.reason else ""
    return Finding(words(f"finding.{left.exit}", lead=life.name, when=when, why=why), more=_last_done(life, look))


def _standing(life: Life, look: Look) -> Finding:
    """Where it stands; of one that has done nothing yet, that it is new."""
    stay, words = life.stay, look.words
    if stay is None:
        return Finding(words("finding.created", lead=life.name, day=look.short_day(life.created_at, life.as_of)))
    told = {"lead": life.name, "stage": words(f"stage.{stay.stage}")}
    if stay.is_estimated:
        return Finding(words("finding.stands_undated", **told), more=_last_done(life, look))
    day = look.short_day(stay.since, life.as_of)
    if stay.stage == "new_name" and not any(act.is_of_lead for act in life.acts):
        return Finding(words("finding.new_name", lead=life.name, day=day))
    return Finding(words("finding.stands", day=day, **told), more=_last_done(life, look))


def _on(moment: datetime, life: Life, look: Look) -> str:
    return look.words("finding.on", day=look.short_day(moment, life.as_of))


def _at_stage(life: Life, look: Look) -> tuple[str, bool]:
    """How long it has stood at its stage, and whether that is known."""
    if life.stay is None or life.stay.is_estimated:
        return "", False
    return saying.span(saying.minutes_between(life.stay.since, life.as_of), look.words), True


def _said_and_done(life: Life, look: Look) -> str:
    """When our last word was, and what the lead has done since; nothing where nobody writes down who did what."""
    if not life.knows_touches:
        return ""
    touches, words = life.touches, look.words
    said = words("finding.no_word")
    if touches:
        said = words("finding.last_word", day=look.short_day(touches[-1], life.as_of))
    done = _intents(life, touches[-1] if touches else life.created_at)
    if not done:
        return said
    names = list(dict.fromkeys(saying.act_name(act, words) for act in reversed(done)))[:MOST_ACTS]
    return f"{said} {words('finding.since' if touches else 'finding.meanwhile', acts=words.listed(names))}"


def _intents(life: Life, since: datetime) -> list[Act]:
    """What the lead did after a moment that shows buying intent."""
    return [act for act in life.acts if act.is_of_lead and act.part == "intent" and act.at > since]


def _last_done(life: Life, look: Look) -> str:
    """What the lead did last that means something."""
    done = [act for act in life.acts if act.is_of_lead and not act.is_small]
    if not done:
        return ""
    name, day = saying.act_name(done[-1], look.words), look.short_day(done[-1].at, life.as_of)
    return look.words("finding.last_done", act=name, day=day)


def clock(life: Life) -> Promise | None:
    """The promise whose clock runs: the one that has been late the longest, else the one that falls due next."""
    known = [promise for promise in life.promises if promise.is_open]
    return min(known, key=lambda promise: promise.due_at, default=None)
