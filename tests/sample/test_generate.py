"""Companies of any size: the same bytes however they are made, in bounded memory, into no one else's folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from leaddash.errors import LeadDashError
from leaddash.sample import generate
from leaddash.sample.writer import TABLES


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        generate(tmp_path / folder, leads=300, months=3, seed=11)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@pytest.mark.long("generator")
def test_two_processes_give_the_same_bytes_as_one(tmp_path: Path) -> None:
    seen: list[int] = []
    for workers in (1, 2):
        generate(
            tmp_path / str(workers),
            leads=51_000,
            months=2,
            workers=workers,
            part_leads=50_000,
            progress=lambda done, _: seen.append(done),
        )
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    assert {"leads-0001.parquet", "leads-0002.parquet"} <= contents(tmp_path / "1").keys()
    assert seen[:2] == [50_000, 51_000]
    assert seen[2:] == sorted(seen[2:])
    assert seen[-1] == 51_000


def test_another_seed_gives_another_company(tmp_path: Path) -> None:
    for seed in (1, 2):
        generate(tmp_path / str(seed), leads=50, months=3, seed=seed)
    one, two = (pd.read_parquet(tmp_path / seed / "leads.parquet") for seed in ("1", "2"))
    assert not one.equals(two)


@pytest.mark.parametrize("leads", [0, 1])
def test_a_company_of_hardly_any_leads_has_all_tables(leads: int, tmp_path: Path) -> None:
    made = generate(tmp_path, leads=leads, months=1)
    assert len(pd.read_parquet(tmp_path / "leads.parquet")) == made.rows["leads"] == leads
    assert {path.stem for path in tmp_path.glob("*.parquet")} == set(TABLES)


def test_progress_ends_with_all_leads_done(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    generate(tmp_path, leads=40, months=1, progress=lambda done, all_leads: seen.append((done, all_leads)))
    assert seen == [(40, 40)]


@pytest.mark.parametrize("wrong", [{"leads": -1}, {"months": 0}, {"seed": -1}])
def test_impossible_numbers_are_refused_in_a_sentence(wrong: dict[str, int], tmp_path: Path) -> None:
    with pytest.raises(LeadDashError, match="no fewer than"):
        generate(tmp_path, **wrong)


@pytest.mark.parametrize(
    ("switches", "meant"),
    [
        ({"without": ["respons_effect"]}, 'Did you mean "response_effect"?'),
        ({"with_": ["hidden_hint"]}, 'Did you mean "hidden_hints"?'),
        ({"without": ["hidden_hints"]}, 'no switch "hidden_hints"'),
    ],
)
def test_an_unknown_switch_is_answered_with_the_nearest(
    switches: dict[str, list[str]], meant: str, tmp_path: Path
) -> None:
    with pytest.raises(LeadDashError) as problem:
        generate(tmp_path / "out", **switches)
    assert meant in str(problem.value)
    assert not (tmp_path / "out").exists()


def test_a_folder_of_other_tables_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("lead_id,created_at\n")
    with pytest.raises(LeadDashError, match=r"files that were not generated \(leads.csv\)"):
        generate(tmp_path, leads=10)
    assert [path.name for path in tmp_path.iterdir()] == ["leads.csv"]


def test_a_file_in_the_folders_place_is_named_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("ours")
    with pytest.raises(LeadDashError, match="cannot be made a folder"):
        generate(tmp_path / "out", leads=10)


def test_a_folder_whose_record_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    generate(tmp_path, leads=10, months=2)
    (tmp_path / "generated.toml").write_text("files = [")
    with pytest.raises(LeadDashError, match="files that were not generated"):
        generate(tmp_path, leads=10, months=2)


def test_an_earlier_company_is_replaced_whole_and_what_lies_beside_it_stays(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("ours")
    generate(tmp_path, leads=300, months=2)
    generate(tmp_path, leads=100, months=2, without=["bad_rows"])
    assert len(pd.read_parquet(tmp_path / "leads.parquet")) == 100
    assert not list(tmp_path.glob("*.csv"))
    assert (tmp_path / "README.md").read_text() == "ours"


def test_an_earlier_company_among_other_tables_is_left_alone(tmp_path: Path) -> None:
    generate(tmp_path, leads=10, months=2)
    before = contents(tmp_path)
    (tmp_path / "leads-2026.csv").write_text("lead_id,created_at\n")
    with pytest.raises(LeadDashError, match=r"leads-2026.csv"):
        generate(tmp_path, leads=20, months=2)
    assert before.items() < contents(tmp_path).items()


@pytest.mark.long("generator")
@pytest.mark.skipif(os.name != "posix", reason="peak memory is asked of the system")
def test_memory_does_not_grow_with_the_leads(tmp_path: Path) -> None:
    one, two = (peak_bytes(tmp_path / str(blocks), 50_000 * blocks) for blocks in (1, 2))
    assert two < 1.2 * one


def peak_bytes(folder: Path, leads: int) -> int:
    """The peak memory of a process that makes so many leads, in the system's own unit."""
    making = "import resource, sys; from pathlib import Path; from leaddash.sample import generate; "
    making += "generate(Path(sys.argv[1]), int(sys.argv[2]), 2); "
    making += "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    command = [sys.executable, "-c", making, str(folder), str(leads)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
