"""What verification announces."""

from sagacity.identity.verification import types
from sagacity.kit.signals import api as signals

question_asked = signals.Signal("verification.question_asked", types.Question)
question_decided = signals.Signal("verification.question_decided", types.Decided)
