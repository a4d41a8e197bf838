"""`make bench`: every benchmark, with the machine and the versions it ran on."""

from __future__ import annotations

import platform

import duckdb
import pandas as pd
import plotly
import streamlit as st

from benchmarks import first_page, funnel

print(f"{platform.platform()}, {platform.processor() or platform.machine()}, Python {platform.python_version()}")
print(f"Streamlit {st.__version__}, DuckDB {duckdb.__version__}, pandas {pd.__version__}, Plotly {plotly.__version__}\n")
first_page.main()
funnel.main()
