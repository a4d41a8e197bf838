"""What is found beside leads: people, campaigns and sources, pages, metrics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from leaddash import cases
from leaddash.blocks.ask import looked_up
from leaddash.boards.find.typed import folded, told
from leaddash.metrics import registry
from leaddash.snapshots import Snapshot
from leaddash.words import Words

PEOPLE = Path(__file__).parent / "people.sql"
GROUP_OF = {"person": "people", "campaign": "campaigns", "source": "campaigns", "page": "pages", "metric": "metrics"}


@dataclass(frozen=True)
class Named:
    """Something that can be opened: its key among its kind, its name, and what its group does not say of it."""

    kind: str
    key: str
    name: str
    told: str


@dataclass(frozen=True)
class Known:
    """Something with the folded lines that it is found by."""

    named: Named
    told: str

    @property
    def group(self) -> str:
        """The group it stands in."""
        return GROUP_OF[self.named.kind]


def known(snapshot: Snapshot, pages: Sequence[str], words: Words) -> Sequence[Known]:
    """Everything but leads, worked out once for all who read in a language."""
    key = "find", words.language, *pages
    return snapshot.answers.get(key, lambda: _known(snapshot, pages, words))


def pages_of(pages: Sequence[str], words: Words) -> list[Named]:
    """The pages."""
    return [Named("page", page, words(f"page.{page}"), "") for page in pages]


def _known(snapshot: Snapshot, pages: Sequence[str], words: Words) -> tuple[Known, ...]:
    every = [*_people(snapshot), *_values(snapshot, words), *pages_of(pages, words), *_metrics(words)]
    names = folded(snapshot, [named.name for named in every])
    keys = folded(snapshot, [named.key if named.kind == "metric" else "" for named in every])
    lines = (told([line for line in pair if line]) for pair in zip(names, keys, strict=True))
    return tuple(Known(named, own) for named, own in zip(every, lines, strict=True))


def _people(snapshot: Snapshot) -> Iterator[Named]:
    for row in looked_up(snapshot, PEOPLE).itertuples():
        yield Named("person", row.person_id, row.name, row.team if isinstance(row.team, str) else "")


def _values(snapshot: Snapshot, words: Words) -> Iterator[Named]:
    """Campaigns and sources, those of most leads first."""
    for kind in ("campaign", "source"):
        for value in looked_up(snapshot, cases.file("dimension_values"), dimension=kind)["value"].dropna():
            yield Named(kind, str(value), str(value), words(f"find.kind.{kind}"))


def _metrics(words: Words) -> Iterator[Named]:
    for name in registry.names():
        yield Named("metric", name, words(f"metric.{name}"), name)
