"""Numbers, shares, dates and lists as each language writes them."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from babel import Locale

from leaddash.words import LANGUAGES, Words, load

ENGLISH, SPANISH = load("en"), load("es")
NOTHING = [None, float("nan"), np.float64("nan"), pd.NA, pd.NaT]


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [(0, "0", "0"), (999, "999", "999"), (1234, "1,234", "1.234"), (-1234567, "-1,234,567", "-1.234.567")],
)
def test_thousands_stand_apart_even_in_four_digits(value: int, english: str, spanish: str) -> None:
    assert (ENGLISH.number(value), SPANISH.number(value)) == (english, spanish)


def test_decimals_are_as_many_as_asked() -> None:
    assert (ENGLISH.number(1234.56, 1), SPANISH.number(1234.56, 1)) == ("1,234.6", "1.234,6")
    assert (ENGLISH.number(3, 1), SPANISH.number(3, 1)) == ("3.0", "3,0")


def test_a_number_of_numpy_is_written_like_one_of_python() -> None:
    assert SPANISH.number(np.float64(1234)) == SPANISH.number(1234)
    assert SPANISH.number(np.float64(1234.5), 1) == "1.234,5"


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [(5 / 11, "45.5%", "45,5\u00a0%"), (0, "0.0%", "0,0\u00a0%"), (1, "100.0%", "100,0\u00a0%")],
)
def test_a_share_has_one_decimal_and_spanish_sets_the_sign_apart(value: float, english: str, spanish: str) -> None:
    assert (ENGLISH.share(value), SPANISH.share(value)) == (english, spanish)


def test_a_share_over_a_thousand_percent_keeps_its_thousands_apart() -> None:
    assert (ENGLISH.share(12.5, 0), SPANISH.share(12.5, 0)) == ("1,250%", "1.250\u00a0%")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("nothing", NOTHING, ids=repr)
def test_what_is_missing_is_a_dash(language: str, nothing: float | None) -> None:
    words = load(language)
    assert words.number(nothing) == words.share(nothing) == words.number(nothing, 1) == "–"


@pytest.mark.parametrize("nothing", [None, pd.NaT], ids=repr)
def test_a_missing_day_is_a_dash_and_not_today(nothing: None) -> None:
    assert ENGLISH.day(nothing) == ENGLISH.moment(nothing) == "–"


def test_dates_are_in_the_order_of_the_language() -> None:
    day, moment = date(2026, 9, 3), datetime(2026, 9, 3, 17, 5)
    assert (ENGLISH.day(day), SPANISH.day(day)) == ("3 Sep 2026", "3 sept 2026")
    assert ENGLISH.moment(moment) == "Sep 3, 2026, 5:05:00\u202fPM"
    assert SPANISH.moment(moment) == "3 sept 2026, 17:05:00"


def test_a_timestamp_of_pandas_is_written_like_a_date() -> None:
    assert SPANISH.day(pd.Timestamp("2026-09-03")) == SPANISH.day(date(2026, 9, 3))


def test_months_are_named_in_the_language() -> None:
    day = date(2026, 9, 1)
    assert ENGLISH.day(day, ENGLISH("style.month")) == "September 2026"
    assert SPANISH.day(day, SPANISH("style.month")) == "septiembre de 2026"


def test_lists_end_with_and() -> None:
    assert ENGLISH.listed(["a", "b", "c"]) == "a, b, and c"
    assert SPANISH.listed(["a", "b", "c"]) == "a, b y c"
    assert ENGLISH.listed([]) == ""


def test_a_count_chooses_between_one_and_other() -> None:
    assert ENGLISH("headline.based", n=1) == "of 1 case"
    assert ENGLISH("headline.based", n=0) == "of 0 cases"
    assert SPANISH("headline.based", n=1234) == "de 1.234 casos"


@pytest.mark.parametrize(("count", "form"), [(1, "one"), (1.0, "one"), (0, "other"), (1.5, "other"), (12, "other")])
def test_a_count_that_is_a_float_chooses_like_a_whole_one(count: float, form: str) -> None:
    for n in (count, np.float64(count)):
        assert ENGLISH.form("headline.based", n) == SPANISH.form("headline.based", n) == f"headline.based.{form}"


def test_a_count_of_numpy_is_told_like_one_of_python() -> None:
    assert SPANISH("headline.based", n=np.int64(1)) == "de 1 caso"
    assert SPANISH("headline.based", n=np.int64(1234)) == "de 1.234 casos"


def test_a_form_that_the_words_lack_falls_back_to_other() -> None:
    """Spanish counts whole millions as `many`."""
    assert Locale.parse("es").plural_form(1_000_000) == "many"
    assert SPANISH("headline.based", n=1_000_000) == "de 1.000.000 casos"


def test_forms_are_told_for_what_counts_without_asking() -> None:
    assert SPANISH.forms("lab.panel.changed") == {"one": "{n} cambiado", "other": "{n} cambiados"}


def test_forms_follow_the_rule_of_the_language() -> None:
    polish = Words("pl", {"leads.one": "{n} lead", "leads.few": "{n} leady", "leads.other": "{n} leadów"})
    assert [polish("leads", n=n) for n in (1, 2, 5, 22)] == ["1 lead", "2 leady", "5 leadów", "22 leady"]


def test_a_value_with_braces_is_shown_as_it_is() -> None:
    assert ENGLISH("leads.unknown", lead="{secret}").startswith("There is no lead {secret} by")


def test_a_key_that_does_not_exist_is_an_error_and_no_empty_text() -> None:
    assert not ENGLISH.has("stage.nothing")
    with pytest.raises(KeyError):
        ENGLISH("stage.nothing")


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        (0.0412, "+4.1", "+4,1"),
        (-0.02, "−2.0", "−2,0"),
        (0.0, "0.0", "0,0"),
        (-0.0001, "0.0", "0,0"),
        (1, "+100.0", "+100,0"),
    ],
)
def test_a_difference_in_points_has_its_sign_unless_it_rounds_to_nothing(
    value: float, english: str, spanish: str
) -> None:
    assert (ENGLISH.points(value), SPANISH.points(value)) == (english, spanish)


@pytest.mark.parametrize(
    ("minutes", "on_the_wall", "of_work"),
    [
        (0, "0 min", "0 min"),
        (4.5, "4.5 min", "4.5 min"),
        (5, "5 min", "5 min"),
        (59.6, "1 h", "1 h"),
        (125, "2 h 5 min", "2 h 5 min"),
        (14 * 60 + 29, "14 h", "14 h"),
        (24 * 60, "1 d", "24 h"),
        (52 * 60 + 20, "2 d 4 h", "52 h"),
        (26 * 24 * 60 + 700, "26 d", "636 h"),
    ],
)
def test_a_duration_is_told_in_two_units_and_working_time_has_no_days(
    minutes: float, on_the_wall: str, of_work: str
) -> None:
    assert ENGLISH.duration(minutes) == on_the_wall
    assert ENGLISH.duration(minutes, working=True) == of_work


def test_a_duration_is_in_the_readers_style() -> None:
    assert SPANISH.duration(4.5) == "4,5 min"
    assert SPANISH.duration(100000, working=True) == "1.667 h"


@pytest.mark.parametrize("nothing", NOTHING, ids=repr)
def test_a_missing_difference_or_duration_is_a_dash(nothing: float | None) -> None:
    assert ENGLISH.points(nothing) == ENGLISH.duration(nothing) == "–"


@pytest.mark.parametrize(
    ("amount", "english", "spanish"),
    [
        (0, "0 €", "0 €"),
        (999.4, "999 €", "999 €"),
        (8_400, "8.4 k €", "8,4 mil €"),
        (9_960, "10 k €", "10 mil €"),
        (402_300, "402 k €", "402 mil €"),
        (999_600, "1.00 M €", "1,00 M €"),
        (12_340_000, "12.3 M €", "12,3 M €"),
        (-83_800, "−84 k €", "−84 mil €"),
        (-0.2, "0 €", "0 €"),
    ],
)
def test_money_is_told_in_three_digits_at_most(amount: float, english: str, spanish: str) -> None:
    said = [words.money(amount, "EUR").replace("\u00a0", " ") for words in (ENGLISH, SPANISH)]
    assert said == [english, spanish]


def test_money_without_a_currency_is_the_number_alone_and_none_a_dash() -> None:
    assert ENGLISH.money(402_300) == "402\u00a0k"
    assert [ENGLISH.money(nothing, "EUR") for nothing in NOTHING] == ["–"] * len(NOTHING)
    assert (ENGLISH.symbol("USD"), SPANISH.symbol("USD")) == ("$", "US$")
