import pytest

from sagacity.broker.access.admitting import ANONYMOUS_PER_MINUTE, Gate
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.refusals import Busy
from sagacity.broker.testing import Running


async def _nothing(request: Request) -> Response:
    return Response(204)


ENTITIES = Route("GET", "/v2/entities", _nothing, "read", "v2")


def call(gate: Gate, address: str) -> None:
    gate.admit(Request("GET", "/v2/entities", b"", {}, b"", client=address), ENTITIES)


def test_each_household_without_a_key_has_a_share_of_its_own(closed: Running) -> None:
    gate = Gate(closed.service.broker)
    gate.clock = lambda: 1_795_748_400_000
    for number in range(ANONYMOUS_PER_MINUTE):
        call(gate, "203.0.113.7")
        call(gate, f"2001:db8:1:2::{number:x}")

    for address in ("203.0.113.7", "2001:db8:1:2:ffff::1"):
        with pytest.raises(Busy):
            call(gate, address)
    for address in ("203.0.113.8", "2001:db8:1:3::1", "", "no address: a pipe"):
        call(gate, address)
