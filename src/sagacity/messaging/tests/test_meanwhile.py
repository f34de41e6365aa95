"""What people do while a notice is being spread is neither lost nor in the way of others."""

from collections.abc import Callable, Collection

import pytest

from sagacity.messaging import endpoints, models
from sagacity.messaging.delivering import routes
from sagacity.messaging.providers.demo_mail import MailServer
from sagacity.messaging.testing import device
from sagacity.messaging.tests.city_post import Post


def once(monkeypatch: pytest.MonkeyPatch, does: Callable[[], object]) -> None:
    """Somebody does something in the moment between being read and being written to."""
    read, left = routes.wishes, [does]

    def wishes(people: Collection[int]) -> list[routes.Wishes]:
        found = read(people)
        if left:
            left.pop()()
        return found

    monkeypatch.setattr(routes, "wishes", wishes)


def test_who_gives_a_browser_up_meanwhile_is_told_by_mail(
    post: Post, mails: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.meets("hanako", "taro")
    post.has_mail("hanako")
    once(
        monkeypatch,
        lambda: endpoints.drop_endpoint(person=device("hanako"), channel="push", at=post.now),
    )
    notice = post.says()

    assert post.record(notice, "hanako") == {"inbox": "sent", "mail": "sent"}
    assert post.record(notice, "taro") == {"inbox": "sent", "push": "sent"}
    counts = models.Person.objects.order_by("pk").values_list("counted", flat=True)
    assert list(counts) == [1, 1]


def test_who_is_forgotten_meanwhile_keeps_nobody_from_being_told(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.meets("hanako", "taro")
    once(monkeypatch, models.Person.objects.filter(key=device("hanako")).delete)
    notice = post.says()

    assert post.record(notice, "hanako") == {}
    assert post.record(notice, "taro") == {"inbox": "sent", "push": "sent"}
    assert post.titles("taro") == ["給水のお知らせ"]
    assert post.titles("hanako") == []
