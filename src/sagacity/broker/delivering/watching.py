"""What staff ask about subscriptions and deliveries, and what they set right; in the thread that asks."""

from collections.abc import Sequence
from typing import Literal

from sagacity.broker.delivering import dead_letters, deliveries, endpoints, resting
from sagacity.broker.delivering.facts import DeadLetter, Delivery, Endpoint, Subscription
from sagacity.broker.here import here
from sagacity.broker.store.base import Session
from sagacity.broker.subscribing import rows, subscriptions


def find_subscriptions(
    *, tenant: str | None = None, text: str = "", limit: int = 50, offset: int = 0
) -> list[Subscription]:
    """Subscriptions of every face, the latest first; ``text`` is looked for in everything that was asked."""

    def work(session: Session) -> list[Subscription]:
        return subscriptions.subscriptions(session, tenant=tenant, text=text, limit=limit, offset=offset)

    return here().read_now(work)  # type: ignore[no-any-return]


def find_deliveries(
    *,
    tenant: str | None = None,
    subscription: str = "",
    endpoint: str = "",
    entity: str = "",
    failed: bool = False,
    before: int = 0,
    limit: int = 50,
) -> list[Delivery]:
    """Attempts of the last two weeks that fit everything that is named, the latest first.

    ``before``, the number of one, turns pages.
    """

    def work(session: Session) -> list[Delivery]:
        return deliveries.deliveries(
            session,
            tenant=tenant,
            subscription=subscription,
            endpoint=endpoint,
            entity=entity,
            failed=failed,
            before=before,
            limit=limit,
        )

    return here().read_now(work)  # type: ignore[no-any-return]


def find_dead_letters(
    *, tenant: str | None = None, subscription: str = "", limit: int = 50, offset: int = 0
) -> list[DeadLetter]:
    """Notifications nobody tries any more, the latest first."""

    def work(session: Session) -> list[DeadLetter]:
        return dead_letters.dead_letters(
            session, tenant=tenant, subscription=subscription, limit=limit, offset=offset
        )

    return here().read_now(work)  # type: ignore[no-any-return]


def endpoints_waited_for() -> list[Endpoint]:
    """Receivers with waiting or dead letters, the longest waited for first."""
    return here().read_now(endpoints.endpoints)  # type: ignore[no-any-return]


def try_endpoint(*, endpoint: str) -> None:
    """Have a receiver that rests after failures tried at once."""
    here().do_now(lambda session: resting.knock(session, [endpoint]))


def replay_letters(*, letters: Sequence[int] = (), tenant: str | None = None, subscription: str = "") -> int:
    """Send dead letters again, all that fit if none is named; resting endpoints are tried at once."""
    at = here().clock()

    def work(session: Session) -> int:
        return dead_letters.replay(session, at=at, letters=letters, tenant=tenant, subscription=subscription)

    return here().do_now(work)  # type: ignore[no-any-return]


def discard_letters(*, letters: Sequence[int] = (), tenant: str | None = None, subscription: str = "") -> int:
    """Throw dead letters away, all that fit if none is named."""

    def work(session: Session) -> int:
        return dead_letters.discard(session, letters=letters, tenant=tenant, subscription=subscription)

    return here().do_now(work)  # type: ignore[no-any-return]


def set_subscription_status(*, subscription: str, status: Literal["active", "inactive", "oneshot"]) -> None:
    """Wake a subscription or put it to sleep; what waits already is delivered all the same."""
    here().do_now(lambda session: rows.set_status(session, subscription, status))
