"""Amounts of money as frames hold them: decimals to the cent, whose sums are exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd
import pyarrow as pa

from leaddash.scope import Question
from leaddash.snapshots import Snapshot

MONEY = pd.ArrowDtype(pa.decimal128(38, 2))
CENT = Decimal("0.01")


def asked(
    snapshot: Snapshot, file: str, question: Question, given: Mapping[str, pa.Table] | None = None, **more: Any
) -> pd.DataFrame:
    """What the statement beside a metric's module answers, its decimals kept as such."""
    table = snapshot.table(file, question, given, **more)
    return table.to_pandas(types_mapper=_kept, date_as_object=False)


def amounts(values: Iterable[Decimal | None]) -> pd.Series:
    """A column of amounts."""
    return pd.Series(list(values), dtype=MONEY)


def agreed(amount: float) -> Decimal:
    """An amount that an agreement writes, to the cent: by its shortest decimal text, half away from zero."""
    return Decimal(repr(float(amount))).quantize(CENT, ROUND_HALF_UP)


def _kept(kind: pa.DataType) -> pd.ArrowDtype | None:
    return MONEY if pa.types.is_decimal(kind) else None
