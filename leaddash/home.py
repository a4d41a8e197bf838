"""Where the dashboard's own files lie: beside the package in a checkout, under the prefix when installed."""

from __future__ import annotations

import sys
from pathlib import Path

_CHECKOUT = Path(__file__).parent.parent
HOME = _CHECKOUT if (_CHECKOUT / "app.py").exists() else Path(sys.prefix) / "share" / "leaddash"
APP = HOME / "app.py"
PAGES = HOME / "pages"
SAMPLE = HOME / "data" / "sample"
