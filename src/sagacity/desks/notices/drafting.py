"""From what was typed to a draft of messaging, and back into the form."""

from datetime import datetime, timedelta
from typing import Any

from sagacity.desks.notices.forms import NoticeForm
from sagacity.desks.notices.forms.audience import months
from sagacity.desks.notices.forms.manner import SENDABLE
from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.messaging import api as messaging

USUAL = timedelta(days=14)


def draft(said: dict[str, Any], *, at: datetime) -> messaging.Draft:
    """The draft a valid form describes."""
    channels = tuple(said["channels"])
    return messaging.Draft(
        title=_by_language(said, "title"),
        body=_by_language(said, "body"),
        audience=audience(said),
        publish_at=said["publish_at"] or at,
        expires_at=said["expires_at"],
        loudness=messaging.Loudness(said["loudness"]),
        topic=said["topic"],
        url=said["url"],
        attachments=tuple(said["attachments"]),
        # Every channel allowed is written as none named, so that a channel added later is allowed too.
        channels=() if set(channels) == set(SENDABLE) else channels,
        useful_until=said["useful_until"],
    )


def audience(said: dict[str, Any]) -> messaging.Audience:
    """Whom the form addresses; parts that were not understood are left out."""
    if said.get("whom") == "everybody":
        return messaging.Audience()
    return messaging.Audience(
        districts=tuple(said.get("districts", ())),
        groups=tuple(said.get("groups", ())),
        school_districts=tuple(said.get("school_districts", ())),
        topics=tuple(said.get("topics", ())),
        child_from_months=months(said, "child_from"),
        child_until_months=months(said, "child_until", last=True),
        roles=tuple(said.get("roles", ())),
        events=tuple(said.get("events", ())),
    )


def initial(notice: messaging.Notice | None, *, at: datetime, again: bool = False) -> dict[str, Any]:
    """What the form shows first: the notice as it stands, or what is usual; `again` begins a copy."""
    if notice is None:
        ends = clock.local(at + USUAL).replace(hour=17, minute=0, second=0, microsecond=0)
        return {"expires_at": ends}
    said = notice.content
    shown: dict[str, Any] = {f"title_{code}": said.title.get(code, "") for code in city.LANGUAGE_NAMES}
    shown |= {f"body_{code}": said.body.get(code, "") for code in city.LANGUAGE_NAMES}
    shown |= _audience(said.audience)
    shown |= {
        "loudness": str(said.loudness),
        "topic": said.topic,
        "url": said.url,
        "attachments": list(said.attachments),
        "channels": list(said.channels or SENDABLE),
        "publish_at": said.publish_at if said.publish_at > at and not again else None,
        "expires_at": said.expires_at,
        "useful_until": said.useful_until,
    }
    if again:
        length = max(said.expires_at - said.publish_at, timedelta(days=1))
        shown |= {"expires_at": at + length, "useful_until": None}
    return shown


def filled(form: NoticeForm) -> dict[str, Any]:
    """What a form says so far, as far as it was understood: for questions asked while writing."""
    form.is_valid()
    return form.cleaned_data


def _audience(audience: messaging.Audience) -> dict[str, Any]:
    first, first_unit = _age(audience.child_from_months)
    last, last_unit = _age(audience.child_until_months, last=True)
    return {
        "whom": "everybody" if audience.is_everybody else "some",
        "groups": list(audience.groups),
        "school_districts": list(audience.school_districts),
        "districts": list(audience.districts),
        "topics": list(audience.topics),
        "child_from": first,
        "child_from_unit": first_unit,
        "child_until": last,
        "child_until_unit": last_unit,
        "roles": list(audience.roles),
        "events": list(audience.events),
    }


def _age(age: int | None, *, last: bool = False) -> tuple[int | None, str]:
    """Months as a clerk would write them: whole years as years."""
    if age is None:
        return None, "years"
    whole = age + 1 if last else age
    if whole % 12 == 0 and (last or whole):
        return (whole // 12 - 1 if last else whole // 12), "years"
    return age, "months"


def _by_language(said: dict[str, Any], part: str) -> dict[str, str]:
    return {code: said[f"{part}_{code}"] for code in city.LANGUAGE_NAMES if said[f"{part}_{code}"]}


def comparable(content: messaging.Draft) -> tuple[object, ...]:
    """A draft without the moment at which "at once" was pressed."""
    return (
        dict(content.title),
        dict(content.body),
        content.audience,
        content.expires_at,
        str(content.loudness),
        content.topic,
        content.url,
        tuple(content.attachments),
        tuple(content.channels),
        content.useful_until,
    )
