"""The command line: what it prints, how it ends, and one sentence for every mistake."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from leaddash import metrics
from leaddash.cli import main
from tests.intake import ACTIVITIES, LEADS, STAGES, fill

REPOSITORY = Path(__file__).parents[1]
STAGE_COUNT = 7
WRITTEN_WITH_REFUSALS = 3


class Outcome:
    """How a command ended and what it printed."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


class Line:
    """A command line on which commands are run, in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.capsys, self.monkeypatch = capsys, monkeypatch

    def __call__(self, *words: object) -> Outcome:
        self.monkeypatch.setattr(sys, "argv", ["leaddash", *map(str, words)])
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        return Outcome(code, *self.capsys.readouterr())


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def leaddash(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, cache: Path) -> Line:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("COLUMNS", "200")
    return Line(capsys, monkeypatch)


@pytest.mark.parametrize("command", ["", "build", "metric", "generate", "run"])
def test_help_names_every_option(leaddash: Line, command: str) -> None:
    outcome = leaddash(*command.split(), "--help")
    options = {
        "": ("build", "metric", "generate", "run"),
        "build": ("--source", "--timezone", "--as-of", "--out", "--agreement", "--keep"),
        "metric": ("--data", "--since", "--until", "--by", "--bucket", "--filter", "--cases", "--format", "--list"),
        "generate": ("--out", "--leads", "--months", "--seed", "--without", "--with"),
        "run": ("--data", "--port", "--headless", "--address"),
    }[command]
    assert outcome.code == 0
    assert all(option in outcome.out for option in options)


def test_a_build_with_every_row_kept_ends_with_0_and_says_where_it_is(leaddash: Line, tmp_path: Path) -> None:
    outcome = leaddash("build", fill(tmp_path / "data"), "--out", tmp_path / "out")
    folder = tmp_path / "out" / (tmp_path / "out" / "current").read_text()
    assert outcome.code == 0
    assert f"In service, every row kept: {folder}" in outcome.out
    assert "Refused" not in outcome.out


def test_a_build_with_refusals_ends_with_3_and_names_reason_file_row_value_and_hint(
    leaddash: Line, tmp_path: Path
) -> None:
    data = fill(tmp_path / "data", leads=LEADS + "[L3],never\n", stage_changes=STAGES + "L1,mqll,2026-01-03\n")
    (data / "notes.csv").write_text("x\n")
    outcome = leaddash("build", data, "--out", tmp_path / "out")
    assert outcome.code == WRITTEN_WITH_REFUSALS
    assert "1  leads: created_at cannot be read as a date" in outcome.out
    assert 'leads.csv, row 4: "never"' in outcome.out
    assert 'stage_changes.csv, row 2: "mqll" Did you mean "mql"?' in outcome.out
    assert "notes.csv was not read: no table takes a file of that name." in outcome.out
    assert "without the 2 refused rows" in outcome.out


def test_the_report_aligns_its_numbers_and_counts_what_was_set_empty(leaddash: Line, tmp_path: Path) -> None:
    leads = "lead_id,created_at,employees\n" + "".join(f"L{number},2026-01-01,many\n" for number in range(1200))
    activities = ACTIVITIES + "L1,2025-01-01,call\n"
    outcome = leaddash("build", fill(tmp_path / "data", leads=leads, activities=activities), "--out", tmp_path / "out")
    lines = outcome.out.splitlines()
    numbers = [line for line in lines if line.startswith(("leads ", "activities "))]
    assert len({len(line.rstrip()) for line in numbers}) == 1
    assert "1,200  1,200        0" in numbers[0]
    assert "1,200  leads: employees is not a number" in outcome.out
    assert "1 activity before its lead's creation: it counts at the creation." in outcome.out
    assert outcome.code == 0


def test_a_build_without_leads_says_what_the_pages_will_say(leaddash: Line, tmp_path: Path) -> None:
    data = fill(tmp_path / "data", leads="lead_id,created_at\n", activities="lead_id,occurred_at,activity_type\n")
    outcome = leaddash("build", data, "--out", tmp_path / "out")
    assert outcome.code == 0
    assert "every page will say that there is no data yet" in outcome.out
    asked = leaddash("metric", "funnel", "--data", tmp_path / "out", "--format", "json")
    assert [row["entered"] for row in json.loads(asked.out)] == [0] * STAGE_COUNT
    for name in metrics.__all__:
        assert leaddash("metric", name, "--data", tmp_path / "out", "--format", "csv").code == 0


def test_an_error_of_a_build_ends_with_1_and_one_sentence(leaddash: Line, tmp_path: Path) -> None:
    outcome = leaddash("build", fill(tmp_path / "data", leads="lead_id\n"), "--out", tmp_path / "out")
    assert outcome.code == 1
    assert 'leads.csv has no column "created_at"' in outcome.err
    assert outcome.out == ""


def test_a_build_takes_zone_end_agreement_and_source(leaddash: Line, tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text('timezone = "Asia/Kolkata"\n')
    data = fill(tmp_path / "data", activities=ACTIVITIES + "L1,2026-03-01,call\nL1,2026-03-03,call\n")
    options = ["--timezone", "Europe/Madrid", "--as-of", "2026-03-01", "--source", "canonical"]
    outcome = leaddash("build", data, "--out", tmp_path / "out", "--agreement", tmp_path / "ours.toml", *options)
    assert "activities: occurred_at lies after the end of the data" in outcome.out
    manifest = json.loads((tmp_path / "out" / (tmp_path / "out" / "current").read_text() / "manifest.json").read_text())
    assert (manifest["time_zone"], manifest["agreement"]["timezone"]) == ("Europe/Madrid", "Asia/Kolkata")


def test_a_company_is_made_and_built(leaddash: Line, tmp_path: Path) -> None:
    switches = ("--without", "bad_rows", "--without", "late_team", "--with", "hidden_hints")
    made = leaddash("generate", "--out", tmp_path / "data", "--leads", 400, "--months", 6, "--seed", 2, *switches)
    assert made.code == 0
    assert made.out.splitlines()[1].split() == ["leads", "400"]
    assert "best_first: Reps answer first what looks better." in made.out
    assert "hidden_hints: " in made.out
    assert "late_team" not in made.out
    assert leaddash("build", tmp_path / "data", "--out", tmp_path / "out").code == 0


def test_a_folder_of_other_tables_is_not_written_into(leaddash: Line, tmp_path: Path) -> None:
    outcome = leaddash("generate", "--out", fill(tmp_path / "data"), "--leads", 10)
    assert outcome.code == 1
    assert "holds files that were not generated (activities.csv)" in outcome.err


def test_a_metric_is_asked_of_a_snapshot_a_folder_of_them_and_a_folder_of_data_alike(
    leaddash: Line, tmp_path: Path
) -> None:
    data = fill(tmp_path / "data")
    leaddash("build", data, "--out", tmp_path / "out")
    current = tmp_path / "out" / (tmp_path / "out" / "current").read_text()
    asked = [
        leaddash("metric", "funnel", "--data", path, "--format", "csv") for path in (current, current.parent, data)
    ]
    assert {outcome.code for outcome in asked} == {0}
    assert len({outcome.out for outcome in asked}) == 1
    assert ",2," in asked[0].out.splitlines()[1]


def test_without_data_the_sample_company_is_asked(leaddash: Line) -> None:
    outcome = leaddash("metric", "funnel", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert len(rows) == STAGE_COUNT
    assert int(rows[0]["entered"]) > 1000


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_every_format_holds_every_stage(leaddash: Line, form: str) -> None:
    outcome = leaddash("metric", "funnel", "--format", form, "--since", "2025-01-01", "--filter", "source=webinar")
    assert outcome.code == 0
    assert all(stage in outcome.out for stage in ("new_name", "mql", "customer"))


def test_cases_and_slices_and_buckets_are_asked_for_by_options(leaddash: Line) -> None:
    cases = leaddash(
        "metric", "funnel", "--cases", "--filter", "country=ES", "--filter", "country=FR", "--format", "csv"
    )
    assert "lead_id" in cases.out.splitlines()[0]
    trend = leaddash("metric", "funnel_trend", "--bucket", "week", "--by", "source", "--format", "csv")
    assert trend.out.startswith("source,period,stage")


def test_the_list_describes_every_metric_and_its_columns(leaddash: Line) -> None:
    outcome = leaddash("metric", "--list")
    assert outcome.code == 0
    assert all(name in outcome.out for name in metrics.__all__)
    assert outcome.out.count("Columns: ") == len(metrics.__all__)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("metric funel", 'There is no metric "funel"'),
        ("metric funnel --by sorce", 'There is no dimension "sorce"'),
        ("metric funnel --filter sorce=web", 'There is no dimension "sorce"'),
        ("metric funnel --filter webinar", 'The filter "webinar" has no "="'),
        ("metric funnel --bucket year", 'There is no bucket "year"'),
        ("metric funnel --format excel", 'There is no format "excel"'),
        ("metric funnel --since soon", '"soon" is no date or moment'),
        ("metric funnel --data nowhere", "There is no snapshot in nowhere"),
        ("metric funnel --agreement nowhere.toml", "nowhere.toml cannot be read"),
        ("build nowhere", "There is no folder nowhere"),
        ("build . --as-of soon", '"soon" is no date or moment'),
        ("generate --out . --without bad_row", 'Did you mean "bad_rows"?'),
        ("generate --out . --leads -1", "no fewer than 0 leads"),
        ("run --data nowhere", "There is nothing at nowhere"),
        ("run --address 192.0.2.1", 'cannot listen on "192.0.2.1"'),
    ],
)
def test_a_mistake_gets_one_sentence_and_ends_with_1(leaddash: Line, words: str, said: str) -> None:
    outcome = leaddash(*words.split())
    assert outcome.code == 1
    assert said in outcome.err
    assert len(outcome.err.strip().splitlines()) == 1
    assert outcome.out == ""


def test_an_agreement_that_asks_for_other_tables_is_refused_on_a_snapshot_and_honoured_on_data(
    leaddash: Line, tmp_path: Path
) -> None:
    (tmp_path / "ours.toml").write_text("[stages]\nderive = []\n")
    activities = "lead_id,occurred_at,activity_type,direction\nL1,2026-01-03,form_submit,inbound\n"
    data = fill(tmp_path / "data", activities=activities)
    leaddash("build", data, "--out", tmp_path / "out")
    options = ["--agreement", tmp_path / "ours.toml", "--format", "json"]
    refused = leaddash("metric", "funnel", "--data", tmp_path / "out", *options)
    assert refused.code == 1
    assert "changes stages.derive" in refused.err
    assert "leaddash build DIR --agreement FILE" in refused.err
    honoured = leaddash("metric", "funnel", "--data", data, *options)
    plain = leaddash("metric", "funnel", "--data", data, "--format", "json")
    engaged = [json.loads(outcome.out)[1]["entered"] for outcome in (honoured, plain)]
    assert engaged == [0, 1]


def test_an_agreement_that_changes_a_window_is_honoured_on_a_snapshot(leaddash: Line, tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text("[stages.window_days]\nnew_name = 0\n")
    leaddash("build", fill(tmp_path / "data"), "--out", tmp_path / "out")
    outcome = leaddash("metric", "funnel", "--data", tmp_path / "out", "--agreement", tmp_path / "ours.toml")
    assert outcome.code == 0


def test_an_agreement_beside_the_data_is_agreed_on_and_a_proposal_is_compared_with_it(
    leaddash: Line, tmp_path: Path
) -> None:
    activities = "lead_id,occurred_at,activity_type,direction\nL1,2026-01-03,pricing_page,inbound\n"
    data = fill(tmp_path / "data", activities=activities)
    (tmp_path / "lower.toml").write_text('[scoring]\nthreshold = 1\nfit_floor = "none"\nintent_floor = "none"\n')
    options = ["--data", data, "--format", "json", "--agreement", tmp_path / "lower.toml"]
    flips = json.loads(leaddash("metric", "score_flips", *options).out)
    (data / "agreement.toml").write_text((tmp_path / "lower.toml").read_text())
    beside = json.loads(leaddash("metric", "score_flips", *options).out)
    # As agreed by default a price page makes no MQL, under the proposal it does; once agreed on, nothing flips.
    assert ([row["lead_id"] for row in flips], beside) == (["L1"], [])
    told = leaddash("metric", "mql_volume", "--data", data, "--format", "json")
    assert sum(row["mqls"] for row in json.loads(told.out)) == 1
