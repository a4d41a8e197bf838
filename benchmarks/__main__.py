"""`make bench`: every benchmark, with the machine and the versions it ran on."""

from __future__ import annotations

import platform

import duckdb
import pandas as pd
import plotly
import streamlit as st

from benchmarks import first_page, funnel

print(f"{platform.platform()}, {platform.processor() or platform.machine()}, Python {platform.python_version()}")
LIBRARIES = (st, duckdb, pd, plotly)
print(", ".join(f"{library.__name__} {library.__version__}" for library in LIBRARIES), end="\n\n")
first_page.main()
funnel.main()
