"""The weights panel under a real hand: dragged, keyed, typed into, switched, folded, and overtaken by Python."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, WebSocket, expect

from tests.browser.serving import serve_app
from tests.browser.test_pages import KNOWN_ISSUES
from tests.browser.visits import tab

NARROW = (900, 800)
APP = Path(__file__).with_name("panel_app.py")
STILL = """([key, value]) => {
  const told = document.querySelector(".st-key-told")?.innerText;
  return told && JSON.stringify(JSON.parse(told)[key]) === JSON.stringify(value);
}"""


class Traffic:
    """What went over the wire, in order: ("sent", seq) and ("answered", seq)."""

    def __init__(self) -> None:
        self.log: list[tuple[str, int]] = []

    def listen(self, socket: WebSocket) -> None:
        """Note what goes over a socket of the page."""
        socket.on("framesent", lambda frame: self._note("sent", frame, rb'"seq":(\d+),"held"'))
        socket.on("framereceived", lambda frame: self._note("answered", frame, rb'"seq": (\d+), "language"'))

    def _note(self, what: str, frame: str | bytes, pattern: bytes) -> None:
        found = re.search(pattern, frame if isinstance(frame, bytes) else frame.encode())
        if found and (what, int(found[1])) not in self.log:  # every rerun carries the state along
            self.log.append((what, int(found[1])))

    @property
    def sent(self) -> list[int]:
        """Numbers of what was sent."""
        return [seq for what, seq in self.log if what == "sent"]

    def most_in_flight(self) -> int:
        """The largest number of requests that waited for an answer at once."""
        most = answered = 0
        for what, seq in self.log:
            answered = seq if what == "answered" else answered
            most = max(most, seq - answered)
        return most


@pytest.fixture(scope="module")
def harness() -> Iterator[str]:
    with serve_app(APP) as address:
        yield address


@contextmanager
def opened(
    browser: BrowserContext, address: str, scheme: Literal["light", "dark"] = "light"
) -> Iterator[tuple[Page, Traffic]]:
    traffic = Traffic()
    with tab(browser, size=NARROW, scheme=scheme, heard={"websocket": traffic.listen}) as page:
        page.goto(address)
        page.wait_for_selector(".panel")
        yield page, traffic


def told(page: Page) -> dict[str, Any]:
    """What Python says it received."""
    return dict(json.loads(page.locator(".st-key-told").inner_text()))


def wait_until(page: Page, key: str, value: object) -> None:
    page.wait_for_function(STILL, arg=[key, value])


def slider(page: Page, label: str) -> Locator:
    return page.get_by_role("slider", name=label, exact=True)


def exact(page: Page, label: str) -> Locator:
    return page.get_by_role("spinbutton", name=f"{label}, exact number", exact=True)


def press_down(page: Page, label: str) -> tuple[float, float, float]:
    """Take the thumb of the threshold's like (50 of -50 … 100) into the hand; gives x, y and the width of its way."""
    box = slider(page, label).bounding_box()
    assert box is not None
    value = float(slider(page, label).input_value())
    way = box["width"] - 16
    x, y = box["x"] + 8 + way * (value + 50) / 150, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    return x, y, way


def test_a_drag_is_told_while_the_button_is_down_and_once_more_when_it_is_up(
    browser: BrowserContext, harness: str
) -> None:
    with opened(browser, harness) as (page, _):
        x, y, way = press_down(page, "threshold")
        page.mouse.move(x + way * 10 / 150, y)
        wait_until(page, "values", {"threshold": 60})
        assert told(page)["held"] is True
        page.mouse.up()
        wait_until(page, "held", False)
        assert told(page)["values"] == {"threshold": 60}


def test_one_request_is_in_flight_and_the_last_value_arrives(browser: BrowserContext, harness: str) -> None:
    with opened(browser, harness) as (page, traffic):
        x, y, way = press_down(page, "threshold")
        for step in range(120):
            page.mouse.move(x + way * (step % 60 - 30) / 150, y)
            page.wait_for_timeout(10)
        page.mouse.move(x - way * 25 / 150, y)
        page.mouse.up()
        wait_until(page, "held", False)
        assert told(page)["values"] == {"threshold": 25}
        assert traffic.most_in_flight() == 1
        assert traffic.sent == list(range(1, len(traffic.sent) + 1))
        assert 3 < len(traffic.sent) < 60
        assert told(page)["runs"] == len(traffic.sent) + 1


def test_a_hand_that_never_moved_says_nothing(browser: BrowserContext, harness: str) -> None:
    with opened(browser, harness) as (page, traffic):
        press_down(page, "threshold")
        page.mouse.up()
        page.wait_for_timeout(400)
        assert traffic.sent == []


def test_keys_move_by_a_step_and_let_go_when_they_rest(browser: BrowserContext, harness: str) -> None:
    with opened(browser, harness) as (page, traffic):
        slider(page, "threshold").focus()
        page.keyboard.press("ArrowRight")
        wait_until(page, "values", {"threshold": 55})
        for key in ("ArrowLeft", "ArrowLeft", "ArrowLeft"):
            page.keyboard.press(key)
        wait_until(page, "values", {"threshold": 40})
        wait_until(page, "held", False)
        page.keyboard.press("Home")
        wait_until(page, "values", {"threshold": -50})
        page.keyboard.press("End")
        wait_until(page, "values", {"threshold": 100})
        assert slider(page, "threshold").get_attribute("aria-valuetext") == "100 points (agreed: 50)"
        assert traffic.most_in_flight() == 1


def test_escape_takes_back_what_is_being_typed(browser: BrowserContext, harness: str) -> None:
    with opened(browser, harness) as (page, traffic):
        exact(page, "rule 1").fill("133")
        page.keyboard.press("Escape")
        expect(exact(page, "rule 1")).to_have_value("20")
        page.keyboard.press("Tab")
        page.wait_for_timeout(400)
        assert traffic.sent == []


