"""The sentences on the data: fresh or old, complete or not, the worst first."""

from __future__ import annotations

import re
from itertools import pairwise, permutations, product
from pathlib import Path
from typing import Any

import pytest

from leaddash.snapshots import open_snapshot
from leaddash.subjects.data.sentences import GAPS
from leaddash.subjects.data.sentences import data_sentence as said_of
from leaddash.words import LANGUAGES, Words, load
from tests.intake import CHANGES, LEADS, OPPORTUNITIES, STAGES, built, fill

ENGLISH, SPANISH = load("en"), load("es")
NAMES = (
    *("leads", "activities", "stage_changes", "assignments", "opportunities", "opportunity_changes", "people", "spend"),
)
ALL_OF_IT = {
    "leads": LEADS,
    "activities": "lead_id,occurred_at,activity_type,person_id,outcome\nL1,2026-06-28T09:00:00,call,P1,connected\n",
    "stage_changes": f"{STAGES}L1,mql,2026-06-27T09:00:00\n",
    "assignments": "lead_id,person_id,assigned_at\nL1,P1,2026-06-27T10:00:00\n",
    "opportunities": f"{OPPORTUNITIES}O1,L1,2026-06-28T12:00:00\n",
    "opportunity_changes": f"{CHANGES}O1,2026-06-30T08:00:00,open\n",
    "people": "person_id,name,role\nP1,Ana,sdr\n",
}


def data_sentence(manifest: dict[str, Any], words: Words) -> str:
    """The sentences as a reader in Madrid has them."""
    return said_of(manifest, words, "Europe/Madrid")


def manifest(
    refused: dict[str, list[tuple[str, int]]] | None = None,
    *,
    lacks: tuple[str, ...] = (),
    evidence: tuple[str, ...] = ("touches", "contacts"),
    built_at: str = "2026-06-30T09:10:00+00:00",
    rows: int = 1000,
) -> dict[str, Any]:
    """What is said of a reading: so many rows of each table, some refused, some tables lacking."""
    tables = []
    for name in NAMES:
        groups = [
            {"reason": reason, "column": "lead_id", "count": count} for reason, count in (refused or {}).get(name, [])
        ]
        read = 0 if name in lacks else rows
        kept = read - sum(int(group["count"]) for group in groups)
        tables.append({"table": name, "present": name not in lacks, "read": read, "kept": kept, "refused": groups})
    said = {"source": "canonical", "first": "2025-01-31T23:30:00", "newest": "2026-06-30T08:00:00"}
    return {**said, "built_at": built_at, "evidence": list(evidence), "tables": tables}


def test_good_data_are_said_to_be_complete_and_fresh_on_the_readers_clock() -> None:
    assert data_sentence(manifest(), ENGLISH) == (
        "All 8,000 rows of the folder of tables were kept. The data are fresh: they reach from 1 Feb 2025 to "
        "30 Jun 2026, 1 hour before they were read on 30 Jun 2026."
    )
    assert data_sentence(manifest(), SPANISH) == (
        "Se aceptaron todas las filas de la carpeta de tablas, 8.000 en total. Los datos están al día: van del "
        "1 feb 2025 al 30 jun 2026, 1 hora antes de leerse el 30 jun 2026."
    )


@pytest.mark.parametrize(
    ("read_at", "age", "form"),
    [
        ("2026-06-30T07:00:00+00:00", "less than an hour", "fresh"),
        ("2026-06-30T08:20:00+00:00", "less than an hour", "fresh"),
        ("2026-07-02T07:00:00+00:00", "47 hours", "fresh"),
        ("2026-07-03T08:00:00+00:00", "3 days", "fresh"),
        ("2026-07-03T08:00:01+00:00", "3 days", "old"),
        ("2026-09-30T10:00:00+02:00", "92 days", "old"),
    ],
)
def test_the_age_is_that_at_the_reading_and_old_after_a_weekend_and_a_day(read_at: str, age: str, form: str) -> None:
    said = data_sentence(manifest(built_at=read_at), ENGLISH)
    assert f"The data are {form}: " in said
    assert f", {age} before they were read on " in said


def test_refused_rows_are_counted_over_all_tables_with_the_commonest_reason() -> None:
    losses = {"leads": [("duplicate", 5)], "activities": [("orphan", 3), ("missing", 4)]}
    assert data_sentence(manifest(losses), ENGLISH).startswith(
        "Nearly all 8,000 rows of the folder of tables were kept; 12 were refused (0.2%), "
        "5 of them in Leads: lead_id was seen before."
    )
    assert data_sentence(manifest({"people": [("missing", 81)]}), SPANISH).startswith(
        "De 8.000 filas de la carpeta de tablas se rechazaron 81 (1,0\xa0%), todas en Personas: lead_id está vacío."
    )
    assert "(under 0.1%)" in data_sentence(manifest({"leads": [("missing", 7)]}), ENGLISH)


