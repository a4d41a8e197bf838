"""The people of the sample company and how disciplined each of them is."""

import unicodedata
from dataclasses import dataclass

import numpy as np
import pandas as pd

from leaddash.sample import company as c
from leaddash.sample import names
from leaddash.sample import truths as t
from leaddash.sample.pace import Floats, Ints, Random

TOO_LITTLE, TOO_MUCH = -1, 1  # how somebody promises; 0 is neither
_TEAM_NAMES = (0, 1, 3)  # which list of names each team draws from
_SHUFFLE = 5  # mixes the ranks of discipline over the teams; shares no factor with how many there are
_CLOSING = (4, 1, 5, 2, 6, 3, 7, 0)  # rank of each account executive as closer: not that of discipline
_PROMISES = (0, TOO_MUCH, TOO_LITTLE, TOO_LITTLE, TOO_MUCH, 0, 0, 0)  # how each calls deals, whatever the rank


@dataclass(frozen=True)
class People:
    """Everyone on our side; persons are known by their row."""

    table: pd.DataFrame  # the canonical columns; manager is a row, negative for none
    sdrs: tuple[Ints, ...]  # rows by team
    executives: tuple[Ints, ...]  # account executives' rows by team
    minutes: Floats  # median working minutes to a first touch, by row
    touched: Floats  # share of hand-overs touched at all, by row
    closing: Floats  # log-odds of winning, by row
    promises: Ints  # TOO_LITTLE, 0 or TOO_MUCH, by row

    @property
    def ids(self) -> list[str]:
        """The person ids by row."""
        return [str(value) for value in self.table["person_id"]]

    @property
    def by_closing(self) -> tuple[Ints, ...]:
        """The account executives' rows by team, the best closer last."""
        return tuple(rows[np.argsort(self.closing[rows], kind="stable")] for rows in self.executives)


def make_people(random: Random) -> People:
    """Hire everyone."""
    rows = [*_leaders(), *_team_rows(), *_marketers()]
    table = pd.DataFrame(rows, columns=["role", "team", "manager", "names"])
    table["name"] = _names(random, table["names"].to_numpy())
    table["person_id"] = [f"P{number:03d}" for number in range(1, len(table) + 1)]
    table["calendar"] = "default"
    table["email"] = [_email(name) for name in table["name"]]
    minutes, touched = _discipline(table)
    sdrs, executives = _rows_of(table, "sdr"), _rows_of(table, "account_executive")
    return People(table, sdrs, executives, minutes, touched, *_closers(table))


def _leaders() -> list[tuple[str, str, int, int]]:
    managers = [("manager", team, 0, _TEAM_NAMES[row]) for row, team in enumerate(c.TEAMS)]
    return [("executive", "Management", -1, 0), ("executive", "Management", 0, 1), *managers]


def _team_rows() -> list[tuple[str, str, int, int]]:
    return [
        (role, team, 2 + row, _TEAM_NAMES[row])
        for role, sizes in (("sdr", c.SDRS_PER_TEAM), ("account_executive", c.EXECUTIVES_PER_TEAM))
        for row, team in enumerate(c.TEAMS)
        for _ in range(sizes[row])
    ]


def _marketers() -> list[tuple[str, str, int, int]]:
    counted = zip(c.ROLES, c.MARKETERS, strict=True)
    return [(role, "Marketing", 1, 2) for role, count in counted for _ in range(count)]


def _names(random: Random, lists: Ints) -> list[str]:
    firsts = random.permutation(len(names.FIRST_NAMES[0]))
    lasts = random.permutation(len(names.LAST_NAMES[0]))
    size = len(firsts)
    rows = [(kind, firsts[row % size], lasts[(row + row // size) % size]) for row, kind in enumerate(lists)]
    return [f"{names.FIRST_NAMES[kind][first]} {names.LAST_NAMES[kind][last]}" for kind, first, last in rows]


def _email(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return plain.lower().replace(" ", ".") + "@leaddash.example"


def _discipline(table: pd.DataFrame) -> tuple[Floats, Floats]:
    rank = np.ones(len(table))
    for role in ("sdr", "account_executive"):
        rows = np.flatnonzero(table["role"] == role)
        rank[rows] = np.arange(len(rows)) * _SHUFFLE % len(rows) / (len(rows) - 1)
    minutes = c.QUICKEST_MINUTES * (c.SLOWEST_MINUTES / c.QUICKEST_MINUTES) ** rank
    return minutes, c.MOST_TOUCHED + (c.LEAST_TOUCHED - c.MOST_TOUCHED) * rank


def _closers(table: pd.DataFrame) -> tuple[Floats, Ints]:
    """Return how well each closes, in log-odds, and how each promises; nothing for those who close nothing."""
    rows = np.flatnonzero(table["role"] == "account_executive")
    closing, promises = np.zeros(len(table)), np.zeros(len(table), dtype=np.int64)
    best, worst = np.log(t.BEST_CLOSER_ODDS), np.log(t.WORST_CLOSER_ODDS)
    closing[rows] = best + (worst - best) * np.array(_CLOSING) / (len(rows) - 1)
    promises[rows] = _PROMISES
    return closing, promises


def _rows_of(table: pd.DataFrame, role: str) -> tuple[Ints, ...]:
    matches = [((table["role"] == role) & (table["team"] == team)).to_numpy() for team in c.TEAMS]
    return tuple(np.flatnonzero(match).astype(np.int64) for match in matches)
