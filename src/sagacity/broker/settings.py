"""What the broker must be told from outside; the site fills it from the environment."""

from dataclasses import dataclass

from sagacity.broker.access.issuers import Issuer
from sagacity.broker.delivering.pace import USUAL, Pace
from sagacity.broker.passing.orions import OWN_STORE, Orions


@dataclass(frozen=True, slots=True)
class Settings:
    """How this broker runs.

    ``store``: path of a SQLite file or ``postgresql://…``.
    ``open``: no key is needed, notifications may go to loopback; only for first tries on this machine.
    ``allowed_targets``: hosts or networks, beyond public addresses, where notifications and forwards may go.
    """

    store: str
    public_url: str = "http://localhost:8000"
    open: bool = False
    full_key: str = ""  # demonstration only
    allowed_targets: tuple[str, ...] = ()
    issuers: tuple[Issuer, ...] = ()  # whose tokens are taken beside our own
    token_secret: str = ""  # signs the tokens of OAuth2; empty: one of this process's own
    peer_secret: str = ""  # our keys towards peers follow from it; empty: from the other one
    largest_body: int = 1024 * 1024
    largest_batch_body: int = 8 * 1024 * 1024
    pace: Pace = USUAL  # of notifications: pauses, limits, ages
    device_per_minute: int = 0  # calls of one device, of all devices with one key; 0: no limit
    device_per_day: int = 0
    group_per_minute: int = 0
    group_per_day: int = 0
    flow_queue: int = 100  # an update with flowControl waits while more letters wait for a receiver it tells
    flow_seconds: float = 3.0  # and so long at most; 0: it never waits
    mqtt_url: str = ""  # mqtt://host:port of the broker that devices speak to
    orions: Orions = OWN_STORE  # tenants whose data lie in a broker that was there before us
