"""What is saved of a list of leads: all that are looked for, in words, and raw the cases behind the figure."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.kinds import Kind, of_kind, of_list
from leaddash.blocks.parts import Download
from leaddash.boards.leads.behind import Behind
from leaddash.boards.leads.described import in_words
from leaddash.metrics import registry
from leaddash.snapshots import Snapshot
from leaddash.words import Words

KINDS = {**of_kind(Kind.DAYS, "days"), **of_kind(Kind.MINUTES, "minutes", "response_minutes")}


def saved(listed: pd.DataFrame, leads: Behind, search: str, words: Words, name: str = "leads") -> Download:
    """The download, under a name, of a list of which some rows are listed, `matches` in all."""
    scope, matches = leads.ask.scope(), int(listed["matches"].iloc[0])

    def every(snapshot: Snapshot) -> pd.DataFrame:
        return registry.cases_behind(snapshot, scope, leads.kind, leads.wanted)

    def every_shown(snapshot: Snapshot) -> pd.DataFrame:
        found = registry.lead_list(snapshot, scope, leads.kind, leads.wanted, search=search, most=matches)
        return in_words(found.drop(columns="matches"), words)

    kinds = of_list(listed.drop(columns="matches"), KINDS)
    return Download(every, name, [value for value in leads.wanted.values() if value], every_shown, kinds)
