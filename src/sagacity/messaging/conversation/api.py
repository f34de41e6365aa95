"""What doors may use of conversations: boards, a visit from begin to end, what is said in it, and counts."""

from sagacity.messaging.conversation.boards import BrokenBoard, board, boards, phrase
from sagacity.messaging.conversation.conversations import (
    begin,
    choose_language,
    conversation,
    end,
    of_clerk,
)
from sagacity.messaging.conversation.counts import figures, months
from sagacity.messaging.conversation.displays import on_display
from sagacity.messaging.conversation.hearing import LARGEST as LARGEST_RECORDING
from sagacity.messaging.conversation.hearing import NothingHeard, ProviderAway, Unheard, hear
from sagacity.messaging.conversation.interpreting import remote_counter
from sagacity.messaging.conversation.live import PATH as LIVE_PATH
from sagacity.messaging.conversation.providers.chosen import hears, is_demo, translates
from sagacity.messaging.conversation.refusals import (
    MyNumberSaid,
    NoSuchBoard,
    NoSuchConversation,
    NoSuchLanguage,
    NoSuchPhrase,
    NothingSaid,
    NotPaired,
    Refused,
    TooLong,
    TooMuch,
    WrongCode,
)
from sagacity.messaging.conversation.saying import LONGEST, mend, say, say_phrase
from sagacity.messaging.conversation.screens import DIGITS, conversation_of, leave, new_code, pair
from sagacity.messaging.conversation.shown import Shown, html_language, shown
from sagacity.messaging.conversation.translating import speak, translate
from sagacity.messaging.conversation.types import (
    Board,
    Conversation,
    Counted,
    How,
    Lacking,
    Origin,
    Phrase,
    Side,
    Translation,
    Utterance,
)

__all__ = [
    "DIGITS",
    "LARGEST_RECORDING",
    "LIVE_PATH",
    "LONGEST",
    "Board",
    "BrokenBoard",
    "Conversation",
    "Counted",
    "How",
    "Lacking",
    "MyNumberSaid",
    "NoSuchBoard",
    "NoSuchConversation",
    "NoSuchLanguage",
    "NoSuchPhrase",
    "NotPaired",
    "NothingHeard",
    "NothingSaid",
    "Origin",
    "Phrase",
    "ProviderAway",
    "Refused",
    "Shown",
    "Side",
    "TooLong",
    "TooMuch",
    "Translation",
    "Unheard",
    "Utterance",
    "WrongCode",
    "begin",
    "board",
    "boards",
    "choose_language",
    "conversation",
    "conversation_of",
    "end",
    "figures",
    "hear",
    "hears",
    "html_language",
    "is_demo",
    "leave",
    "mend",
    "months",
    "new_code",
    "of_clerk",
    "on_display",
    "pair",
    "phrase",
    "remote_counter",
    "say",
    "say_phrase",
    "shown",
    "speak",
    "translate",
    "translates",
]
