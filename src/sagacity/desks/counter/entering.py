"""Whose form a clerk has open, and what to do when nobody was found for it."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sagacity.kit import policy
from sagacity.procedures.forms import api as filling
from sagacity.procedures.visits import api as visits

NAME = "counter_visitors"
MOST = 20


def remember(request: HttpRequest, *, form: str, visitor: visits.Visitor) -> None:
    """In the session of the clerk alone."""
    kept = {**request.session.get(NAME, {}), form: [visitor.inhabitant, visitor.resident, visitor.purpose]}
    request.session[NAME] = dict(list(kept.items())[-MOST:])


def visitor_of(request: HttpRequest, *, form: str) -> visits.Visitor | None:
    said = request.session.get(NAME, {}).get(form)
    return visits.Visitor(*said) if said else None


def fill_in(*, form: filling.Form, visitor: visits.Visitor, by: policy.Person, at: datetime) -> None:
    """Write what card and register know into a form; each look stands in the log."""
    if visitor.resident:
        filling.prefill(form=form.key, by=by, at=at, channel="counter")


def nobody_found(why: str) -> str:
    """What to do when the register knows nobody, or several."""
    said = {
        "none": _(
            "あてはまる人がいません。氏名の字と生年月日を確かめてください。市外の人なら「さがさない」を選びます。"
        ),
        "several": _("1人にしぼれません。住所も入れて、もう一度さがしてください。"),
        "card": _("このコードの市民証がないか、使えません。氏名と生年月日でさがしてください。"),
    }
    return said[why]
