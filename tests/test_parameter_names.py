"""Parameters that say what their value is: names that say nothing are met only where they have always been."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

from tests.test_house import PYTHON, Function, named, nodes

VAGUE = {"told", "asked", "found", "at", "one", "mine", "rows", "place"}
STILL_THERE = {
    "leaddash/blocks/figure.py": 2,
    "leaddash/boards/overview.py": 2,
    "leaddash/metrics/figures.py": 7,
    "leaddash/metrics/registry.py": 3,
    "leaddash/subjects/funnel/charts/funnel_bars.py": 1,
    "leaddash/subjects/funnel/charts/leaving.py": 2,
    "leaddash/subjects/funnel/charts/trend.py": 3,
    "leaddash/subjects/funnel/charts/ways_out.py": 8,
    "leaddash/subjects/funnel/sentences.py": 1,
    "leaddash/subjects/lab/charts/mql_months.py": 8,
    "leaddash/subjects/lab/charts/score_grid.py": 4,
    "leaddash/subjects/lab/charts/score_quality.py": 6,
    "leaddash/subjects/lab/charts/threshold_counts.py": 4,
    "leaddash/subjects/lab/charts/threshold_rates.py": 2,
    "leaddash/subjects/lab/metrics/rule_hygiene.py": 6,
    "leaddash/subjects/lab/metrics/score_flips.py": 4,
    "leaddash/subjects/lab/metrics/threshold_curve.py": 3,
    "leaddash/subjects/leads/sentences.py": 2,
    "leaddash/subjects/promises/charts/compliance.py": 1,
    "leaddash/subjects/promises/charts/people_kept.py": 1,
    "leaddash/subjects/promises/charts/promises.py": 4,
    "leaddash/subjects/promises/charts/two_clocks.py": 6,
    "leaddash/subjects/promises/charts/wait_parts.py": 1,
    "leaddash/subjects/response/charts/arrivals.py": 5,
    "leaddash/subjects/response/charts/first_touch.py": 7,
    "leaddash/subjects/response/charts/never_touched.py": 1,
    "leaddash/subjects/response/charts/people.py": 1,
    "leaddash/subjects/response/charts/response_curve.py": 3,
    "leaddash/subjects/response/metrics/response_curve_adjusted.py": 2,
    "leaddash/ui/data_views.py": 1,
    "leaddash/ui/fragments.py": 2,
    "leaddash/ui/lab.py": 6,
    "leaddash/ui/lab_compare.py": 2,
    "leaddash/ui/lab_rest.py": 4,
    "leaddash/ui/lab_tools.py": 3,
    "leaddash/ui/lead_lists.py": 8,
    "leaddash/ui/lead_timeline.py": 1,
    "leaddash/ui/markdown.py": 1,
    "leaddash/ui/page.py": 2,
    "leaddash/ui/screen.py": 1,
    "leaddash/ui/sla_views.py": 2,
}
"""How many such parameters a module still has: fewer with every change, never more."""


def vague(path: Path) -> int:
    """How many parameters of a module's functions and lambdas have a name that says nothing."""
    takers = [node.args for node in nodes(path) if isinstance(node, Function | ast.Lambda)]
    return sum(name in VAGUE for taker in takers for name in names(taker))


def names(taker: ast.arguments) -> list[str]:
    several = [each for each in (taker.vararg, taker.kwarg) if each]
    return [each.arg for each in [*taker.posonlyargs, *taker.args, *taker.kwonlyargs, *several]]


def counts() -> Counter[str]:
    return Counter({named(path): vague(path) for path in PYTHON})


def test_no_parameter_gets_a_name_that_says_nothing() -> None:
    more = dict(counts() - Counter(STILL_THERE))
    assert not more, f"name what the value of these parameters is, instead of {', '.join(sorted(VAGUE))}: {more}"


def test_the_list_of_such_names_is_as_short_as_it_can_be() -> None:
    fewer = dict(Counter(STILL_THERE) - counts())
    assert not fewer, f"so many of these parameters have good names now; take them off the list: {fewer}"


def test_a_name_that_says_nothing_is_seen_in_each_kind_of_parameter(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("def f(at, /, one, *told, mine, **found):\n    return lambda rows, score=1: rows\n", "utf-8")
    assert vague(module) == 6
