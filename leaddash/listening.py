"""The address the dashboard listens on: this machine alone, or another that a person names and is warned of."""

from __future__ import annotations

import socket
from ipaddress import ip_address

from leaddash.errors import ServingError

LOOPBACK = "127.0.0.1"


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


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"
