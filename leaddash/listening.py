"""The address the dashboard listens on: this machine alone, or another that a person names and is warned of."""

from __future__ import annotations

import socket
import time
from ipaddress import IPv4Address, IPv6Address, ip_address

from leaddash.errors import ServingError

LOOPBACK = "127.0.0.1"
OWN = {str(IPv4Address(0)): LOOPBACK, str(IPv6Address(0)): str(IPv6Address(1))}
"""Where this machine reaches itself when it listens on all its addresses."""
PATIENCE_SECONDS, LOOK_SECONDS = 10.0, 0.02
"""Seconds within which a server surely answers, and between two looks."""


def check(address: str) -> None:
    """Refuse an address that this machine cannot listen on."""
    try:
        family, *_, place = socket.getaddrinfo(address, 0, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.bind(place)
    except (OSError, UnicodeError) as problem:
        raise ServingError(
            f'This machine cannot listen on "{address}"; give one of its own addresses, {LOOPBACK} for itself alone or '
            "0.0.0.0 for all of them."
        ) from problem


def warning(address: str) -> str:
    """What listening there means for who sees the data; nothing where only this machine is answered."""
    if _is_loopback(address):
        return ""
    return f"Listening on {address}: anyone who can reach this address sees all data, without signing in."


def wait_for(address: str, port: int) -> None:
    """Wait until somebody listens there, or so long that nobody will."""
    over = time.monotonic() + PATIENCE_SECONDS
    while not _is_answered(address, port) and time.monotonic() < over:
        time.sleep(LOOK_SECONDS)


def _is_answered(address: str, port: int) -> bool:
    """Whether somebody listens at an address; who listens at all of them does so on this machine's own."""
    try:
        socket.create_connection((OWN.get(address, address), port), timeout=1.0).close()
    except OSError:
        return False
    return True


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"
