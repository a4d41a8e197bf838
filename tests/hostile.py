"""Texts that try to be more than text, and a company in which every name is one: made, renamed, built for real."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zlib import crc32

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from leaddash.agreement import load
from leaddash.sample import generate
from leaddash.snapshots import Built, build

ELSEWHERE = "evil.example"
"""A host that nothing of ours names: no request may go there."""
TEXTS = (
    "[Sign in](https://evil.example/1)",
    "![x](https://evil.example/2.png)",
    "<a href='//evil.example'>in</a>",
    "<img src=//evil.example/4>",
    "<script>alert(5)</script>",
    "https://evil.example/6",
    "www.evil.example/7",
    "eve@evil.example",
    "$x^2_9$ $$y$$",
    ":red[10] :smile: :+1:",
    ":material/home: :streamlit:",
    "**b** _i_ ~~s~~ `c`",
    "# h -> i",
    "&lt;b&gt; <b>j</b>",
    "=cmd|'/c calc'!A1",
)
"""Names short enough for an axis: Markdown, HTML, LaTeX, icons, addresses, a formula."""
MARKDOWN = (
    *TEXTS,
    *r"""HTTP://EVIL.example/a?b=c&amp;d (www.evil.example) *www.evil.example* mailto:e@evil.example _www.evil.example_
(bob.x+1@evil.example) -@a.bc foo@bar.co.uk_ echo@évil.example
<https://evil.example> <eve@evil.example> <!-- c --> <?php ?> <![CDATA[x]]>
\
$a$b$ \$x\$ costs $5 and $6 $$
:red-background[b] :small[c] :blue-badge[z] :color[q]{foreground="red"} :help[x] :shimmer[s] :100:
:material_home: \:red[z] a::red[x] :::red[y] a:b:c x:-) :
a -> b <- c -- d <-> e >= f <= g ~= h
->
--
## h
- item
+ item
* item
1. one
12) b
> q
---
- - -
***b*** __b__ a_b_c ~s~ ``c``
```py
~~~
&lt; &amp; &#58; R&D
a\b \[ \
[
#
1.
[^1] [^1]: x [x]: https://evil.example
| a | b | --- |
- [ ] task
::: note
::leaf[x]{y=z}
===
+
12:30:45 3:4 on 2026-09-30
-3.5 + 4 = x
50 % (n 3), 95 % interval: 1.5 to 2
!
@
:
::
www.""".splitlines(),
)
"""All that Streamlit's Markdown knows, and what only looks like it."""
UNSEEN = "a\u202eb\u2066c\u200bd\u0007e"
READ_AS = "abcde"
"""Turns of direction, a character of no width and a control character, and what is left to see of them."""
UNREAD = "[notes](x) $y$ <b>z</b>.csv".replace("/", "")
"""A file that no table is read from."""
KEPT = {
    *("activity_type", "direction", "outcome", "stage", "forecast_category", "currency", "role", "calendar"),
    *("seniority", "marketing_role"),
}
"""Columns whose words the product knows; two of them get rows of their own that it does not."""


def hostile(name: str) -> str:
    """A name with a text before it that is not one; the same one for the same name."""
    return f"{TEXTS[crc32(name.encode()) % len(TEXTS)]} {name}"


def company(folder: Path) -> Built:
    """A made company of which every name is hostile, under an agreement with hostile names."""
    generate(folder / "made", 700, 8, 7, ["bad_rows"], [])
    (folder / "data").mkdir()
    for path in sorted((folder / "made").glob("*.parquet")):
        table = pd.read_parquet(path)
        renamed = table.assign(**{name: _renamed(table[name]) for name in table if _is_text(table[name])})
        pq.write_table(pa.Table.from_pandas(_with_more(path.stem, renamed)), folder / "data" / path.name)
    (folder / "data" / UNREAD).write_text("not,read\n", encoding="utf-8")
    (folder / "ours.toml").write_text(AGREEMENT, encoding="utf-8")
    return build(folder / "data", folder / "snapshots", rules=load(folder / "ours.toml"))


def _is_text(column: pd.Series) -> bool:
    return column.name not in KEPT and column.dropna().map(lambda cell: isinstance(cell, str)).all()


def _renamed(column: pd.Series) -> pd.Series:
    return column.map(lambda cell: hostile(cell) if isinstance(cell, str) else cell)


def _with_more(table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Extra columns and rows with words nobody knows: kept where they may be, refused with their text where not."""
    if table == "leads":
        first = rows.index == rows.index[0]
        return rows.assign(**{TEXTS[0]: TEXTS[3], "lead_name": rows["lead_name"].mask(first, UNSEEN)})
    more: dict[str, dict[str, Any]] = {"stage_changes": {"stage": TEXTS[0]}, "activities": {"activity_type": TEXTS[1]}}
    if table not in more:
        return rows
    odd = rows.head(len(TEXTS)).assign(**{name: [*TEXTS][: len(rows.head(len(TEXTS)))] for name in more[table]})
    return pd.concat([rows, odd.assign(**({"activity_id": None} if table == "activities" else {}))])


AGREEMENT = """
[[promises]]
name = "[Sign in](https://evil.example/1) ![x](https://evil.example/2)"
start = "hand_over"
keep = ["touch"]
clock = "working"
target_minutes = { "$x^2$ <img src=//evil.example/3>" = 5, otherwise = 240 }
ladder = [{ after_minutes = 0, to = ["owner"] }, { after_minutes = 60, to = ["manager"] }]

[[promises]]
name = "<b>qualify</b> :red[x] $y$"
start = "contact"
keep = ["sales_lead", "lost"]
clock = "wall"
target_minutes = { otherwise = 10080 }
ladder = [{ after_minutes = 0, to = ["owner"] }]

[[scoring.fit]]
name = "<img src=//evil.example/5> **fit** :smile:"
column = "employees"
range = [50, 5000]
points = 20

[[scoring.behaviour]]
name = "[content](https://evil.example/6) $z$"
activity_type = ["content_download", "page_view", "form_submit"]
kind = "engagement"
points = 25
limit = "every"
hand_raise = false

[[scoring.behaviour]]
name = "<a href='//evil.example'>demo</a>"
activity_type = ["demo_request", "pricing_page"]
kind = "intent"
points = 100
limit = "1/day"
hand_raise = true
"""
