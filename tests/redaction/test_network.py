"""Addresses of machines and coordinates, and what only looks like them."""

from __future__ import annotations

import pytest

from copilot.redaction.network import find_network


def found(text: str) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.type) for f in find_network(text)]


@pytest.mark.parametrize(
    ("text", "place", "kind"),
    [
        ("from 192.168.1.20 again", "192.168.1.20", "IP"),
        ("from 203.0.113.45:8080", "203.0.113.45", "IP"),
        ("net 10.0.0.7/24", "10.0.0.7", "IP"),
        ("at http://203.0.113.45/login", "203.0.113.45", "IP"),
        ("peer 2001:db8:85a3::8a2e:370:7334 lost", "2001:db8:85a3::8a2e:370:7334", "IP"),
        ("local fe80::1ff:fe23:4567:890a%eth0", "fe80::1ff:fe23:4567:890a", "IP"),
        ("mac 00:1B:44:11:3A:B7", "00:1B:44:11:3A:B7", "MAC"),
        ("mac 00-1b-44-11-3a-b7", "00-1b-44-11-3a-b7", "MAC"),
        ("mac 001b.4411.3ab7", "001b.4411.3ab7", "MAC"),
        ("we are at 52.520008, 13.404954", "52.520008, 13.404954", "LOCATION"),
        ("https://maps.example/@48.8583701,2.2944813,17z", "48.8583701,2.2944813", "LOCATION"),
        ("GPS: 40.7, -74.0", "40.7, -74.0", "LOCATION"),
        ("41°24'12.2\"N 2°10'26.5\"E", "41°24'12.2\"N 2°10'26.5\"E", "LOCATION"),
        ("meet at ///filled.count.soap", "///filled.count.soap", "LOCATION"),
    ],
)
def test_an_address_or_a_place_is_found(text: str, place: str, kind: str) -> None:
    assert (place, kind) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "firmware 10.2.14.100 is out",
        "Version: 115.10.12.101",
        "AquaPure 2.1.0.4",
        "Chrome/115.0.5790.170 on Windows",
        "mask 255.255.255.0 and 127.0.0.1",
        "section 1.2.3.4.5",
        "at 10:30:15 or 2026-03-12 10:30:15",
        "std::vector and a::b",
        "999.999.999.999",
        "it costs 49.9900 and 12.5000 more than 1,234",
        "ratio 123.45678, 999.12345",
        "12° outside",
    ],
)
def test_versions_times_and_amounts_stay(text: str) -> None:
    assert found(text) == []
