"""What a writer of notices types: the words, whom they are for, when and how they go."""

from sagacity.desks.notices.forms.audience import AudienceForm
from sagacity.desks.notices.forms.manner import MannerForm
from sagacity.desks.notices.forms.reasons import ReasonForm
from sagacity.desks.notices.forms.texts import TextForm
from sagacity.desks.notices.forms.times import TimeForm

__all__ = ["AudienceForm", "MannerForm", "NoticeForm", "ReasonForm"]


class NoticeForm(TextForm, AudienceForm, MannerForm, TimeForm):
    """The whole editor: one form, so that nothing is lost whichever button is pressed."""
