"""Which tests a run takes, and which of them one worker does one after the other."""

from __future__ import annotations

from typing import Any

import pytest

from tests import kept, long

BROWSER = "tests/browser/"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long` asks only what `make test` leaves out: `all` of it, or some groups by name."""
    parser.addoption("--long", default="", help=f"all, or of: {', '.join(long.GROUPS)}")


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks known; the first process of a run clears away what is kept too long."""
    config.addinivalue_line("markers", "long(group): asked by `make test-long` only; the group tells what it rests on")
    config.addinivalue_line(
        "markers", "every_world(group): asked of one of two random companies, of every one in `make test-long`"
    )
    config.addinivalue_line(
        "markers",
        "in_part(group, first=1, every=0): `make test` asks its first cases, or one of so many, `make test-long` all",
    )
    long.begin(str(config.getoption("--long")))
    if not hasattr(config, "workerinput"):
        kept.clear()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not asked."""
    long.take_turns(items)
    chosen = long.chosen(str(config.getoption("--long")), items)
    config.hook.pytest_deselected(items=list(set(items) - set(chosen)))
    items[:] = sorted(chosen, key=_does_not_last)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Have one worker do what shares a server or a file, one after the other."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return BROWSER if file.startswith(BROWSER) else file

    return ByFile(config, log)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Write down what the long groups rested on when all of them passed."""
    asked = str(session.config.getoption("--long"))
    has_run = not (hasattr(session.config, "workerinput") or session.config.option.collectonly)
    if asked and exitstatus == pytest.ExitCode.OK and has_run:
        long.write_down(long.named(asked))


def _does_not_last(item: pytest.Item) -> bool:
    """Tests in a browser begin first: they are one group, and the longest."""
    return not item.nodeid.startswith(BROWSER)
