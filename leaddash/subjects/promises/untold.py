"""Which promises the data tell nothing of, and what is missing in them."""

from __future__ import annotations

from collections.abc import Collection

from leaddash.blocks.ask import Ask
from leaddash.words import Words, promise_name


def unknown_promises(ask: Ask, known: Collection[str], words: Words) -> str:
    """Which promises the data tell nothing of, and the column that is missing; nothing where all is told.

    `known` are those that the metric `sla` has rows of.
    """
    silent = [promise.name for promise in ask.rules.promises if promise.name not in known]
    names = [words("empty.quoted", name=promise_name(name, words)) for name in silent]
    unknown = [words("empty.promise_unknown", promises=words.listed(names))] if names else []
    evidence = {"touch": ask.snapshot.knows_touches, "contact": ask.snapshot.knows_contacts}
    missing = [name for name, is_told in evidence.items() if not is_told]
    text = " ".join([*unknown, *(words(f"empty.no_{name}") for name in missing)])
    return text[:1].upper() + text[1:] if missing else ""
