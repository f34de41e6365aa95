"""What other rooms may use of messaging: whom the city can reach, what it says to them, what became of it."""

from sagacity.messaging.audiences import check as check_audience
from sagacity.messaging.contacts import mail as mail_contact
from sagacity.messaging.deciding import approve, recall, refuse, submit
from sagacity.messaging.easy import easy_warnings
from sagacity.messaging.endpoints import (
    NotASubscription,
    drop_endpoint,
    endpoints,
    push_key,
    renew_push,
    subscribe_push,
)
from sagacity.messaging.errors import (
    BadAudience,
    BadDraft,
    BadMark,
    BadPreferences,
    NoSuchNotice,
    NoSuchTopic,
    NothingSaid,
    NotNow,
    Overtaken,
    SamePerson,
)
from sagacity.messaging.explaining import why, why_each
from sagacity.messaging.figures import figures, reach
from sagacity.messaging.inbox import letter, read, read_all
from sagacity.messaging.line_accounts import line_invitation
from sagacity.messaging.mail_addresses import (
    NoMailHere,
    NotAnAddress,
    TooManyTries,
    WrongCode,
    ask_mail,
    confirm_mail,
)
from sagacity.messaging.marks import mark, marked, marks, marks_by_kind
from sagacity.messaging.notices import archive, needs_second_person, notice, notices
from sagacity.messaging.pack import load_samples, load_topics
from sagacity.messaging.pack_files import BrokenNoticesPack
from sagacity.messaging.pack_files import look as look_at_pack
from sagacity.messaging.people import everything_kept, forget
from sagacity.messaging.preferences import prefer, preferences
from sagacity.messaging.providers.chosen import offered
from sagacity.messaging.receipts import received
from sagacity.messaging.signals import notice_published, notice_recalled
from sagacity.messaging.stopping import NotAToken, stop, stop_link, stoppable
from sagacity.messaging.topics import follow, followed, topic, topics, unfollow, write_topic
from sagacity.messaging.types import (
    Audience,
    Channel,
    ChannelFigures,
    DeliveryState,
    Draft,
    EasyWarning,
    Endpoint,
    EndpointState,
    Figures,
    Glance,
    InboxPage,
    Letter,
    Loudness,
    Notice,
    NoticePage,
    NoticeState,
    Origin,
    Preferences,
    Reach,
    Reason,
    Topic,
    Tried,
    Unreached,
    WhyNot,
)
from sagacity.messaging.unreached import count_unreached, unreached
from sagacity.messaging.unread import glance, inbox, popups, unread
from sagacity.messaging.writing import discard, remind, revise, write

__all__ = [
    "Audience",
    "BadAudience",
    "BadDraft",
    "BadMark",
    "BadPreferences",
    "BrokenNoticesPack",
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
    "NoMailHere",
    "NoSuchNotice",
    "NoSuchTopic",
    "NotASubscription",
    "NotAToken",
    "NotAnAddress",
    "NotNow",
    "NothingSaid",
    "Notice",
    "NoticePage",
    "NoticeState",
    "Origin",
    "Overtaken",
    "Preferences",
    "Reach",
    "Reason",
    "SamePerson",
    "TooManyTries",
    "Topic",
    "Tried",
    "Unreached",
    "WhyNot",
    "WrongCode",
    "approve",
    "archive",
    "ask_mail",
    "check_audience",
    "confirm_mail",
    "count_unreached",
    "discard",
    "drop_endpoint",
    "easy_warnings",
    "endpoints",
    "everything_kept",
    "figures",
    "follow",
    "followed",
    "forget",
    "glance",
    "inbox",
    "letter",
    "line_invitation",
    "load_samples",
    "load_topics",
    "look_at_pack",
    "mail_contact",
    "mark",
    "marked",
    "marks",
    "marks_by_kind",
    "needs_second_person",
    "notice",
    "notice_published",
    "notice_recalled",
    "notices",
    "offered",
    "popups",
    "prefer",
    "preferences",
    "push_key",
    "reach",
    "read",
    "read_all",
    "recall",
    "received",
    "refuse",
    "remind",
    "renew_push",
    "revise",
    "stop",
    "stop_link",
    "stoppable",
    "submit",
    "subscribe_push",
    "topic",
    "topics",
    "unfollow",
    "unreached",
    "unread",
    "why",
    "why_each",
    "write",
    "write_topic",
]
