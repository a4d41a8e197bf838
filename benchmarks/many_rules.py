"""The company of a million leads under 64 fit and 64 behaviour rules, by which every one of its activities counts.

`python -m benchmarks.many_rules` builds it, which takes a minute; it is kept beside the other in the user's cache.
"""

from __future__ import annotations

from fnmatch import fnmatch
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
from platformdirs import user_cache_path

from leaddash import agreement
from leaddash.agreement import Agreement
from leaddash.snapshots import TAPE, Snapshot, build, locate, open_snapshot

CACHE = user_cache_path("leaddash") / "benchmarks"
LEADS = 1_000_000
EACH = 64
"""Rules of fit, and of behaviour."""
SIZES = (1, 3, 5, 10, 20, 35, 50, 80, 120, 200, 350, 500, 800, 1_200, 2_000, 3_500, 5_000)
REVENUE = (0, 1e5, 3e5, 1e6, 2e6, 5e6, 1e7, 2e7, 5e7, 1e8, 2e8, 5e8, 1e9)
VALUES = {
    "country": ("ES", "DE", "US", "FR", "GB", "IT", "PT", "NL", "MX"),
    "source": ("webinar", "paid search", "content syndication", "organic", "outbound", "event", "partner", "referral"),
}
TITLES = (
    "head",
    "chief",
    "specialist",
    "analyst",
    "assistant",
    "engineer",
    "operations",
    "technology",
    "marketing",
    "sales",
)


def snapshots(rules: int) -> Path | None:
    """The folder of snapshots with so many rules (24 or 128); None, said in a sentence, where it is not built."""
    folder = CACHE / f"{LEADS}-leads{'-128-rules' if rules == 2 * EACH else ''}-snapshots"
    found = locate(folder)
    if found is None or not (found / TAPE).is_dir():
        module = "benchmarks.many_rules" if rules == 2 * EACH else f"benchmarks {LEADS}"
        print(f"skipped: no million leads under {rules} rules; `python -m {module}` builds them")
        return None
    return folder


def main() -> None:
    """Build it where it is not there."""
    plain = snapshots(24)
    if plain is not None and snapshots(2 * EACH) is None:
        out = CACHE / f"{LEADS}-leads-128-rules-snapshots"
        build(CACHE / f"{LEADS}-leads", out, rules=many(open_snapshot(plain)), keep=1)


def many(snapshot: Snapshot) -> Agreement:
    """The agreed rules, taken apart and added to until they are 64 and 64."""
    scoring = agreement.dump(snapshot.agreement)["scoring"]
    fit, behaviour = scoring["fit"], scoring["behaviour"]
    found = snapshot.rows(_KINDS)
    last = [
        {**_LITTLE, "name": f"all else {direction}", "activity_type": sorted(set(found["activity_type"])), **asked}
        for direction, asked in (("of theirs", {"direction": "inbound"}), ("of ours", {}))
    ]
    taken_apart = _by_asset(found, behaviour)[: EACH - len(behaviour) - len(last)]
    changed = {"fit": [*fit, *_more_fit()[: EACH - len(fit)]], "behaviour": [*taken_apart, *behaviour, *last]}
    return agreement.parse({"scoring": changed}, snapshot.agreement)


def _by_asset(found: pd.DataFrame, agreed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A rule for each asset, the frequent first: worth what the agreed rules give it, else a little."""
    pairs = list(found.dropna()[["activity_type", "asset"]].itertuples(index=False))
    return [
        {
            **_LITTLE,
            **_agreed_of(kind, asset, agreed),
            "name": f"{kind}: {asset}",
            "activity_type": [kind],
            "asset": asset,
        }
        for kind, asset in pairs
    ]


def _agreed_of(kind: str, asset: str, agreed: list[dict[str, Any]]) -> dict[str, Any]:
    """The first agreed rule that an activity matches."""
    matching = (
        rule
        for rule in agreed
        if kind in rule["activity_type"] and fnmatch(asset.lower(), rule.get("asset", "*")) and "direction" not in rule
    )
    return next(matching, {})


def _more_fit() -> list[dict[str, Any]]:
    """Rules that overlap in many ways, a point each."""
    told: list[dict[str, Any]] = [
        {"column": name, "range": [low, high]}
        for name, bounds in (("employees", SIZES), ("annual_revenue", REVENUE))
        for low, high in pairwise(bounds)
    ]
    told += [{"column": name, "equals": one} for name, values in VALUES.items() for one in values]
    told += [{"column": "job_title", "matches": f"*{one}*"} for one in TITLES]
    return [{"name": f"fit {number}", **one, "points": 1} for number, one in enumerate(told)]


_LITTLE = {"kind": "engagement", "points": 0.5, "limit": "every", "hand_raise": False}
_KINDS = "select activity_type, asset from activities group by all order by count(*) desc, activity_type, asset"


if __name__ == "__main__":
    main()
