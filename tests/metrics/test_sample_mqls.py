"""The replay on the sample company: its MQLs agree with the recorded ones as far as the README of the sample says."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from leaddash import metrics
from leaddash.home import SAMPLE
from leaddash.metrics import registry
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot, build, open_snapshot

# data/sample/README.md: of 5,543 model MQLs 5,196 are stamped 5 to 300 seconds after their moment, 168 days late,
# 144 never and 35 before their time
MODELLED, STAMPED, LATE, NEVER, EARLY = 5_543, 5_196, 168, 144, 35


@pytest.fixture(scope="module")
def shot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    out: Path = tmp_path_factory.mktemp("sample_mqls")
    build(SAMPLE, out)
    return open_snapshot(out)


@pytest.fixture(scope="module")
def beside(shot: Snapshot) -> pd.DataFrame:
    """Every model MQL with the recorded entry of its episode, and the seconds from the one to the other."""
    modelled = registry.cases(shot, Scope(), "mql_volume")
    recorded = shot.rows(
        """select leads.lead_id, stage_episodes.episode, stage_episodes.entered_at
        from stage_episodes inner join leads using (lead)
        where stage_episodes.stage = 'mql' and not stage_episodes.skipped"""
    )
    both = modelled.merge(recorded, on=["lead_id", "episode"], how="left")
    return both.assign(seconds=(both["entered_at"] - both["mql_at"]).dt.total_seconds())


def test_the_replay_finds_the_models_mqls_of_the_sample(shot: Snapshot) -> None:
    assert metrics.mql_volume(shot, Scope())["mqls"].sum() == MODELLED


def test_they_agree_with_the_record_as_far_as_people_did_not_overrule_them(beside: pd.DataFrame) -> None:
    assert beside["seconds"].between(5, 300).sum() == STAMPED
    assert (beside["seconds"] > 300).sum() == LATE
    assert (beside["seconds"] < 5).sum() == EARLY
    assert beside["seconds"].isna().sum() == NEVER
