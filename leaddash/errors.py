"""Errors a reader can act on, and the nearest known word for a mistyped one."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path


class LeadDashError(Exception):
    """Something a person can put right; its message says what is wrong and what to do."""


class AgreementError(LeadDashError):
    """An agreement that cannot be read or does not hold together."""


class NameTakenError(AgreementError):
    """A name under which something else is kept already."""


class SourceError(LeadDashError):
    """A source that cannot be read into the canonical tables."""


class SnapshotError(LeadDashError):
    """A snapshot that is missing, unfinished or of another version."""


class DamageError(SnapshotError):
    """A snapshot whose files are not what was written: cut short, overwritten or gone."""

    def __init__(self, folder: Path, what: str) -> None:
        super().__init__(
            f"The snapshot {folder} is damaged: {what}. Build it again: leaddash build DIR --out {folder.parent}"
        )
        self.folder = folder


class ScopeError(LeadDashError):
    """A question that cannot be asked: an unknown filter, slice, metric or period."""


class ServingError(LeadDashError):
    """A dashboard that cannot be served as asked."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that looks most like `word`, case ignored, or None where none comes close."""
    by_lower_case: dict[str, str] = {}
    for candidate in known:
        by_lower_case.setdefault(candidate.lower(), candidate)
    closest = get_close_matches(word.strip().lower(), by_lower_case, n=1)
    return by_lower_case[closest[0]] if closest else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` Did you mean "…"?` with the nearest known word, or nothing; to be put after a sentence."""
    found = nearest(word, known)
    return f' Did you mean "{found}"?' if found is not None else ""