@pytest.mark.parametrize("words", [ENGLISH, SPANISH], ids=LANGUAGES)
def test_the_worst_comes_first(words: Words) -> None:
    worst = {
        "gaps": {"evidence": ()},
        "losses": {"refused": {"activities": [("missing", 900)], "leads": [("missing", 900)]}},
        "age": {"built_at": "2027-06-30T09:00:00+00:00"},
    }
    bad = {
        "gaps": {"lacks": ("people",)},
        "losses": {"refused": {"activities": [("missing", 200)]}},
        "age": {"built_at": "2026-07-08T09:00:00+00:00"},
    }
    begins = {
        "gaps": words("insight.data.gaps", gaps="")[:12],
        "losses": words("insight.data.refused", rows="", refused=1, share="", source="", main="")[:3],
        "age": words("insight.data.old", first="", newest="", age="", built="")[:16],
    }
    for first, second in permutations(worst, 2):
        said = data_sentence(manifest(**{**worst[first], **bad[second]}), words)
        assert said.startswith(begins[first]), (first, second, said)
        assert begins[second] in said
    for only in bad:
        assert data_sentence(manifest(**bad[only]), words).startswith(begins[only])


def test_what_is_unknown_is_named_with_what_it_hides_and_the_same_is_not_said_twice() -> None:
    tables = ("stage_changes", "assignments", "opportunities", "opportunity_changes", "people", "spend")
    said = data_sentence(manifest(lacks=tables, evidence=()), ENGLISH)
    assert said.startswith(
        "Not everything is known: there are no stage changes and no opportunities, so only what activities imply is "
        "known of the funnel; no activity says who of ours it was by, so nobody knows who was answered; there are no "
        "assignments, so an MQL counts as handed over at once and nobody owns it."
    )
    assert "has changes" in data_sentence(manifest(lacks=("opportunity_changes",)), ENGLISH)
    assert "has changes" not in data_sentence(manifest(lacks=("opportunities", "opportunity_changes")), ENGLISH)
    assert "got through" in data_sentence(manifest(evidence=("touches",)), ENGLISH)
    assert "got through" not in data_sentence(manifest(evidence=()), ENGLISH)
    assert "Not everything" not in data_sentence(manifest(lacks=("spend",)), ENGLISH)


@pytest.mark.parametrize("words", [ENGLISH, SPANISH], ids=LANGUAGES)
def test_whatever_is_lacking_there_are_at_most_three_sentences(words: Words) -> None:
    for lacks, evidence in product(pairwise(NAMES[1:]), ((), ("touches",))):
        said = data_sentence(manifest({"leads": [("orphan", 1)]}, lacks=lacks, evidence=evidence), words)
        assert said.endswith(".")
        assert 1 <= said.count(". ") + 1 <= 3, said
        assert said.count(";") <= 3
        assert "{" not in said


def test_every_gap_has_its_words() -> None:
    assert all(words.has(f"data.gap.{gap}") for gap in GAPS for words in (ENGLISH, SPANISH))


def test_a_source_of_the_users_own_is_called_by_its_name() -> None:
    assert " rows of our_crm were kept" in data_sentence({**manifest(), "source": "our_crm"}, ENGLISH)


@pytest.mark.parametrize("lacks", [(), ("people",), ("stage_changes", "opportunities", "opportunity_changes")], ids=str)
def test_of_real_folders_the_sentence_says_what_their_files_say(lacks: tuple[str, ...], tmp_path: Path) -> None:
    files = {name: text for name, text in ALL_OF_IT.items() if name not in lacks}
    done = built(
        fill(tmp_path / "data", **{**files, "leads": f"{LEADS}L1,2026-01-05T09:00:00\n"}), zone="Europe/Madrid"
    )
    found = open_snapshot(done.folder)
    said = data_sentence(found.manifest, ENGLISH)
    read = sum(text.count("\n") - 1 for text in files.values()) + 1
    assert f"{read} rows of the folder of tables" in said
    assert "1 were refused" in said
    assert "each of them in Leads: lead_id was seen before" in said
    assert re.search(r"from 1 Jan 2026 to \d+ Jun ", said)
    assert ("nobody has a name" in said) == ("people" in lacks)
    assert ("only what activities imply" in said) == ("stage_changes" in lacks)
    found.close()


def test_of_files_without_a_row_it_says_that_there_is_no_lead(tmp_path: Path) -> None:
    heads = {name: text.splitlines()[0] + "\n" for name, text in ALL_OF_IT.items()}
    found = open_snapshot(built(fill(tmp_path / "data", **heads)).folder)
    assert data_sentence(found.manifest, SPANISH) == (
        "No hay ningún prospecto en los datos: se leyeron 0 filas de la carpeta de tablas y se rechazaron 0."
    )
    found.close()
