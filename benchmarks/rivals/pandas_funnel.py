"""The funnel by plain pandas: one sorted frame of events, a few rounds of episodes, one row per stage reached.

Moments are whole seconds since 1970.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.rivals.rules import (
    BALANCE,
    COLUMNS,
    CONVERSION,
    CUSTOMER,
    DAY,
    EXIT,
    FLOW,
    LOST,
    MEANINGFUL,
    MOMENTS,
    OPEN,
    RANKS,
    WINDOWS,
    WON,
    files,
)
from leaddash.agreement import STAGES

OPPORTUNITY = RANKS["opportunity"]
ENGAGED = RANKS["engaged"]


def funnel(folder: Path) -> pd.DataFrame:
    """Cohort, flow and stock of each stage over all data of a canonical folder."""
    leads = _read(folder, "leads", "lead_id", "created_at").rename(columns={"created_at": "at"})
    deals = _deal_changes(folder, leads)
    moves = [_created(leads), _engaged(folder, leads), _recorded(folder, leads), _dealt(deals), _lost(deals)]
    return _counted(_stages(_in_order(moves)), _newest(folder))


def _read(folder: Path, table: str, *columns: str, filters: Any = None) -> pd.DataFrame:
    """The asked columns of a table, its moment in seconds."""
    parts = [pd.read_parquet(path, columns=list(columns), filters=filters) for path in files(folder, table)]
    frame = pd.concat(parts, ignore_index=True)
    moment = MOMENTS[table]
    if moment in columns:
        frame[moment] = frame[moment].astype("datetime64[s]").astype("int64")
    return frame


def _newest(folder: Path) -> int:
    """The as-of: the newest moment of all tables."""
    newest = [_read(folder, table, moment)[moment].max() for table, moment in MOMENTS.items()]
    return int(pd.Series(newest).max())


def _under_leads(rows: pd.DataFrame, leads: pd.DataFrame, moment: str) -> pd.DataFrame:
    """The rows with their lead's number in place of its id; a moment before its creation counts at the creation."""
    rows["lead"] = pd.Index(leads["lead_id"]).get_indexer(rows["lead_id"])
    rows = rows[rows["lead"] >= 0]
    created = leads["at"].to_numpy()[rows["lead"]]
    return rows.assign(at=np.maximum(rows[moment], created))


