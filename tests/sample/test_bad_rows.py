"""The sample's bad rows: as many of each kind as its README lists, and none without the switch."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from leaddash.sample import generate
from leaddash.sample.writer import TABLES
from leaddash.snapshots import Built, build

COMMITTED = Path(__file__).parents[2] / "data" / "sample"
LISTED = re.compile(r"^\| `(\w+)` \| `(\w*)` \| ([\w ,']+) \| (\d+) \|", re.MULTILINE)

Kinds = set[tuple[str, str, str, int]]


def set_aside(built: Built) -> Kinds:
    """What a build refused or set empty: table, column, reason and how many."""
    return {
        (found.table, group.column, group.reason, group.count)
        for found in built.tables
        for group in (*found.refused, *found.repaired)
    }


def listed() -> Kinds:
    told = LISTED.findall((COMMITTED / "README.md").read_text())
    return {(table, column, reason, int(count)) for table, column, reason, count in told}


def test_a_build_of_the_sample_refuses_what_its_readme_lists(tmp_path: Path) -> None:
    assert set_aside(build(COMMITTED, tmp_path)) == listed()


def test_without_bad_rows_a_build_refuses_nothing(tmp_path: Path) -> None:
    generate(tmp_path / "data", leads=2_000, without=["bad_rows"])
    assert set_aside(build(tmp_path / "data", tmp_path / "out")) == set()


def test_bad_rows_are_added_and_nothing_else_changes(tmp_path: Path) -> None:
    for name, without in (("bad", []), ("good", ["bad_rows"])):
        generate(tmp_path / name, leads=3_000, without=without)
    for name in TABLES:
        bad, good = (pd.read_parquet(tmp_path / folder / f"{name}.parquet") for folder in ("bad", "good"))
        pd.testing.assert_frame_equal(bad.iloc[: len(good)], good)
