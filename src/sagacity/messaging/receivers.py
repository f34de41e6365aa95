"""What messaging reacts to: devices that choose another district or are to be forgotten."""

from sagacity.identity import api as identity
from sagacity.kit import clock
from sagacity.kit.jobs import api as jobs
from sagacity.kit.search import api as search
from sagacity.messaging import audiences, joining, marks, people, signals, types
from sagacity.messaging.delivering.jobs import spread_notice
from sagacity.messaging.notices import ANYBODYS


@identity.device_changed.receiver
def district_is_a_mark(device: identity.Device) -> None:
    """A device can be addressed by the district it chose."""
    chosen = [device.district] if device.district else []
    marks.mark(person=device.key, kind="district", values=chosen, language="", at=clock.now())


@identity.device_forgotten.receiver
def nobody_is_kept(device: identity.Forgotten) -> None:
    """A device that is to be forgotten is forgotten here too."""
    people.forget(person=device.key)


@identity.devices_joined.receiver
def one_person_is_reached_on_both(joined: identity.Joined) -> None:
    """Two browsers turned out to be one resident's: what reached either reaches the resident."""
    joining.join(old=joined.old, new=joined.new)


@signals.notice_published.receiver
def everybody_finds_it(notice: types.Notice) -> None:
    """A published notice goes to everybody it is for, in a job of its own."""
    jobs.enqueue(spread_notice, key=notice.key, notice=notice.key)


@signals.notice_published.receiver
def it_can_be_searched(notice: types.Notice) -> None:
    """What anybody may read is found by the search of the house."""
    if notice.origin in ANYBODYS and audiences.is_open_to_all(notice.content.audience):
        search.put([_document(notice)])


@signals.notice_recalled.receiver
def it_is_searched_no_more(notice: types.Notice) -> None:
    search.drop([notice.key])


def _document(notice: types.Notice) -> search.Document:
    content = notice.content
    return search.Document(
        key=notice.key,
        kind="notice",
        title=notice.title_in("ja"),
        text="\n".join([*content.body.values(), *content.title.values()]),
        url=f"/apps/notices/{notice.key}/",
        at=notice.published_at or content.publish_at,
    )
