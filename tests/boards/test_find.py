"""What is found by what is typed, beside a second way to find it: plain Python over the rows."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest

from leaddash.blocks.ask import Ask
from leaddash.boards.find import saying, search
from leaddash.boards.find.search import MOST_SHOWN, Group
from leaddash.metrics import registry
from leaddash.periods import Period
from leaddash.snapshots import open_snapshot
from leaddash.words import load
from tests.hostile import READ_AS, TEXTS, UNSEEN
from tests.intake import built, fill

WORDS = load("en")
PAGES = ("overview", "funnel", "sla", "definitions")
FIRST, DAYS = datetime(2026, 1, 1, 9), 120
PARTS = (
    *(
        "Óscar",
        "Oscar",
        "OSCAR",
        "Zoë",
        "José-Luis",
        "O'Neil",
        "D’Arcy",
        "Ñuñez",
        "Müller",
        "Çelik",
        "Łukasz",
        "Straße",
    ),
    *(
        "50%",
        "a_b",
        "a%b",
        "100% sure",
        "__",
        "%",
        "x.y",
        "漢字",
        "Иван",
        "Йордан",
        "Anne  Marie",
        '"Q"',
        "\\",
        "ana",
        "Ana",
    ),
    *TEXTS,
    UNSEEN,
)
DOMAINS = ("tessara-787.example", "acme.example", "outlook.com", "sub.acme-1.example", "")
COMPANIES = ("Acme & Sons", "Águila S.A.", "Tessara 787", "100% Öko", "")
ODD = ("%", "_", "%%", "a_b", "a%", "\\", "'", '"', "--", "o'", "' or 1=1", "zzz", "@", "x@", "50% sure")
COLUMNS = ("lead_id", "created_at", "lead_name", "company", "email_domain", "source", "campaign")


def drawn(random: Random, number: int) -> dict[str, str]:
    """A lead whose names are put together at random; every fifth has none."""
    names = [random.choice(PARTS) for _ in range(random.randint(1, 3))]
    moment = FIRST + timedelta(hours=random.randrange(24 * DAYS))
    return {
        "lead_id": random.choice((f"L{number:03}", f"00Q-{number}_x", f"é{number}")),
        "created_at": moment.isoformat(),
        "lead_name": "" if number % 5 == 4 else " ".join(names),
        "company": random.choice(COMPANIES),
        "email_domain": random.choice(DOMAINS),
        "source": random.choice(("webinar", "events", "web & more")),
        "campaign": random.choice(("Webinar series", "Été 50%", "x_y", "")),
    }


LEADS = [drawn(Random(f"lead {number}"), number) for number in range(400)]
PEOPLE = (
    "person_id,name,role,team\nP1,Óscar Ruiz,sdr,Iberia\nP2,Óscar Ruiz,sdr,Europe\nP3,Li,manager,Europe\n"
    'P4,"a_b ""x""",sdr,\n'
)
STAGES = "lead_id,stage,entered_at\n" + "".join(
    f"{LEADS[number]['lead_id']},{stage},{FIRST + timedelta(days=DAYS + day)}\n"
    for number, stage, day in [(0, "mql", 1), (0, "lost", 3), (0, "engaged", 5), (1, "mql", 1), (1, "sales_lead", 2)]
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    folder = tmp_path_factory.mktemp("find") / "data"
    fill(folder, people=PEOPLE, stage_changes=STAGES, activities="lead_id,occurred_at,activity_type\n")
    with (folder / "leads.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(LEADS)
    done = built(folder)
    assert not done.refused
    shot = open_snapshot(done.folder)
    return Ask(shot, shot.agreement, Period("all", None, date(2026, 7, 1)), shot.newest, {})


def found(ask: Ask, text: str) -> dict[str, Group]:
    return {group.name: group for group in search.find(ask, text, PAGES, WORDS)}


def keys(ask: Ask, text: str, group: str) -> list[str]:
    return [named.key for named in found(ask, text)[group].best] if group in found(ask, text) else []


def folded(text: str) -> str:
    """A text in small letters, without accents and what nobody sees, each run of marks a space."""
    seen = [letter for letter in text.lower() if unicodedata.category(letter) not in ("Cf", "Cc")]
    letters = [letter for letter in unicodedata.normalize("NFD", "".join(seen)) if not unicodedata.combining(letter)]
    return " ".join("".join(letter if letter.isalnum() else " " for letter in letters).split())


def place(lead: dict[str, str], text: str) -> int | None:
    """How far in front a lead stands: its whole id, beginnings of its name's words, of any, the middle; None if not."""
    words = [folded(word.split("@")[-1] or word) for word in text.split()]
    words = [word for word in words if word]
    lines = [" " + folded(lead["lead_id"]), " " + folded(" ".join(lead[name] for name in COLUMNS[2:5]))]
    if not words or not all(any(word in line for line in lines) for word in words):
        return None
    if " ".join(words) == folded(lead["lead_id"]):
        return 0
    if all(" " + word in " " + folded(lead["lead_name"]) for word in words):
        return 1
    return 2 if all(any(" " + word in line for line in lines) for word in words) else 3


def expected(text: str, as_of: datetime) -> tuple[list[str], int]:
    """The ids of the best leads, and how many match."""
    known = [lead for lead in LEADS if datetime.fromisoformat(lead["created_at"]) <= as_of]
    ranked = [(place(lead, text), lead) for lead in known]
    newest = sorted(ranked, key=lambda pair: (pair[1]["created_at"], pair[1]["lead_id"]), reverse=True)
    matching = sorted(((rank, lead) for rank, lead in newest if rank is not None), key=lambda pair: pair[0])
    return [lead["lead_id"] for _, lead in matching[:MOST_SHOWN]], len(matching)


def typings(random: Random) -> list[str]:
    """What somebody may type: parts of names in other letters, two names, marks, an address, an id, nonsense."""
    lead, other = random.choice(LEADS), random.choice(LEADS)
    name = " ".join(lead[column] for column in COLUMNS[2:5])
    start = random.randrange(len(name) or 1)
    part = name[start : start + random.randint(1, 9)]
    return [
        part,
        part.upper(),
        unicodedata.normalize("NFD", part),
        folded(part),
        " ".join(reversed(name.split()[:2])),
        f"{name.split()[0] if name.split() else ''} {other['email_domain'][:6]}",
        f"x@{lead['email_domain']}",
        lead["lead_id"].lower(),
        lead["lead_id"][:3],
        random.choice(
            ("%", "_", "%%", "a_b", "a%", "\\", "'", '"', "--", "o'", "' or 1=1", "zzz", "@", "x@", "50% sure")
        ),
    ]


@pytest.mark.parametrize("number", range(12))
def test_leads_are_found_as_by_plain_python_over_the_rows(number: int, ask: Ask) -> None:
    random = Random(number)
    as_of = random.choice([ask.as_of, FIRST + timedelta(days=random.randrange(DAYS))])
    asked = replace(ask, as_of=as_of)
    for text in typings(random):
        leads = found(asked, text).get("leads", Group("leads", [], 0))
        assert ([named.key for named in leads.best], leads.matches) == expected(text, as_of), text


@pytest.mark.parametrize("text", ["%", "_", "'", "\\", "@", "--", "  ", "", "*", "()"])
def test_marks_alone_find_nothing(text: str, ask: Ask) -> None:
    assert search.find(ask, text, PAGES, WORDS) == []


def test_a_lead_is_found_by_its_id_in_full_before_all_others(ask: Ask) -> None:
    for lead in LEADS[:40]:
        first = search.find(ask, lead["lead_id"].swapcase(), PAGES, WORDS)[0]
        assert (first.name, first.best[0].key) == ("leads", lead["lead_id"])


def test_a_lead_is_not_offered_before_it_is_created(ask: Ask) -> None:
    lead = max(LEADS, key=lambda one: one["created_at"])
    created = datetime.fromisoformat(lead["created_at"])
    assert lead["lead_id"] in keys(replace(ask, as_of=created), lead["lead_id"], "leads")
    before = replace(ask, as_of=created - timedelta(seconds=1))
    assert lead["lead_id"] not in keys(before, lead["lead_id"], "leads")
    assert search.find(replace(ask, as_of=FIRST - timedelta(days=1)), "x", PAGES[:1], WORDS) != []


def told(ask: Ask, lead: dict[str, str]) -> str:
    return search.find(ask, lead["lead_id"], PAGES, WORDS)[0].best[0].told


def test_a_lead_says_its_stage_as_of_then_its_company_and_its_domain(ask: Ask) -> None:
    rest = [part for part in (LEADS[0]["company"], LEADS[0]["email_domain"]) if part]
    later = [(0, "New name"), (2, "MQL"), (4, "Lost"), (6, "Engaged")]
    for day, stage in later:
        asked = replace(ask, as_of=FIRST + timedelta(days=DAYS + day))
        assert told(asked, LEADS[0]) == " · ".join([stage, *rest])
    assert told(ask, LEADS[1]).startswith("Sales lead")


def test_what_nobody_sees_of_a_name_does_not_hide_it(ask: Ask) -> None:
    hidden = [lead["lead_id"] for lead in LEADS if UNSEEN in lead["lead_name"]]
    assert 0 < found(ask, READ_AS)["leads"].matches == len(hidden)


def test_a_lead_without_a_name_is_called_by_its_id(ask: Ask) -> None:
    assert search.find(ask, LEADS[4]["lead_id"], PAGES, WORDS)[0].best[0].name == LEADS[4]["lead_id"]


def test_people_are_found_by_name_and_told_apart_by_team(ask: Ask) -> None:
    group = found(ask, "oscar")["people"]
    assert {(named.key, named.told) for named in group.best} == {("P1", "Iberia"), ("P2", "Europe")}
    assert [(one.key, one.name, one.told) for one in found(ask, "b_x")["people"].best] == [("P4", 'a_b "x"', "")]
    assert keys(ask, 'b "X', "people") == ["P4"]


def test_the_end_of_a_name_is_not_all_of_it(ask: Ask) -> None:
    groups = search.find(ask, "ruiz", PAGES, WORDS)
    assert [group.is_whole for group in groups if group.name == "people"] == [False]


def test_campaigns_and_sources_are_found(ask: Ask) -> None:
    best = found(ask, "webinar")["campaigns"].best
    assert {(one.kind, one.key) for one in best} == {("source", "webinar"), ("campaign", "Webinar series")}
    assert best[0].key == "webinar"
    assert keys(ask, "ete 50", "campaigns") == ["Été 50%"]
    assert keys(ask, "series webinar", "campaigns") == ["Webinar series"]


def test_pages_and_metrics_are_found_by_their_names_in_the_readers_language(ask: Ask) -> None:
    assert keys(ask, "service", "pages") == ["sla"]
    assert search.find(ask, "definitions", PAGES, WORDS)[0].name == "pages"
    spanish = search.find(ask, "niveles", PAGES, load("es"))
    assert [(group.name, [one.key for one in group.best]) for group in spanish] == [("pages", ["sla"])]
    for name in registry.names():
        assert search.find(ask, name, PAGES, WORDS)[0].best[0].key == name
        assert name in keys(ask, WORDS(f"metric.{name}"), "metrics")


def test_how_much_is_found_is_said(ask: Ask) -> None:
    groups = search.find(ask, "oscar", PAGES, WORDS)
    leads = found(ask, "oscar")["leads"]
    assert saying.count(leads, WORDS) == f"8 of {leads.matches}"
    assert saying.count(found(ask, "oscar")["people"], WORDS) == ""
    assert saying.note(groups, "oscar", ask, WORDS) == f"{sum(one.matches for one in groups)} results"
    assert saying.note([], "{x}", ask, WORDS).startswith("Nothing is called “{x}” here.")
    early = replace(ask, as_of=FIRST)
    assert "by 1 Jan 2026" in saying.note([], "x", early, WORDS)


def test_a_very_long_text_is_read_in_part(ask: Ask) -> None:
    assert search.find(ask, "zz " * 100_000, PAGES, WORDS) == []


def test_folded_leads_are_kept_with_the_snapshot(ask: Ask) -> None:
    assert search.prepare(ask.snapshot) is search.prepare(ask.snapshot)
