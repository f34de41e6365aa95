"""Why somebody got a notice: said in what they chose themselves."""

from collections.abc import Collection

from sagacity.kit import clock
from sagacity.messaging import areas, matching, notices
from sagacity.messaging.types import Notice, Reason


def why(*, person: str, notice: str) -> tuple[Reason, ...]:
    """The parts of the audience that the person meets now; nothing if they meet it no longer.

    Raises:
        NoSuchNotice: there is none of this key.
    """
    return why_each(person=person, notices=[notices.notice(key=notice)])[notice]


def why_each(*, person: str, notices: Collection[Notice]) -> dict[str, tuple[Reason, ...]]:
    """The same for several notices, by their keys; what the person chose is asked at most once."""
    rules = [one.content.audience for one in notices]
    if any(matching.kinds_of(rule) for rule in rules):
        somebody = matching.somebody_of(person)
    else:
        somebody = matching.Somebody(key=person, marks={})
    places = areas.areas_for(*rules)
    return {
        one.key: matching.reasons(
            one.content.audience,
            somebody,
            areas=places,
            on=clock.day(one.published_at or one.content.publish_at),
        )
        or ()
        for one in notices
    }
