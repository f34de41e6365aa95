"""Which addresses notifications may go to."""

import asyncio

import pytest

from sagacity.broker.delivering.address import Address, BadAddress, parse
from sagacity.broker.delivering.targets import TargetRefused, Targets

INSIDE = [
    "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://localhost:8000/", "http://10.0.0.7/",
    "http://192.168.1.1/", "http://172.16.3.4/", "http://169.254.169.254/latest/meta-data/", "http://0.0.0.0/",
    "http://100.100.100.200/", "http://168.63.129.16/", "http://[::1]/", "http://[fe80::1]/", "http://[fd00::1]/",
    "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://224.0.0.1/",
]  # fmt: skip


def reach(targets: Targets, url: str) -> str:
    return asyncio.run(targets.resolve(parse(url)))


@pytest.mark.parametrize("url", INSIDE)
def test_an_address_inside_is_refused(url: str) -> None:
    with pytest.raises(TargetRefused):
        reach(Targets(), url)


def test_an_address_of_the_world_is_fine() -> None:
    assert reach(Targets(), "http://8.8.8.8/") == "8.8.8.8"


@pytest.mark.parametrize("entry", ["10.0.0.7", "10.0.0.0/8"])
def test_a_listed_address_is_fine(entry: str) -> None:
    assert reach(Targets(allowed=[entry]), "http://10.0.0.7:8080/") == "10.0.0.7"


def test_a_listed_name_is_fine_on_its_port_only() -> None:
    targets = Targets(allowed=["localhost:8000"])

    assert reach(targets, "http://localhost:8000/") in {"127.0.0.1", "::1"}
    with pytest.raises(TargetRefused):
        reach(targets, "http://localhost:8001/")


def test_an_open_broker_reaches_its_own_machine_but_not_its_neighbours() -> None:
    targets = Targets(loopback=True)

    assert reach(targets, "http://127.0.0.1:9/") == "127.0.0.1"
    with pytest.raises(TargetRefused):
        reach(targets, "http://10.0.0.7/")


def test_an_address_is_taken_apart() -> None:
    assert parse("http://Receiver.example:8080/a/b?c=d#e") == Address(
        "http", "receiver.example", 8080, "/a/b?c=d"
    )
    assert parse("https://receiver.example").endpoint == "https://receiver.example:443"
    assert parse("http://[::1]:81/").authority == "[::1]:81"


NO_ADDRESSES = [
    "",
    "receiver",
    "ftp://a/",
    "http://",
    "http://a b/",
    "http://a:x/",
    "http://u:p@a/",
    "http://a/\r\nX:",
]


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_what_is_no_address_is_named_so(url: str) -> None:
    with pytest.raises(BadAddress):
        parse(url)