def test_a_typed_number_beyond_the_sliders_end_counts(browser: BrowserContext, harness: str) -> None:
    with opened(browser, harness) as (page, _):
        exact(page, "rule 1").fill("133")
        assert told(page)["values"] == {}
        page.keyboard.press("Enter")
        wait_until(page, "values", {"rule 1": 133})
        assert slider(page, "rule 1").get_attribute("max") == "135"
        exact(page, "rule 2").fill("-7.5")
        page.keyboard.press("Tab")
        wait_until(page, "values", {"rule 1": 133, "rule 2": -7.5})
        exact(page, "rule 2").fill("")
        page.keyboard.press("Tab")
        assert exact(page, "rule 2").input_value() == "-7.5"


def test_a_switch_turns_a_value_off_and_brings_it_back(browser: BrowserContext, harness: str) -> None:
    with opened(browser, harness) as (page, _):
        page.get_by_role("switch", name="Use cap").click()
        wait_until(page, "values", {"cap": None})
        assert page.get_by_text("no cap").is_visible()
        assert not slider(page, "cap").is_visible()
        page.get_by_role("switch", name="Use cap").click()
        wait_until(page, "values", {})
        assert exact(page, "cap").input_value() == "70"


def test_a_change_is_counted_and_can_be_taken_back(browser: BrowserContext, harness: str) -> None:
    with opened(browser, harness) as (page, _):
        assert page.get_by_text("As agreed").is_visible()
        assert page.get_by_role("button", name="Reset all").count() == 0
        for label in ("rule 0", "rule 3", "rule 1"):
            exact(page, label).fill("1")
            page.keyboard.press("Enter")
        assert page.locator("summary", has_text="Group 0").inner_text().endswith("2 changed")
        page.get_by_role("button", name="Reset rule 3 to 20").click()
        wait_until(page, "values", {"rule 0": 1, "rule 1": 1})
        assert page.get_by_role("button", name="Reset rule 3 to 20").count() == 0
        expect(slider(page, "rule 3")).to_be_focused()
        page.get_by_role("button", name="Reset all").click()
        wait_until(page, "values", {})
        assert page.get_by_text("As agreed").is_visible()


def test_a_folded_group_stays_folded_and_says_what_changed_in_it(browser: BrowserContext, harness: str) -> None:
    with opened(browser, harness) as (page, _):
        page.locator("summary", has_text="Group 1").click()
        assert not slider(page, "rule 1").is_visible()
        exact(page, "rule 0").fill("1")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Preset").click()
        wait_until(page, "values", {"rule 0": 33, "cap": None})
        assert not slider(page, "rule 1").is_visible()
        expect(page.locator("summary", has_text="Gate")).to_contain_text("1 changed")


def test_a_new_version_takes_the_panel_over(browser: BrowserContext, harness: str) -> None:
    with opened(browser, harness) as (page, traffic):
        exact(page, "threshold").fill("7")
        page.keyboard.press("Enter")
        wait_until(page, "values", {"threshold": 7})
        page.get_by_role("button", name="Preset").click()
        wait_until(page, "values", {"rule 0": 33, "cap": None})
        expect(exact(page, "threshold")).to_have_value("50")
        expect(exact(page, "rule 0")).to_have_value("33")
        assert traffic.sent == [1]
        slider(page, "rule 3").press("ArrowRight")
        wait_until(page, "values", {"cap": None, "rule 0": 33, "rule 3": 25})


def test_what_python_moves_during_a_drag_moves_and_the_dragged_one_stays_in_the_hand(
    browser: BrowserContext, harness: str
) -> None:
    with opened(browser, f"{harness}/?follow=1") as (page, traffic):
        x, y, way = press_down(page, "rule 0")
        for step in range(1, 41):
            page.mouse.move(x + way * step / 150, y)
            page.wait_for_timeout(15)
            assert float(slider(page, "rule 0").input_value()) == 20 + 5 * int(step / 5 + 0.5)
        page.mouse.up()
        wait_until(page, "held", False)
        said = told(page)
        assert said["values"] == {"rule 0": 60, "threshold": 50 + said["seq"]}
        expect(exact(page, "threshold")).to_have_value(str(50 + said["seq"]))
        assert traffic.most_in_flight() == 1


def test_a_hundred_and_twenty_eight_weights_answer_a_drag(browser: BrowserContext, harness: str) -> None:
    with opened(browser, f"{harness}/?n=126&pause=0") as (page, _):
        assert page.locator(".row").count() == 128
        assert max(box.bounding_box()["height"] for box in page.locator(".row").all()) <= 36  # type: ignore[index]
        slider(page, "rule 125").scroll_into_view_if_needed()
        x, y, way = press_down(page, "rule 125")
        page.mouse.move(x + way * 10 / 150, y, steps=4)
        wait_until(page, "values", {"rule 125": 30})
        page.mouse.up()
        wait_until(page, "held", False)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_has_no_accessibility_fault(
    browser: BrowserContext, harness: str, scheme: Literal["light", "dark"]
) -> None:
    with opened(browser, harness, scheme) as (page, _):
        exact(page, "rule 1").fill("133")
        page.keyboard.press("Enter")
        page.get_by_role("switch", name="Use cap").click()
        wait_until(page, "values", {"cap": None, "rule 1": 133})
        found = Axe().run(page).response["violations"]
    faults = {each["id"]: [node["html"][:160] for node in each["nodes"]] for each in found}
    assert {name: nodes for name, nodes in faults.items() if name not in KNOWN_ISSUES} == {}
