"""What cards announce: one was issued, one has ended."""

from sagacity.identity.cards import types
from sagacity.kit.signals import api as signals

card_issued = signals.Signal("cards.card_issued", types.CardNews)
card_ended = signals.Signal("cards.card_ended", types.CardNews)
