"""Which list a figure opens."""

from __future__ import annotations

from leaddash import metrics
from leaddash.boards.leads.links import with_list
from leaddash.metrics import registry
from leaddash.metrics.figures import LIST_KINDS, kind_of

OPENED = [figure for name in metrics.__all__ for figure in registry.find(name).figures]


def test_every_kind_of_list_is_offered() -> None:
    assert {figure.listing.kind for figure in OPENED} == set(LIST_KINDS)


def test_a_figure_opens_a_list_in_which_it_stands_and_an_unknown_one_the_funnels() -> None:
    for figure in OPENED:
        assert (figure.name, kind_of(figure.name)) in {(one.name, one.listing.kind) for one in OPENED}
    assert (kind_of("kept"), kind_of("untouched"), kind_of("no figure")) == ("sla", "response", "funnel")


def test_a_link_to_a_figure_names_its_list_and_leaves_any_bucket_open() -> None:
    cold = {"bucket": "any", "stage": "any", "only": "", "span": "", "hour": "", "owner": "", "step": ""}
    cold |= {"category": "", "movement": ""}
    assert with_list({"figure": "won"}) == {"list": "response", "figure": "won", **cold}
    assert with_list({"figure": "kept", "list": "owner"})["list"] == "owner"
    assert with_list({"stage": "mql"}) == {"stage": "mql"}


def test_a_slice_and_a_period_narrow_the_list_and_not_the_pages() -> None:
    of_person = with_list({"figure": "kept", "person": "p1"})
    assert (of_person["only"], "person" in of_person) == ("person:p1", False)
    assert with_list({"figure": "kept", "source": ""})["only"] == "source:"
    days = {"period": "custom", "since": "2026-07-01", "until": "2026-07-31"}
    of_july = with_list({"figure": "entered", **days})
    assert (of_july["span"], days.keys() & of_july.keys()) == ("2026-07-01..2026-07-31", set())
    assert with_list({"figure": "stalled", "period": "all"})["span"] == "all"
