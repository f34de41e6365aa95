"""A reminder somebody asked for at an hour comes at that hour; what the program tells by itself waits."""

from datetime import time, timedelta

from sagacity.messaging import api as messaging
from sagacity.messaging.testing import device
from sagacity.messaging.tests.city_post import Post

MARK = ("garbage.evening", "21:30|area")


def reminds(post: Post, audience: messaging.Audience) -> str:
    with post.clock():
        notice = messaging.remind(
            client_key=f"one {audience}",
            app="garbage",
            at=post.now,
            draft=messaging.Draft(
                title={"ja": "あした: 燃えるごみ"},
                body={"ja": "あした集めます。"},
                audience=audience,
                publish_at=post.now,
                expires_at=post.now + timedelta(hours=11),
                loudness=messaging.Loudness.NORMAL,
            ),
        )
        post.deliver()
    return notice.key


def asks(post: Post, **wishes: object) -> None:
    post.meets("hanako", **wishes)
    messaging.mark(person=device("hanako"), kind=MARK[0], values=[MARK[1]], language="ja", at=post.now)


def test_quiet_hours_do_not_swallow_a_reminder_at_a_chosen_time(post: Post) -> None:
    asks(post, quiet_from=time(0), quiet_until=time(23, 59))

    asked = reminds(post, messaging.Audience(marks=(MARK,)))
    told = reminds(post, messaging.Audience(people=(device("hanako"),)))

    assert post.record(asked, "hanako")["push"] == "sent"
    assert post.record(told, "hanako")["push"] != "sent"


def test_the_daily_limit_does_not_swallow_it_either(post: Post) -> None:
    asks(post, most_per_day=1)
    first = post.says()

    asked = reminds(post, messaging.Audience(marks=(MARK,)))
    told = reminds(post, messaging.Audience(people=(device("hanako"),)))

    assert post.record(first, "hanako")["push"] == "sent"
    assert post.record(asked, "hanako")["push"] == "sent"
    assert post.record(told, "hanako")["push"] == "held cap"
