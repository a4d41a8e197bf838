"""A machine without `fcntl`, as Windows is: our own modules are loaded there for real, in a process of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.intake import fill

AS_ON_WINDOWS = """
import json, sys
from datetime import datetime
from pathlib import Path
import babel, duckdb, holidays, numba, pandas, platformdirs, pyarrow, pydantic, scipy.optimize, tomli_w
sys.platform, sys.modules["fcntl"] = "win32", None
from leaddash.snapshots import build, locks
from leaddash.snapshots import open_snapshot
data, out = Path(sys.argv[1]), Path(sys.argv[2])
built = [build(data, out, as_of=datetime(2026, 6, 30), keep=1).folder.name for _ in range(2)]
held = out / "held"
with locks.exclusive(held), locks.exclusive(held), locks.shared(held), locks.if_free(held) as is_free:
    pass
shot = open_snapshot(out)
print(json.dumps({
    "built": built, "in service": shot.folder.name, "leads": len(shot.rows("select * from leads")),
    "is free": is_free, "made a file": held.exists(), "left": sorted(path.name for path in out.iterdir()),
}))
"""


@pytest.mark.long("processes")
def test_without_locks_snapshots_are_built_put_in_service_read_and_cleared_away(tmp_path: Path) -> None:
    command = [sys.executable, "-c", AS_ON_WINDOWS, str(fill(tmp_path / "data")), str(tmp_path / "out")]
    done = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    first, second = done.pop("built")
    assert first < second
    assert done == {
        "in service": second,
        "leads": 2,
        "is free": True,
        "made a file": False,
        "left": [second, "current"],
    }
