"""The tests that `make test` leaves out, in groups, and whether each has passed on what it rests on now.

`make test-long` asks them all and writes a digest per group into `tests/long.toml`; a digest that is no longer that of
the files is stale, and CI asks its group again.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from tests.kept import PACKAGE, ROOT, written

WRITTEN = Path(__file__).with_suffix(".toml")
TESTS = Path(__file__).parent
LOCKS = (ROOT / "requirements.lock", TESTS / "requirements.lock")
SHOWN = {"charts", "cli.py", "exports", "insights", "reports.py", "ui", "words"}
"""Rooms that show what metrics say: the groups rest on none of them."""
MEASURING = tuple(
    path for path in sorted(PACKAGE.iterdir()) if path.name not in {*SHOWN, "sample", "store", "__pycache__"}
)
GROUPS: dict[str, tuple[Path, ...]] = {
    "as_of": (*MEASURING, TESTS / "naive", TESTS / "metrics"),
    "naive": (*MEASURING, TESTS / "naive", TESTS / "metrics"),
    "planted": (*MEASURING, PACKAGE / "sample", TESTS / "sample", TESTS / "metrics"),
}
"""Each group with the files and folders that it rests on."""


def take_turns(items: Iterable[pytest.Item]) -> None:
    """Mark as long all but some worlds of each question that is asked in turn: another question, other worlds."""
    asked: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if item.get_closest_marker("in_turn") and _world(item) is not None:
            asked[item.nodeid.partition("[")[0]].append(item)
    for first, of_one_test in enumerate(asked.values()):
        _share_out(of_one_test, first)


def _share_out(items: list[pytest.Item], first: int) -> None:
    worlds = sorted({_world(item) for item in items})
    questions = list(dict.fromkeys(map(_question, items)))
    for item in items:
        turn = item.get_closest_marker("in_turn")
        assert turn is not None
        of, begins = turn.kwargs.get("of", 2), first + turn.kwargs.get("of", 2) * questions.index(_question(item))
        if (worlds.index(_world(item)) - begins) % len(worlds) >= of:
            item.add_marker(pytest.mark.long(turn.args[0]))


def _params(item: pytest.Item) -> dict[str, Any]:
    return dict(item.callspec.params) if hasattr(item, "callspec") else {}


def _world(item: pytest.Item) -> Any:
    """The number of the world that a test is asked of."""
    return next((value for name, value in _params(item).items() if name.endswith("world")), None)


def _question(item: pytest.Item) -> tuple[str, ...]:
    """What a test asks, whatever the world."""
    return tuple(repr(value) for name, value in _params(item).items() if not name.endswith("world"))


def chosen(asked: str, items: list[pytest.Item]) -> list[pytest.Item]:
    """The tests of the groups asked; of none, those that are in no group."""
    groups = named(asked)
    return [item for item in items if (_group(item) in groups if groups else _group(item) is None)]


def _group(item: pytest.Item) -> str | None:
    mark = item.get_closest_marker("long")
    return None if mark is None else str(mark.args[0])


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
    return written(*GROUPS[group], *LOCKS)


if __name__ == "__main__":
    print(",".join(stale()))
