"""How a request has come so far, so that none goes round for ever.

The correlator counts forwards and notifications (``; cbfwd=2``), which every broker of this family hands
on; ``Via`` names the brokers that forwarded it, which some proxies and brokers drop.
"""

from dataclasses import dataclass

from sagacity.broker.door.request import Request
from sagacity.broker.v2 import asking, options

MOST_HOPS = 5


@dataclass(frozen=True, slots=True)
class Journey:
    """``via``: the brokers it went through, as the header says it."""

    correlator: str
    hops: int
    via: str

    @classmethod
    def of(cls, request: Request) -> "Journey":
        origin = asking.origin(request, options.NONE)
        return cls(origin.correlator, origin.hops, request.headers.get("via", ""))

    def ends_at(self, broker: str) -> str:
        """Why it is not sent on from here, "" if it may be."""
        if any(part.strip().endswith(f" {broker}") for part in self.via.split(",")):
            return "this request has been here before and came back; it is not forwarded in a circle"
        if self.hops >= MOST_HOPS:
            return f"this request was handed on {self.hops} times; it is not forwarded further"
        return ""

    def headers(self, broker: str) -> dict[str, str]:
        """What the next broker is told."""
        via = f"{self.via}, 1.1 {broker}" if self.via else f"1.1 {broker}"
        correlator = f"{self.correlator}; cbfwd={self.hops + 1}"
        return {"Fiware-Correlator": correlator, "Via": via}
