"""Facts that leave messaging: frozen, without database rows behind them."""

from sagacity.messaging.types.deliveries import (
    Channel,
    ChannelFigures,
    DeliveryState,
    Figures,
    Glance,
    InboxPage,
    Letter,
    Reason,
    Tried,
    Unreached,
)
from sagacity.messaging.types.easy import EasyWarning
from sagacity.messaging.types.notices import (
    Audience,
    Draft,
    Loudness,
    Notice,
    NoticePage,
    NoticeState,
    Origin,
    Reach,
    Topic,
    draft_for,
)
from sagacity.messaging.types.people import Endpoint, EndpointState, Preferences
from sagacity.messaging.types.why_not import WhyNot

__all__ = [
    "Audience",
    "Channel",
    "ChannelFigures",
    "DeliveryState",
    "Draft",
    "EasyWarning",
    "Endpoint",
    "EndpointState",
    "Figures",
    "Glance",
    "InboxPage",
    "Letter",
    "Loudness",
    "Notice",
    "NoticePage",
    "NoticeState",
    "Origin",
    "Preferences",
    "Reach",
    "Reason",
    "Topic",
    "Tried",
    "Unreached",
    "WhyNot",
    "draft_for",
]
