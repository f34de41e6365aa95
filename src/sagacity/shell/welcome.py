"""The first minute: town, children or not, notices. Three questions, each of which can be passed over."""

from collections.abc import Collection
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.identity import api as identity
from sagacity.kit.cards import Card
from sagacity.messaging import api as messaging
from sagacity.shell import district

APP, DONE, CHILDREN = "shell", "welcomed", "children"
SKIPPED = "district_skipped"
CHILD_ICONS = {"child", "nursery", "school"}


def is_over(request: HttpRequest) -> bool:
    """Whether this device is asked no more: it answered, passed it over, or chose a town by itself."""
    kept = identity.recall_all(request, app=APP)
    return bool(kept.get(DONE) or kept.get(SKIPPED)) or district.chosen(request) is not None


def end(request: HttpRequest, *, at: datetime) -> None:
    """Ask no more on this device; every page of the first minute stays in the settings."""
    identity.remember(request, app=APP, name=DONE, value=True, at=at)


def skip_district(request: HttpRequest, *, at: datetime) -> None:
    """Ask for the district no more on this device; the page to choose it stays."""
    identity.remember(request, app=APP, name=SKIPPED, value=True, at=at)


def answer_children(request: HttpRequest, *, children: bool, at: datetime) -> None:
    """Keep whether there are children in the house: yes or no, nothing else about them."""
    identity.remember(request, app=APP, name=CHILDREN, value=children, at=at)


def children(request: HttpRequest) -> bool | None:
    """What was answered; None before."""
    said = identity.recall(request, app=APP, name=CHILDREN)
    return said if isinstance(said, bool) else None


def topics(request: HttpRequest) -> list[messaging.Topic]:
    """Topics to follow; those about children first where there are some."""
    offered = messaging.topics()
    if children(request):
        offered.sort(key=lambda topic: topic.icon not in CHILD_ICONS)
    return offered


def follow(request: HttpRequest, *, chosen: Collection[str], at: datetime) -> int:
    """Follow the topics that were ticked; says how many. One that was closed meanwhile is passed over."""
    offered = {topic.key for topic in messaging.topics()}
    wanted = [key for key in dict.fromkeys(chosen) if key in offered]
    if wanted:
        person = identity.begin(request, at=at).key
        for key in wanted:
            messaging.follow(person=person, topic=key, language=get_language() or "ja", at=at)
    return len(wanted)


def cards(request: HttpRequest) -> list[Card]:
    """The invitation on the first home."""
    if is_over(request):
        return []
    return [
        Card(
            app=APP,
            key="shell-welcome",
            title=_("はじめに、3つえらぶ"),
            body=_("お住まいの町、お子さん、お知らせの3つです。名前や番地はいりません。どれも、とばせます。"),
            url="/welcome/",
            icon="star",
            urgency=40,
            because=_("まだ何もえらんでいないため"),
            expires=None,
            mute_as="shell.welcome",
        )
    ]
