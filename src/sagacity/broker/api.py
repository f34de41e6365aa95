"""What other rooms may use of the broker: what things are like now, and were before."""

from sagacity.broker.access.catalogue import (
    Described,
    OpenAttribute,
    OpenKind,
    describe_open,
    elsewhere,
    open_kinds,
    would_be_open,
)
from sagacity.broker.access.desk import (
    all_keys,
    change_key,
    close_path,
    give_key,
    key_events,
    key_usage,
    one_key,
    open_path,
    opened,
    revoke_key,
)
from sagacity.broker.access.grants import Grant
from sagacity.broker.access.issuers import BrokenIssuers
from sagacity.broker.access.issuers import read as read_issuers
from sagacity.broker.access.keys import Event as KeyEvent
from sagacity.broker.access.keys import Key
from sagacity.broker.access.keys import Terms as KeyTerms
from sagacity.broker.access.usage import Used
from sagacity.broker.addresses import Address, addresses, faces
from sagacity.broker.assembly import Service
from sagacity.broker.delivering.facts import DeadLetter, Delivery, Endpoint, Subscription
from sagacity.broker.delivering.watching import (
    discard_letters,
    endpoints_waited_for,
    find_dead_letters,
    find_deliveries,
    find_subscriptions,
    replay_letters,
    set_subscription_status,
    try_endpoint,
)
from sagacity.broker.here import prepare, rest, serve
from sagacity.broker.history.own_port import OwnPort as HistoryPort
from sagacity.broker.ld.contexts.keeping import keep_context
from sagacity.broker.looking.alarms import Alarm, open_alarms
from sagacity.broker.looking.devices import (
    Device,
    Devices,
    Quarantined,
    find_devices,
    quarantined,
    troubled_entities,
)
from sagacity.broker.looking.entities import (
    NoSuchEntity,
    attributes_of_live,
    every_live,
    find_live,
    kinds_of_live,
    one_live,
    tenants,
)
from sagacity.broker.looking.facts import Found, Kind, Live, Reading
from sagacity.broker.looking.lines import Line, lines_of
from sagacity.broker.looking.past import Stretch, past_of
from sagacity.broker.looking.peers import Peer, peers_with_lag
from sagacity.broker.looking.registrations import (
    Registration,
    find_registrations,
    one_registration,
    remove_registration,
)
from sagacity.broker.looking.signatures import (
    OwnKey,
    PeerKey,
    believe_peer,
    doubt_peer,
    forget_own_key,
    keys_of_peers,
    make_next_key,
    own_keys,
    use_next_key,
)
from sagacity.broker.looking.state import State, state
from sagacity.broker.looking.wish import NotUnderstood, Wish
from sagacity.broker.modelling.desk import (
    Standing,
    keep_models,
    mode_of_model,
    model_of,
    rule_model,
    standings,
    unfit_things,
)
from sagacity.broker.modelling.finding import Looked, Unfit
from sagacity.broker.modelling.misfit import Misfit
from sagacity.broker.modelling.model import MODES as MODEL_MODES
from sagacity.broker.modelling.model import Mode as ModelMode
from sagacity.broker.modelling.model import Model
from sagacity.broker.passing.journal import Passed, find_passed
from sagacity.broker.passing.knowing import Elsewhere, KindThere
from sagacity.broker.reaching import Unreachable
from sagacity.broker.refusals import AlreadyExists, NotFound, Refused
from sagacity.broker.signals import device_back, device_silent, line_crossed
from sagacity.broker.things import Thing, Value, has_things, put_things, things_of
from sagacity.broker.types import DeviceBack, DeviceSilent, LineCrossed

__all__ = [
    "MODEL_MODES",
    "Address",
    "Alarm",
    "AlreadyExists",
    "BrokenIssuers",
    "DeadLetter",
    "Delivery",
    "Described",
    "Device",
    "DeviceBack",
    "DeviceSilent",
    "Devices",
    "Elsewhere",
    "Endpoint",
    "Found",
    "Grant",
    "HistoryPort",
    "Key",
    "KeyEvent",
    "KeyTerms",
    "Kind",
    "KindThere",
    "Line",
    "LineCrossed",
    "Live",
    "Looked",
    "Misfit",
    "Model",
    "ModelMode",
    "NoSuchEntity",
    "NotFound",
    "NotUnderstood",
    "OpenAttribute",
    "OpenKind",
    "OwnKey",
    "Passed",
    "Peer",
    "PeerKey",
    "Quarantined",
    "Reading",
    "Refused",
    "Registration",
    "Service",
    "Standing",
    "State",
    "Stretch",
    "Subscription",
    "Thing",
    "Unfit",
    "Unreachable",
    "Used",
    "Value",
    "Wish",
    "addresses",
    "all_keys",
    "attributes_of_live",
    "believe_peer",
    "change_key",
    "close_path",
    "describe_open",
    "device_back",
    "device_silent",
    "discard_letters",
    "doubt_peer",
    "elsewhere",
    "endpoints_waited_for",
    "every_live",
    "faces",
    "find_dead_letters",
    "find_deliveries",
    "find_devices",
    "find_live",
    "find_passed",
    "find_registrations",
    "find_subscriptions",
    "forget_own_key",
    "give_key",
    "has_things",
    "keep_context",
    "keep_models",
    "key_events",
    "key_usage",
    "keys_of_peers",
    "kinds_of_live",
    "line_crossed",
    "lines_of",
    "make_next_key",
    "mode_of_model",
    "model_of",
    "one_key",
    "one_live",
    "one_registration",
    "open_alarms",
    "open_kinds",
    "open_path",
    "opened",
    "own_keys",
    "past_of",
    "peers_with_lag",
    "prepare",
    "put_things",
    "quarantined",
    "read_issuers",
    "remove_registration",
    "replay_letters",
    "rest",
    "revoke_key",
    "rule_model",
    "serve",
    "set_subscription_status",
    "standings",
    "state",
    "tenants",
    "things_of",
    "troubled_entities",
    "try_endpoint",
    "unfit_things",
    "use_next_key",
    "would_be_open",
]
