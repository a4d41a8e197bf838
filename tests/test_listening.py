"""Where the dashboard listens: on this machine alone, elsewhere only when told, and then it says so."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from leaddash import home, listening
from leaddash.errors import ServingError
from tests.browser.serving import free_port, wait_for
from tests.intake import ACTIVITIES, LEADS, built, fill

OTHER = "127.0.0.2"
"""Another address of the loopback interface: who listens on 127.0.0.1 alone does not answer there."""
ONLY_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all of 127.0.0.0/8 on its loopback")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(fill(tmp_path_factory.mktemp("bare") / "data", leads=LEADS, activities=ACTIVITIES)).folder


@contextmanager
def serving(told: Path, *command: str, port: int, data: Path) -> Iterator[None]:
    """A server as a process of its own; what it prints on the terminal goes to a file."""
    with told.open("wb") as terminal:
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=home.HOME,
            env={**os.environ, "LEADDASH_DATA": str(data)},
            stdout=terminal,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def answers(address: str, port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as caller:
        caller.settimeout(5)
        return caller.connect_ex((address, port)) == 0


@pytest.mark.parametrize("way", ["leaddash", "streamlit"])
def test_it_answers_this_machine_alone(way: str, data: Path, tmp_path: Path) -> None:
    port = free_port()
    ways = {
        "leaddash": ("leaddash", "run", "--port", str(port), "--headless", "--data", str(data)),
        "streamlit": ("streamlit", "run", "app.py", "--server.port", str(port), "--server.headless", "true"),
    }
    with serving(tmp_path / "told", *ways[way], port=port, data=data):
        assert answers(listening.LOOPBACK, port)
        assert not answers(OTHER, port)
    assert "sees all data" not in (tmp_path / "told").read_text("utf-8")


@ONLY_LINUX
def test_another_address_is_answered_and_what_that_means_is_said(data: Path, tmp_path: Path) -> None:
    port = free_port()
    command = ("leaddash", "run", "--port", str(port), "--headless", "--data", str(data), "--address", "0.0.0.0")
    with serving(tmp_path / "told", *command, port=port, data=data):
        assert answers(OTHER, port)
    told = " ".join((tmp_path / "told").read_text("utf-8").split())
    assert "Listening on 0.0.0.0: anyone who can reach this address sees all data, without signing in." in told


@pytest.mark.parametrize("address", ["no.such.host.invalid", "192.0.2.1", "300.1.2.3", "", "\u2028"])
def test_an_address_of_no_use_is_a_sentence(address: str) -> None:
    # 192.0.2.0/24 is set aside for examples (RFC 5737): no machine has one of these addresses.
    with pytest.raises(ServingError, match=r"cannot listen on .*; give one of its own addresses"):
        listening.check(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0", "localhost"])
def test_an_address_of_this_machine_will_do(address: str) -> None:
    listening.check(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.0.1", "::1", "localhost"])
def test_listening_to_this_machine_alone_needs_no_word(address: str) -> None:
    assert listening.warning(address) == ""


@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.0.7", "::", "dashboard.local"])
def test_listening_to_others_is_told(address: str) -> None:
    assert listening.warning(address).startswith(f"Listening on {address}: anyone who can reach")


@pytest.mark.parametrize("address", [listening.LOOPBACK, "0.0.0.0", "localhost"])
def test_a_server_is_waited_for_until_it_answers(address: str) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port = server.getsockname()[1]
        waiting = threading.Thread(target=listening.wait_for, args=(address, port))
        waiting.start()
        waiting.join(0.2)
        assert waiting.is_alive()
        server.listen()
        waiting.join(5)
        assert not waiting.is_alive()


def test_a_server_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "PATIENCE_SECONDS", 0.1)
    listening.wait_for(listening.LOOPBACK, free_port())
