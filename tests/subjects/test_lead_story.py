"""What is said of one lead: the finding, its facts, what happened, folded; in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from leaddash.blocks.look import Look
from leaddash.drawing.theme import LIGHT
from leaddash.subjects.leads import head
from leaddash.subjects.leads.events import events
from leaddash.subjects.leads.finding import finding
from leaddash.subjects.leads.happenings import happenings, months
from leaddash.subjects.leads.life import Act, Life, Pass, Promise, Stay
from leaddash.subjects.leads.silence import longest_silence, running_silence
from leaddash.subjects.leads.tables import lanes_table, promises_table
from leaddash.words import LANGUAGES, load
from tests.subjects.lead_lives import (
    AHEAD,
    AS_OF,
    CREATED,
    CUSTOMER,
    DAY,
    HOSTILE,
    LATE,
    LIVES,
    LOST,
    SILENT,
    TWICE,
    UNASSIGNED,
    UNKNOWN,
    ZONE,
    on,
)

ENGLISH, SPANISH = (Look(load(language), LIGHT, ZONE) for language in ("en", "es"))
SAID = {
    "late": (LATE, "Anna Hoffmann has owed Florian Zimmermann a decision for 23 days."),
    "late of nobody": (
        replace(LATE, holdings=[]),
        "Florian Zimmermann has been owed a decision for 23 days, and has no owner.",
    ),
    "late by working hours": (
        replace(LATE, promises=[replace(LATE.promises[0], state="overdue", stop_at=None)]),
        "Anna Hoffmann has owed Florian Zimmermann a first touch for 3 working hours.",
    ),
    "of another name": (
        replace(LATE, promises=[replace(LATE.promises[2], name="call_back")]),
        "Anna Hoffmann has owed Florian Zimmermann “call back” for 23 days.",
    ),
    "given to nobody": (UNASSIGNED, "Florian Zimmermann has been an MQL for 36 days, and was given to nobody."),
    "silent": (SILENT, "Nobody has touched Florian Zimmermann for 26 days."),
    "ahead": (AHEAD, "Nobody has touched Florian Zimmermann for 26 days."),
    "ahead and touched": (
        replace(AHEAD, acts=[*AHEAD.acts, Act(on("09-29"), "call", "outbound", person="p2")]),
        "Anna Hoffmann owes Florian Zimmermann a decision by 5 Oct, with 5 days left.",
    ),
    "customer": (CUSTOMER, "Florian Zimmermann became a customer on 2 Sep."),
    "customer of an unknown day": (
        replace(CUSTOMER, stays=[replace(stay, is_estimated=True) for stay in CUSTOMER.stays]),
        "Florian Zimmermann is a customer.",
    ),
    "lost": (LOST, "Florian Zimmermann was lost on 10 Sep: price."),
    "lost in another year": (
        replace(LOST, passes=[Pass(1, on("2025-01-01"), on("2025-09-10"), "lost", None)]),
        "Florian Zimmermann was lost on 10 Sep 2025.",
    ),
    "created": (CREATED, "L1 has been a new name since 25 Sep, and has done nothing yet."),
    "no stages": (replace(CREATED, stays=[], passes=[]), "Nothing is known of L1 but the day of creation, 25 Sep."),
    "engaged": (
        replace(CREATED, stays=[Stay("engaged", 1, on("09-26"))], acts=LATE.acts[:1]),
        "L1 has stood at Engaged since 26 Sep.",
    ),
    "nobody writes touches down": (UNKNOWN, "Florian Zimmermann has stood at Sales lead since 31 Aug."),
}


@pytest.mark.parametrize("name", SAID)
def test_the_finding_is_the_worst_that_is_true(name: str) -> None:
    life, said = SAID[name]
    found = finding(life, ENGLISH)
    assert found.text == said
    assert found.marked in found.text
    assert finding(life, SPANISH).text != said


def test_only_what_is_late_is_told_in_the_colour_of_late() -> None:
    assert {name for name, (life, _) in SAID.items() if finding(life, ENGLISH).tone == "late"} == {
        "late",
        "late of nobody",
        "late by working hours",
        "of another name",
    }


def test_the_second_sentence_says_when_our_last_word_was_and_what_the_lead_did_since() -> None:
    more = finding(LATE, ENGLISH).more
    assert more == "The last word from our side was on 4 Sep. Since then: Trial started and Pricing page visited."
    assert finding(replace(LATE, acts=LATE.acts[:5]), ENGLISH).more.startswith("There has been no word from our side")
    assert finding(replace(LATE, knows_touches=False), ENGLISH).more == ""


def test_the_amounts_of_the_finding_the_facts_and_the_events_agree() -> None:
    facts = {fact.label: fact.value for fact in head.facts(LATE, ENGLISH)}
    assert facts == {
        "Stage": "Sales lead, 30 d",
        "Owner": "Anna Hoffmann, Europe",
        "Score, threshold 100": "152 = fit 40 + behaviour 112",
        "Conversion": "23 d late, no notice left",
        "Came from": "webinar, Autumn, 12 Aug",
    }
    assert "23 d late, still open" in [event.detail for month in events(LATE, ENGLISH).months for event in month.events]


def test_what_is_not_known_is_not_said() -> None:
    assert [fact.label for fact in head.facts(replace(CREATED, is_scored=False), ENGLISH)] == ["Stage", "Created"]
    assert head.about(CREATED) == ""
    assert [fact.label for fact in head.facts(UNKNOWN, ENGLISH)] == ["Stage", "Came from"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LIVES)
def test_every_life_is_told_in_every_language(name: str, language: str) -> None:
    life, look = LIVES[name], Look(load(language), LIGHT, ZONE)
    told = [finding(life, look).text, *(fact.value for fact in head.facts(life, look))]
    told += [event.what for month in events(life, look).months for event in month.events]
    told += [
        str(cell) for table in (lanes_table(life, look), promises_table(life, look)) for cell in table.frame.values.flat
    ]
    assert not any("{" in text or "None" in text or "nan" in text.lower().split() for text in told)
    assert told[0].endswith(".")


def test_names_are_told_as_they_are_written() -> None:
    assert HOSTILE.name in finding(HOSTILE, ENGLISH).text
    assert HOSTILE.company in head.about(HOSTILE)


def test_milestones_stand_on_their_own_and_small_things_together() -> None:
    told = [event for month in events(LATE, ENGLISH).months for event in month.events]
    assert [event.what for event in told if event.is_milestone] == [
        "Fell due unkept: Conversion",
        "Given to Anna Hoffmann",
        "Kept: Qualification",
        "Sales lead",
        "Fell due unkept: First touch",
        "Given to Lena Becker",
        "MQL",
        "Engaged",
        "New name",
    ]
    (folded,) = [event for event in told if event.folded]
    assert (folded.what, folded.detail) == ("2 page views and 1 automatic e-mail", "since 20 Aug")
    assert [event.what for event in folded.folded] == ["Page viewed", "Page viewed", "E-mail sent"]


def test_older_months_are_folded_once_enough_is_read() -> None:
    assert [month.is_open for month in events(LATE, ENGLISH, few_lines=4).months] == [True, False]
    assert [month.name for month in events(LATE, SPANISH).months] == ["septiembre de 2026", "agosto de 2026"]


moments = st.integers(0, 400).map(lambda hours: AS_OF - timedelta(hours=hours))
acts = st.builds(
    Act,
    moments,
    st.sampled_from(["page_view", "call", "email_sent", "trial"]),
    st.sampled_from(["inbound", "outbound", None]),
    person=st.sampled_from([None, None, "p"]),
    outcome=st.sampled_from([None, "connected"]),
    part=st.sampled_from([None, "intent"]),
)
promises = st.builds(
    lambda start, due, length: Promise("qualify", "broken", start, start + due, min(start + length, AS_OF)),
    moments,
    st.integers(1, 200).map(lambda hours: timedelta(hours=hours)),
    st.integers(1, 200).map(lambda hours: timedelta(hours=hours)),
)
lives = st.builds(
    lambda done, made: replace(
        CREATED, created_at=AS_OF - 20 * DAY, acts=sorted(done, key=lambda act: act.at), promises=made
    ),
    st.lists(acts, max_size=30),
    st.lists(promises, max_size=4),
)


@seed(1)
@settings(max_examples=200, deadline=None, database=None)
@given(lives)
def test_nothing_that_happened_is_lost_told_twice_or_out_of_order(life: Life) -> None:
    lines = [line for _, within in months(life, ENGLISH) for line in within]
    flat = [happening for line in lines for happening in line]
    assert flat == happenings(life)
    assert all(later.at >= earlier.at for later, earlier in pairwise(flat))
    assert len([happening for happening in flat if happening.kind == "act"]) == len(life.acts)
    for line in lines:
        assert len(line) == 1 or all(happening.is_small for happening in line)
    for _, within in months(life, ENGLISH):
        assert not any(later[0].is_small and earlier[0].is_small for later, earlier in pairwise(within))


@seed(2)
@settings(max_examples=200, deadline=None, database=None)
@given(lives)
def test_a_silence_has_no_touch_within_it_and_lies_in_time_that_was_waited(life: Life) -> None:
    silence = longest_silence(life)
    if silence is not None:
        assert not any(silence.since < touch < silence.until for touch in life.touches)
        hours = (silence.until - silence.since) // timedelta(hours=1)
        for moment in (silence.since + timedelta(hours=hour, minutes=30) for hour in range(hours)):
            assert any(one.started_at <= moment <= (one.ended_at or AS_OF) for one in life.promises)
    running = running_silence(life)
    assert running is None, "every promise has ended, and it was never sales' to answer"


def test_of_a_life_of_which_touches_are_unknown_no_silence_is_told() -> None:
    assert longest_silence(LATE) is not None
    assert longest_silence(replace(LATE, knows_touches=False)) is None


def test_a_lead_that_came_back_is_told_by_its_passes() -> None:
    assert head.facts(TWICE, ENGLISH)[0].label == "Stage, pass 2"
    assert finding(replace(UNASSIGNED, holdings=LATE.holdings), ENGLISH).text.endswith("was given to nobody anew.")
