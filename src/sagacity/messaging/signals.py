"""What messaging announces: that a notice is out, and that it was taken back."""

from sagacity.kit.signals import api as signals
from sagacity.messaging import types

notice_published = signals.Signal("messaging.notice_published", types.Notice)
notice_recalled = signals.Signal("messaging.notice_recalled", types.Notice)
