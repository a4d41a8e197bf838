"""The tests that `make test` leaves out, in groups, and whether each has passed on what it rests on now.

`make test-long` asks them all and writes a digest per group into `tests/long.toml`; a digest that is no longer that of
the files is stale, and CI asks its group again.
"""

from __future__ import annotations

import tomllib
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
DAILY = (2, 4)
"""The worlds of which `make test` asks each question: one that drops skipped stages, one that passes them."""


def take_turns(items: Iterable[pytest.Item]) -> None:
    """Mark as long what is asked of other worlds than the two of every day."""
    for item in items:
        asked = item.get_closest_marker("every_world")
        if asked is not None and _world(item) not in (None, *DAILY):
            item.add_marker(pytest.mark.long(asked.args[0]))


def _params(item: pytest.Item) -> dict[str, Any]:
    return dict(item.callspec.params) if hasattr(item, "callspec") else {}


def _world(item: pytest.Item) -> Any:
    """The number of the world that a test is asked of."""
    return next((value for name, value in _params(item).items() if name.endswith("world")), None)


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
