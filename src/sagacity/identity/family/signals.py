"""What family announces: somebody left a family, something is agreed to no longer, a mandate is over."""

from sagacity.identity.family import mandate_types, types
from sagacity.kit.signals import api as signals

member_left = signals.Signal("family.member_left", types.MemberLeft)
consent_ended = signals.Signal("family.consent_ended", types.ConsentEnded)
mandate_ended = signals.Signal("family.mandate_ended", mandate_types.MandateEnded)