def _created(leads: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({"lead": np.arange(len(leads)), "at": leads["at"], "rank": 1})


def _engaged(folder: Path, leads: pd.DataFrame) -> pd.DataFrame:
    """The first inbound activity of a meaningful type of each lead."""
    filters = [("direction", "==", "inbound"), ("activity_type", "in", MEANINGFUL)]
    rows = _read(folder, "activities", "lead_id", "occurred_at", filters=filters)
    firsts = rows.groupby("lead_id", sort=False, as_index=False)["occurred_at"].min()
    return _under_leads(firsts, leads, "occurred_at").assign(rank=ENGAGED)


def _recorded(folder: Path, leads: pd.DataFrame) -> pd.DataFrame:
    """The entries and exits that the CRM recorded."""
    rows = _read(folder, "stage_changes", "lead_id", "stage", "entered_at", "estimated")
    rows["rank"] = rows["stage"].str.strip().str.lower().map(RANKS)
    rows["estimated"] = rows["estimated"].eq(True)
    rows["recorded"] = True
    return _under_leads(rows, leads, "entered_at")


def _deal_changes(folder: Path, leads: pd.DataFrame) -> pd.DataFrame:
    """One row per opportunity, second and state it took then, in order, with the state before."""
    deals = _read(folder, "opportunities", "opportunity_id", "lead_id", "created_at")
    deals = _under_leads(deals, leads, "created_at")[["opportunity_id", "lead", "at"]]
    changes = _read(folder, "opportunity_changes", "opportunity_id", "changed_at", "stage")
    told = changes["stage"].str.strip().str.lower()
    changes["state"] = told.map({"won": WON, "lost": LOST}).fillna(OPEN).astype("int64")
    changes = changes[told.notna() & told.ne("")].merge(deals, on="opportunity_id")
    changes["at"] = np.maximum(changes["changed_at"], changes["at"])
    states = pd.concat([deals.assign(state=OPEN), changes.drop(columns=["changed_at", "stage"])])
    states = states.drop_duplicates(["opportunity_id", "at", "state"]).sort_values(["opportunity_id", "at", "state"])
    states["before"] = states.groupby("opportunity_id")["state"].shift(fill_value=0)
    return states


def _dealt(deals: pd.DataFrame) -> pd.DataFrame:
    """The opportunities created and reopened, and those won."""
    opened = deals["state"].eq(OPEN) & deals["before"].isin([0, LOST])
    won = deals["state"].eq(WON) & deals["before"].ne(WON)
    rank = np.where(won, CUSTOMER, OPPORTUNITY)
    return deals.assign(rank=rank)[opened | won]


def _lost(deals: pd.DataFrame) -> pd.DataFrame:
    """The losses that leave the lead without an open opportunity."""
    settled = deals.drop_duplicates(["opportunity_id", "at"], keep="last")
    is_open = settled["state"].eq(OPEN).astype("int64")
    settled = settled.assign(step=is_open - is_open.groupby(settled["opportunity_id"]).shift(fill_value=0))
    by_second = settled.groupby(["lead", "at"], as_index=False)["step"].sum()
    by_second["open"] = by_second.groupby("lead")["step"].cumsum()
    losses = deals[deals["state"].eq(LOST) & deals["before"].ne(LOST)]
    return losses.merge(by_second[by_second["open"] == 0], on=["lead", "at"]).assign(rank=EXIT)


def _in_order(moves: list[pd.DataFrame]) -> pd.DataFrame:
    """All entries and exits by lead, moment and rank; of the same entry the one whose moment is known first."""
    columns = ["lead", "at", "rank", "recorded", "estimated"]
    events = pd.concat([rows.reindex(columns=columns[:3]).astype("int64") for rows in moves], ignore_index=True)
    for flag in columns[3:]:
        given = [rows[flag] if flag in rows else np.zeros(len(rows), bool) for rows in moves]
        events[flag] = np.concatenate(given).astype(bool)
    return events.sort_values(["lead", "at", "rank", "estimated"], ignore_index=True)


def _stages(events: pd.DataFrame) -> pd.DataFrame:
    """One row per stage an episode reached; a round takes the next episode of every lead that has one."""
    never = len(events)
    at = np.append(events["at"].to_numpy(float), np.nan)
    pending, found = events.assign(row=np.arange(never)), []
    while len(pending):
        rank, row = pending["rank"], pending["row"]
        start = _first(pending, rank < EXIT, never)
        customer = _first(pending, rank == CUSTOMER, never)
        is_exit = (rank == EXIT) & (row > start) & (pending["recorded"] | (row < customer))
        returns = (rank < CUSTOMER) & (pending["at"] > at[customer] + DAY)
        stop = _first(pending, is_exit | returns, never)
        entries = pending[(row < stop) & (rank < EXIT)]
        found.append(_reached(entries.assign(ended_at=at[stop[entries.index]])))
        pending = pending[row >= stop]
    return pd.concat(found, ignore_index=True)


def _first(rows: pd.DataFrame, chosen: pd.Series, never: int) -> pd.Series:
    """The first chosen row of each lead, told in all rows of the lead."""
    return rows["row"].where(chosen, never).groupby(rows["lead"]).transform("min")


def _reached(entries: pd.DataFrame) -> pd.DataFrame:
    """One row per stage of one episode of each lead, with those jumped over, and the moment of the next stage."""
    lead = entries["lead"] * EXIT
    highest = (lead + entries["rank"]).cummax().shift(fill_value=-1) - lead
    before = highest.where(highest > 0, entries["rank"] - 1)
    rises = entries.assign(before=before)[entries["rank"] > before]
    stages = rises.loc[rises.index.repeat(rises["rank"] - rises["before"])]
    entered = stages["rank"]
    stages["rank"] = stages["before"] + 1 + stages.groupby("row").cumcount()
    stages["skipped"] = stages["rank"] < entered
    goes_on = stages["lead"].eq(stages["lead"].shift(-1))
    stages["converted_at"] = stages["at"].shift(-1).where(goes_on)
    stages["next_estimated"] = stages["estimated"].shift(-1, fill_value=False) & goes_on
    return stages


def _counted(stages: pd.DataFrame, as_of: int) -> pd.DataFrame:
    """The seven rows; everything entered since the beginning, so nothing stood before."""
    at, converted_at, skipped = stages["at"], stages["converted_at"], stages["skipped"]
    closes = at + stages["rank"].map(WINDOWS)
    left_at = converted_at.fillna(stages["ended_at"])
    converted, over, stays = converted_at <= closes, closes <= as_of, ~(left_at <= at)
    known = converted & ~(skipped | stages["estimated"] | stages["next_estimated"])
    flags = {
        "entered": True,
        "skipped": skipped,
        "converted": converted,
        "late": converted_at > closes,
        "exited": converted_at.isna() & left_at.notna(),
        "open": left_at.isna() & ~over,
        "stalled": left_at.isna() & over,
        "rate_converted": converted & over,
        "rate_entered": over,
        "flow_out": converted_at.notna(),
        "came_in": stays,
        "went_out": stays & left_at.notna(),
    }
    rank = stages["rank"]
    table = pd.DataFrame(flags).groupby(rank).sum().reindex(range(1, CUSTOMER + 1), fill_value=0).astype("Int64")
    days = ((converted_at - at) / DAY)[known].groupby(rank[known])
    table["rate"] = table["rate_converted"].astype(float) / table["rate_entered"].astype(float)
    table["median_days"], table["p90_days"] = days.quantile(0.5), days.quantile(0.9)
    table["balance_start"] = 0
    table["balance_end"] = table["came_in"] - table["went_out"]
    table.loc[CUSTOMER, [*CONVERSION, *FLOW]] = pd.NA
    table = table.rename_axis("rank").reset_index().assign(stage=STAGES)
    table[BALANCE] = table[BALANCE].astype("Int64")
    return table[COLUMNS]
