"""A visit to a page without a browser, and what it says."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from leaddash import home

_installed = cache(manifest_scanner.scan_component_manifests)
"""What of Streamlit's components is installed, looked for once and not at each run of a page (0.3 s)."""


def visit(page: str, language: str = "en", **state: Any) -> AppTest:
    """Open a page cold in a session of its own, with a state as a link would bring it; no exception may show."""
    app = AppTest.from_file(str(home.APP), default_timeout=30)
    for key, value in {"lang": language, **state}.items():
        app.session_state[key] = value
    if page != "overview":
        app.switch_page(f"pages/{page}.py")
    return again(app)


def again(app: AppTest) -> AppTest:
    """Run the page once more, with what has been changed on it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(manifest_scanner, "scan_component_manifests", _installed)
        app.run()
    assert not app.exception, [problem.value for problem in app.exception]
    assert not any('class="leaddash-trouble"' in body for body in html(app)), [code.value for code in app.code]
    return app


def html(app: AppTest) -> list[str]:
    """Everything the page says as HTML."""
    return [str(element.proto.body) for element in app.get("html")]


def sentence(app: AppTest) -> str:
    """The sentence the page opens with."""
    found = [match[1] for body in html(app) if (match := re.search(r'"leaddash-sentence"[^>]*>(.*?)</p>', body))]
    assert len(found) == 1, "the page has no opening sentence"
    return unescape(found[0])


def told(app: AppTest) -> str:
    """Everything the page says in words, outside of charts and lists."""
    groups = (app.title, app.header, app.subheader, app.caption, app.info, app.warning, app.error, app.markdown)
    return "\n".join([*(typed(each.value) for group in groups for each in group), *html(app)])


def typed(markdown: str) -> str:
    """What an escaped text shows: as it was typed."""
    return re.sub(r":color\[\\(.)\]|\\([^\w\s]|_)", lambda found: found[1] or found[2], markdown)


def figures(app: AppTest) -> dict[str, str]:
    """The headline figures of the page, by their labels."""
    bodies = [re.sub(r'<a class="leaddash-why".*?</a>', "", body) for body in html(app)]
    found = [re.findall(r'class="label">(.*?)</div><div class="value">(.*?)</div>', body) for body in bodies]
    return {words_of(label).strip(): words_of(value) for pairs in found for label, value in pairs}


def words_of(markup: str) -> str:
    """What HTML says without its tags."""
    return unescape(re.sub(r"<[^>]*>", "", markup))
