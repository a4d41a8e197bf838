"""All that can be saved of a company of hostile names: no spreadsheet runs it, no terminal obeys it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from leaddash.blocks.ask import looked_up
from leaddash.boards.leads.lead import TIMELINE
from leaddash.exports import csv_text, file_name, rendered
from leaddash.metrics import registry
from leaddash.plain import plain
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot, open_snapshot
from tests import hostile

RUN = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]?[\d.]+(e[+-]?\d+)?|-inf")


@pytest.fixture(scope="module")
def shot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return open_snapshot(hostile.company(tmp_path_factory.mktemp("hostile")).folder)


def saved(shot: Snapshot, name: str) -> list[pd.DataFrame]:
    """What pages offer to save of a metric: all of it, by a dimension, and its cases."""
    lead = hostile.hostile("L0000001")
    scopes = [Scope(lead=lead), Scope(lead=lead, by="person"), Scope(lead=lead, by="source")]
    return [*(registry.find(name)(shot, scope) for scope in scopes), registry.cases(shot, scopes[2], name)]


@pytest.mark.in_part("pages", every=2)
@pytest.mark.parametrize("name", registry.names())
def test_no_cell_of_a_download_is_run_or_obeyed(name: str, shot: Snapshot) -> None:
    for frame in saved(shot, name):
        table = list(csv.reader(io.StringIO(csv_text(frame), newline="")))
        cells = [cell for row in table for cell in row]
        assert [cell for cell in cells if cell.startswith(RUN) and not NUMBER.fullmatch(cell)] == []
        assert [cell for cell in cells if plain(cell) != cell] == []
        assert len(table) == len(frame) + 1


def test_the_names_are_in_the_downloads_as_typed(shot: Snapshot) -> None:
    story = looked_up(shot, TIMELINE, lead_id=hostile.hostile("L0000001"), as_of=shot.newest)
    for frame in (registry.cases(shot, Scope(by="source"), "funnel"), story):
        told = csv_text(frame)
        assert [text for text in hostile.TEXTS if text not in told] == []


def test_what_nobody_sees_is_left_out_of_files_and_tables_and_told_by_json() -> None:
    frame = pd.DataFrame({hostile.UNSEEN: [hostile.UNSEEN, "\u200b=1+1", "\x1b[2Jx\u009b1m"]})
    assert csv_text(frame).splitlines() == [hostile.READ_AS, hostile.READ_AS, "'=1+1", "[2Jx1m"]
    assert rendered(frame, "table").split() == [hostile.READ_AS, hostile.READ_AS, "=1+1", "[2Jx1m"]
    told = rendered(frame, "json")
    assert plain(told.replace("\n", "")) == told.replace("\n", "")
    assert pd.DataFrame(json.loads(told)).equals(frame)


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("leads", "exits", "no budget"), "leaddash-leads-exits-no-budget.csv"),
        (("lead", "../../etc/passwd"), "leaddash-lead-..-..-etc-passwd.csv"),
        (("lead", "a\r\nContent-Type: text/html\x00\u202e"), "leaddash-lead-a-Content-Type-text-html.csv"),
        (("lead", "Zoë 李"), "leaddash-lead-Zoë-李.csv"),
        (("lead", "x" * 500), f"leaddash-lead-{'x' * 115}.csv"),
    ],
)
def test_the_name_of_a_file_is_of_letters_and_digits(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts) == name
    assert Path(name).name == name
