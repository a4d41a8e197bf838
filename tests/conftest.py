"""Which tests a run takes, and which of them one worker does one after the other."""

from __future__ import annotations

import pytest

from tests import kept, long


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long` asks only what `make test` leaves out: `all` of it, or some groups by name."""
    parser.addoption("--long", default="", help=f"all, or of: {', '.join(long.GROUPS)}")


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks known; the first process of a run clears away what is kept too long."""
    config.addinivalue_line("markers", "xdist_group(name): done by one worker, one after the other")
    config.addinivalue_line("markers", "long(group): asked by `make test-long` only; the group tells what it rests on")
    config.addinivalue_line(
        "markers", "in_turn(group, of=2): each question is asked of so many worlds; of all in `make test-long`"
    )
    if not hasattr(config, "workerinput"):
        kept.clear()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not asked; keep what shares a server or a file together on one worker."""
    long.take_turns(items)
    chosen = long.chosen(str(config.getoption("--long")), items)
    left_out = [item for item in items if item not in chosen]
    config.hook.pytest_deselected(items=left_out)
    items[:] = sorted(chosen, key=_does_not_last)
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_company_of(item)))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Write down what the long groups rested on when all of them passed."""
    asked = str(session.config.getoption("--long"))
    if asked and exitstatus == pytest.ExitCode.OK and not hasattr(session.config, "workerinput"):
        long.write_down(long.named(asked))


def _does_not_last(item: pytest.Item) -> bool:
    """Tests in a browser begin first: they are one group, and the longest."""
    return "browser" not in item.path.parts


def _company_of(item: pytest.Item) -> str:
    """What a test shares with others and should find on its worker: the browser and its server, else its file."""
    return "browser" if "browser" in item.path.parts else item.nodeid.partition("::")[0]
