"""One lead on its page: its name as the heading, its finding, lanes and events; of hostile data read as typed."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from leaddash.blocks.look import Look
from leaddash.blocks.story import Events, Fact, Facts, Finding
from leaddash.drawing.theme import LIGHT
from leaddash.subjects.leads import head
from leaddash.subjects.leads.events import events
from leaddash.subjects.leads.finding import finding
from leaddash.ui import story
from leaddash.words import LANGUAGES, load
from tests.hostile import TEXTS
from tests.intake import ACTIVITIES, LEADS, built, fill
from tests.subjects.lead_lives import HOSTILE, ZONE
from tests.ui.visits import html, told, visit

LOOK = Look(load("en"), LIGHT, ZONE)
TAG = re.compile(r"<(/?)(\w+)([^<>]*)>")
OURS = {"p", "b", "dl", "div", "dt", "dd", "section", "details", "summary", "span"}


def shown(body: str) -> str:
    """What HTML says."""
    return unescape(TAG.sub("", body))


def finding_of(bodies: list[str]) -> str:
    """The finding a page opens with."""
    (found,) = [match[1] for body in bodies if (match := re.search(r'"leaddash-finding"[^>]*>(.*?)</p>', body))]
    return shown(found)


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_nasty_is_read_as_typed_in_each_block(text: str) -> None:
    bodies = [
        story.finding(Finding(f"{text} waits.", text, "late", text)),
        story.facts(Facts([Fact(text, text)])),
    ]
    for body in bodies:
        assert {tag for _, tag, _ in TAG.findall(body)} <= OURS
        assert shown(body).count(text) >= 2


def test_a_hostile_lead_is_made_of_our_tags_alone() -> None:
    bodies = [
        story.finding(finding(HOSTILE, LOOK)),
        story.facts(Facts(head.facts(HOSTILE, LOOK))),
        story.events(events(HOSTILE, LOOK)),
    ]
    for body in bodies:
        assert {tag for _, tag, _ in TAG.findall(body)} <= OURS
    assert all(TEXTS[place] in shown("".join(bodies)) for place in (0, 3, 4, 5))


def test_tags_open_and_close_in_pairs() -> None:
    body = story.events(events(HOSTILE, LOOK))
    for tag in OURS:
        assert len(re.findall(rf"<{tag}[ >]", body)) == body.count(f"</{tag}>")


def test_no_event_is_an_empty_list_and_no_error() -> None:
    assert (
        story.events(Events([], "What happened"))
        == '<section class="leaddash-events" aria-label="What happened"></section>'
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("short")
def test_a_lead_alone_is_the_page(language: str) -> None:
    app = visit("leads", language, lead="L1")
    assert [title.value for title in app.title] == ["L1"]
    assert "2026" not in finding_of(html(app))
    assert not app.dataframe
    assert len(app.get("plotly_chart")) == 1


@pytest.mark.usefixtures("short")
def test_a_lead_is_told_as_it_was_on_the_as_of_day() -> None:
    assert finding_of(html(visit("leads", lead="L1"))) == "L1 became a customer on 20 Feb."
    early = visit("leads", lead="L1", as_of="2026-02-12")
    assert finding_of(html(early)) != "L1 became a customer on 20 Feb."
    assert "20 Feb" not in told(early)
    assert visit("leads", lead="L4", as_of="2026-04-30").warning
    assert [title.value for title in visit("leads", lead="L4", as_of="2026-04-30").title] == ["Leads"]


@pytest.mark.usefixtures("bare")
def test_without_stages_people_and_deals_a_lead_says_what_is_known() -> None:
    app = visit("leads", lead="L1")
    said = told(app)
    assert finding_of(html(app)).startswith("L1 has stood at New name since 1 Jan")
    assert "<dt>Owner</dt>" not in said
    assert finding_of(html(visit("leads", lead="L2"))).startswith("L2 has been a new name since 2 Jan")


def test_a_lead_filtered_out_of_the_page_is_shown_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    leads = LEADS.replace("created_at\n", "created_at,source\n").replace(":00\n", ":00,web\n")
    shot = built(fill(tmp_path / "data", leads=leads, activities=ACTIVITIES)).folder
    monkeypatch.setenv("LEADDASH_DATA", str(shot))
    assert "L1" in finding_of(html(visit("leads", lead="L1", source=["web"])))
