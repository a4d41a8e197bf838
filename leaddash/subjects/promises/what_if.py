"""A promise as it might be: other targets, other steps of its ladder, tried on the past and kept in the link."""

from __future__ import annotations

from leaddash import agreement
from leaddash.agreement import Agreement, Changes, Promise, old_links, step_keys, target_keys
from leaddash.blocks.chosen import Chosen
from leaddash.words import Words

WHAT_IF_KEY = "whatif"


def tried(rules: Agreement, promise: Promise, chosen: Chosen) -> Agreement:
    """The agreement with a promise as the link says it; what the link does not say of it is as agreed."""
    text = chosen.get(WHAT_IF_KEY)
    said = agreement.unpacked(text) or old_links.what_if(text, promise)
    own = {*target_keys(promise).values(), *step_keys(promise)}
    return agreement.under(Changes(said.only(own.__contains__).values), rules)


def promise_of(rules: Agreement, name: str) -> Promise | None:
    """The promise of a name; None where an agreement has none."""
    return next((promise for promise in rules.promises if promise.name == name), None)


def target_in_words(promise: Promise, words: Words) -> str:
    """How long a promise gives: one time, or each tier's where they differ."""
    working = promise.clock == "working"
    times = [(tier, words.duration(minutes, working=working)) for tier, minutes in promise.target_minutes.items()]
    if len({time for _, time in times}) == 1:
        return times[0][1]
    return words.listed([words("sla.target_of", time=time, tier=tier_name(tier, words)) for tier, time in times])


def tier_name(tier: str, words: Words) -> str:
    """A tier in words; one of the user's own as it is called."""
    return words(f"tier.{tier}") if words.has(f"tier.{tier}") else tier
