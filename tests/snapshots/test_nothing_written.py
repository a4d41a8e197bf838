"""Input that cannot be built: a sentence that says what and where, and the old snapshot stays in service."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaddash.errors import LeadDashError
from leaddash.snapshots import POINTER
from tests.intake import ACTIVITIES, LEADS, built, fill

UNBUILDABLE: dict[str, tuple[dict[str, str | bytes | None], str]] = {
    "a table missing": (
        {"activities": None, "activity": ACTIVITIES},
        r'The table "activities" is missing in .*activity\.csv.* Did you mean "activity\.csv"\?',
    ),
    "nothing at all": ({"leads": None, "activities": None}, r'The table "leads" is missing in .*\(found: nothing\)'),
    "a column missing": (
        {"leads": "lead_id,creatd_at,source\nL1,2026-01-01,web\n"},
        r'leads\.csv has no column "created_at", which "leads" needs \(found: lead_id, creatd_at, source\)\. '
        r'Did you mean "creatd_at"\?',
    ),
    "a column of an optional table missing": (
        {"stage_changes": "lead_id,stage\nL1,mql\n"},
        r'stage_changes\.csv has no column "entered_at"',
    ),
    "latin-1": ({"leads": LEADS.encode() + b"L3,2026-01-01T09:00\xf1\n"}, r"leads\.csv, line 4: .*UTF-8"),
    "ragged": (
        {"activities": ACTIVITIES + "L1,2026-01-03\n"},
        r"activities\.csv, line 3: 2 values where the header has 3",
    ),
    "zero bytes": ({"leads": b""}, r"leads\.csv is empty"),
}


def state(out: Path) -> tuple[str, list[str]]:
    return (out / POINTER).read_text(), sorted(path.name for path in out.iterdir())


@pytest.mark.parametrize(("tables", "said"), UNBUILDABLE.values(), ids=UNBUILDABLE.keys())
def test_what_cannot_be_built_leaves_the_old_snapshot_and_nothing_else(
    tmp_path: Path, tables: dict[str, str | bytes | None], said: str
) -> None:
    data = fill(tmp_path / "data")
    old = built(data)
    before = state(tmp_path / "snapshots")
    for name, text in tables.items():
        if text is None:
            (data / f"{name}.csv").unlink()
        else:
            (data / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(LeadDashError, match=said):
        built(data)
    assert state(tmp_path / "snapshots") == before
    assert old.folder.is_dir()


def test_a_first_build_that_fails_leaves_no_folder_behind(tmp_path: Path) -> None:
    with pytest.raises(LeadDashError):
        built(fill(tmp_path / "data", leads=""))
    assert not (tmp_path / "snapshots").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"zone": "Europe/Madird"}, 'no time zone "Europe/Madird".* Did you mean "Europe/Madrid"'),
        ({"source": "zoho"}, 'no source "zoho"'),
    ],
)
def test_an_unknown_zone_or_source_is_named_with_the_nearest(
    tmp_path: Path, options: dict[str, str], said: str
) -> None:
    with pytest.raises(LeadDashError, match=said):
        built(fill(tmp_path / "data"), **options)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LeadDashError, match=r"There is no folder .*nowhere"):
        built(tmp_path / "nowhere")


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    data = fill(tmp_path / "data")
    (tmp_path / "snapshots").write_text("a file, no folder")
    with pytest.raises(LeadDashError, match=r"Nothing can be written to .*snapshots"):
        built(data)


def test_a_table_that_no_file_fills_is_absent_and_not_an_error(tmp_path: Path) -> None:
    done = built(fill(tmp_path / "data"))
    present = {found.table for found in done.tables if found.present}
    assert present == {"leads", "activities"}
