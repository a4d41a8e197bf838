"""The tests that `make test` leaves out, in groups, and whether each has passed on what it rests on now.

`make test-long` asks them all and writes a digest per group into `tests/long.toml`; a digest that is no longer that of
the files is stale, and CI asks its group again.
"""

from __future__ import annotations

import tomllib
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import pytest
import tomli_w
from hypothesis import settings

from tests.kept import PACKAGE, ROOT, written

T = TypeVar("T")
WRITTEN = Path(__file__).with_suffix(".toml")
TESTS = Path(__file__).parent
LOCKS = (ROOT / "requirements.lock", TESTS / "requirements.lock")
SHOWN = {"boards", "cli.py", "drawing", "exports", "reports.py", "saying", "subjects", "ui", "words"}
"""Rooms that show what metrics say: the groups rest on none of them."""
MEASURING = (
    *(path for path in sorted(PACKAGE.iterdir()) if path.name not in {*SHOWN, "sample", "store", "__pycache__"}),
    *sorted(PACKAGE.glob("subjects/*/metrics")),
    *(PACKAGE / "subjects" / "forecast" / name for name in ("projection", "moments_asked.py", "quotas.py")),
)
SAMPLING = tuple(PACKAGE / name for name in ("agreement", "errors.py", "sample"))
HELPING = tuple(TESTS / f"{name}.py" for name in ("companies", "conftest", "forked", "intake", "kept", "long"))
"""What tests of every group are made with."""
GROUPS: dict[str, tuple[Path, ...]] = {
    "arithmetic": (*MEASURING, TESTS / "naive", TESTS / "scoring", TESTS / "stats", TESTS / "test_calendars_random.py"),
    "as_of": (*MEASURING, TESTS / "naive", TESTS / "metrics"),
    "generator": (*SAMPLING, TESTS / "naive", TESTS / "sample"),
    "naive": (*MEASURING, TESTS / "naive", TESTS / "metrics"),
    "processes": (*MEASURING, TESTS / "snapshots"),
    "pages": (
        PACKAGE,
        ROOT / "pages",
        ROOT / "app.py",
        TESTS / "boards",
        TESTS / "browser",
        TESTS / "exports",
        TESTS / "subjects",
        TESTS / "ui",
    ),
    "planted": (*MEASURING, PACKAGE / "sample", TESTS / "sample", TESTS / "metrics"),
}
"""Each group with the files and folders that it rests on."""
_all_is_asked = False
DAILY = (4, 2)
"""The worlds that `make test` asks, each question of one of them: one passes skipped stages, the other drops them."""


def examples(count: int, group: str, **more: Any) -> Callable[[T], T]:
    """Hypothesis' settings of a test: a quarter of the examples in `make test`, all of them in `make test-long`."""

    def of_a_day(test: T) -> T:
        asked = count if _all_is_asked else max(1, count // 4)
        marked: T = pytest.mark.in_part(group)(settings(max_examples=asked, deadline=None, database=None, **more)(test))
        return marked

    return of_a_day


def begin(asked: str) -> None:
    """Know, before any test is read, whether all is asked or what `make test` asks."""
    global _all_is_asked
    _all_is_asked = bool(asked)


def take_turns(items: Iterable[pytest.Item]) -> None:
    """Mark as long what is asked of other worlds than the two of every day, and all but a part of what is in parts."""
    seen: Counter[str] = Counter()
    for item in items:
        of_worlds, in_part = item.get_closest_marker("every_world"), item.get_closest_marker("in_part")
        if of_worlds is not None and _world(item) not in (None, _world_of_a_day(item, **of_worlds.kwargs)):
            item.add_marker(pytest.mark.long(of_worlds.args[0]))
        if in_part is not None and _params(item):
            test = item.nodeid.partition("[")[0]
            seen[test] += 1
            if not _is_of_a_day(seen[test], **in_part.kwargs):
                item.add_marker(pytest.mark.long(in_part.args[0]))


def _is_of_a_day(number: int, *, first: int = 1, every: int = 0) -> bool:
    """Whether `make test` asks a case, by its number from 1: the first ones, or one of so many."""
    return number % every == 1 if every else number <= first


def _world_of_a_day(item: pytest.Item, *, first_only: bool = False) -> int:
    """The world of which `make test` asks a test's question: by turns, unless all are asked of the first."""
    asked = [item.nodeid.partition("[")[0], *_ids(item)]
    return DAILY[0 if first_only else zlib.crc32("-".join(asked).encode()) % len(DAILY)]


def _ids(item: pytest.Item) -> list[str]:
    """What tells a question from the others of its test: all but the world."""
    given = getattr(item, "callspec", None)
    return [part for part in given.id.split("-") if part != str(_world(item))] if given else []


def _params(item: pytest.Item) -> dict[str, Any]:
    return dict(item.callspec.params) if hasattr(item, "callspec") else {}


def _world(item: pytest.Item) -> Any:
    """The number of the world that a test is asked of."""
    return next((value for name, value in _params(item).items() if name.endswith("world")), None)


def chosen(asked: str, items: list[pytest.Item]) -> list[pytest.Item]:
    """The tests of the groups asked, those of which `make test` asks a part in full; of none, those in no group."""
    groups = named(asked)
    if groups:
        return [item for item in items if _group(item, "long", "in_part") in groups]
    return [item for item in items if _group(item, "long") is None]


def _group(item: pytest.Item, *marks: str) -> str | None:
    found = next(filter(None, map(item.get_closest_marker, marks)), None)
    return None if found is None else str(found.args[0])


def named(asked: str) -> tuple[str, ...]:
    """The groups of `all` or of a list of names."""
    groups = tuple(GROUPS) if asked == "all" else tuple(filter(None, asked.split(",")))
    unknown = set(groups) - set(GROUPS)
    if unknown:
        raise pytest.UsageError(f"There is no group {', '.join(sorted(unknown))}; there are: {', '.join(GROUPS)}.")
    return groups


def stale() -> list[str]:
    """The groups that have not passed on what they rest on now."""
    passed = tomllib.loads(WRITTEN.read_text("utf-8")) if WRITTEN.exists() else {}
    return [group for group in GROUPS if passed.get(group) != _rests_on(group)]


def write_down(groups: Iterable[str]) -> None:
    """Write the digests of groups that have passed."""
    passed = tomllib.loads(WRITTEN.read_text("utf-8")) if WRITTEN.exists() else {}
    passed |= {group: _rests_on(group) for group in groups}
    WRITTEN.write_text(tomli_w.dumps(dict(sorted(passed.items()))), "utf-8")


def _rests_on(group: str) -> str:
    return written(*GROUPS[group], *HELPING, *LOCKS)


if __name__ == "__main__":
    print(",".join(stale()))
