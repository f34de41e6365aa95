"""Things of the registry that a form points to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.desks.notices import picks


class KeysField(forms.MultipleChoiceField):
    """Keys of places and events, each of which the registry knows."""

    def __init__(self, *, most: int, events_only: bool = False, **more: Any) -> None:
        super().__init__(required=False, widget=forms.MultipleHiddenInput, **more)
        self.most, self.events_only = most, events_only

    def valid_value(self, value: Any) -> bool:
        return True

    def clean(self, value: Any) -> tuple[str, ...]:
        said = tuple(dict.fromkeys(super().clean(value)))
        if len(said) > self.most:
            raise forms.ValidationError(_("%(most)d件までです。") % {"most": self.most})
        known = {one.key for one in picks.named(said) if one.is_event or not self.events_only}
        if gone := [key for key in said if key not in known]:
            raise forms.ValidationError(
                _("台帳に見つからないものがあります。外してください: %(keys)s")
                % {"keys": ", ".join(gone)[:200]}
            )
        return said
