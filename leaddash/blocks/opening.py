"""What a page opens with: its sentence, or that there are no data to speak of; and what its numbers rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from leaddash import cases
from leaddash.blocks.ask import Ask
from leaddash.blocks.block import Block
from leaddash.blocks.parts import Note, Sentence
from leaddash.moments import local_date
from leaddash.saying.estimated import Moments, estimated_note
from leaddash.words import Words


def opened(parts: Iterable[Block], ask: Ask, words: Words) -> Iterator[Block]:
    """The blocks of a page, its sentence followed by what all its numbers rest on.

    Of a period without data the sentence says that there are none; a page that says nothing but of its period ends
    there.
    """
    for part in parts:
        if not isinstance(part, Sentence):
            yield part
            continue
        outside = _outside(ask, words)
        yield Sentence(outside) if outside else replace(part, is_all=False)
        yield from map(Note, _notes(ask, words))
        if outside and part.is_all:
            return


def _outside(ask: Ask, words: Words) -> str:
    """That the period lies before the data or after the as-of day; nothing where it lies within them."""
    first, last = (local_date(moment, ask.rules.timezone) for moment in (ask.snapshot.first, ask.as_of))
    if ask.period.until <= first:
        return words("empty.before_data", first=words.day(first))
    if ask.period.since is not None and ask.period.since > last:
        return words("empty.after_as_of", last=words.day(last))
    return words("empty.before_as_of", first=words.day(first)) if last < first else ""


def _notes(ask: Ask, words: Words) -> list[str]:
    """How many moments are estimated, and whether any stages are recorded."""
    counted = ask.look_up(cases.file("estimated"), as_of=ask.as_of).iloc[0]
    known = Moments(**{str(name): int(count) for name, count in counted.items()})
    notes = [estimated_note(known, words)]
    if not ask.snapshot.has("stage_changes") and not ask.snapshot.has("opportunities"):
        notes.append(words("empty.no_stage_changes"))
    return [note for note in notes if note]
