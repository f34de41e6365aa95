"""An audience in words, as it is read out before sending."""

from django.utils.translation import gettext as _

from sagacity.desks.notices import picks, words
from sagacity.messaging import api as messaging
from sagacity.registry import api as registry


def in_words(audience: messaging.Audience, *, language: str) -> list[tuple[str, str]]:
    """Each part that must be met, and the values of which one is enough."""
    if audience.is_everybody:
        return [(_("だれに"), _("市内全体"))]
    names = {one.key: one.name for one in registry.towns()} if audience.districts else {}
    topics = {one.key: one.name_in(language) for one in messaging.topics(open_only=False)}
    events = {one.key: one.name for one in picks.named(audience.events)}
    parts = [
        (_("大きな地区"), audience.groups),
        (_("小学校区"), audience.school_districts),
        (_("町"), [names.get(key, key) for key in audience.districts]),
        (_("話題を選んでいる人"), [topics.get(key, key) for key in audience.topics]),
        (_("子どもの年齢"), _child(audience)),
        (_("役割"), [str(words.ROLES.get(key, key)) for key in audience.roles]),
        (_("催しを保存した人"), [events.get(key, key) for key in audience.events]),
        (_("ミニアプリの希望"), sorted({kind for kind, _value in audience.marks})),
        (_("決まった人"), [_("%(count)d人") % {"count": len(audience.people)}] if audience.people else []),
    ]
    return [(name, _("、").join(values)) for name, values in parts if values]


def _child(audience: messaging.Audience) -> list[str]:
    first, last = audience.child_from_months, audience.child_until_months
    if first is None and last is None:
        return []
    begins = _age(first) if first is not None else ""
    ends = _age(last) if last is not None else ""
    if begins and ends:
        return [_("%(first)sから%(last)sまで") % {"first": begins, "last": ends}]
    return [_("%(age)sから") % {"age": begins}] if begins else [_("%(age)sまで") % {"age": ends}]


def _age(months: int) -> str:
    years, rest = divmod(months, 12)
    if not years:
        return _("%(months)dか月") % {"months": months}
    if not rest:
        return _("%(years)d歳") % {"years": years}
    return _("%(years)d歳%(months)dか月") % {"years": years, "months": rest}
