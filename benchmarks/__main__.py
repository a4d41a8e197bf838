"""`make bench`: every benchmark, with the machine and the versions; `python -m benchmarks N` one company of N leads."""

from __future__ import annotations

import platform
import sys

import duckdb
import pandas as pd
import plotly
import polars as pl
import streamlit as st

from benchmarks import at_size, finding, first_page, forecast, funnel, rebuilds, replay, working_time

LIBRARIES = (st, duckdb, pd, pl, plotly)


def main() -> None:
    """Say what it runs on, then run what is asked."""
    print(f"{platform.platform()}, {platform.processor() or platform.machine()}, Python {platform.python_version()}")
    print(", ".join(f"{library.__name__} {library.__version__}" for library in LIBRARIES), end="\n\n")
    if sys.argv[1:]:
        at_size.main(int(sys.argv[1]))
        return
    first_page.main()
    funnel.main()
    working_time.main()
    forecast.main()
    at_size.main()
    finding.main()
    replay.main()
    rebuilds.main()


if __name__ == "__main__":
    main()
