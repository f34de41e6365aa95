"""May a subscription name this address? Asked when it is made; asked again when something is sent."""

from sagacity.broker.delivering import address
from sagacity.broker.delivering.targets import NobodyThere, TargetRefused, Targets
from sagacity.broker.expressions import macros
from sagacity.broker.refusals import BadRequest
from sagacity.broker.settings import Settings
from sagacity.broker.subscribing import asked
from sagacity.broker.subscribing.asked import Asked


def of(settings: Settings) -> Targets:
    """The list of the house."""
    return Targets(allowed=settings.allowed_targets, loopback=settings.open)


async def check(targets: Targets, found: Asked) -> None:
    """Raises BadRequest for an address inside; a name that leads nowhere yet is fine."""
    url = asked.endpoint_of(found.notification).url
    if macros.has_macro(url):
        return
    try:
        await targets.resolve(address.parse(url, ("http", "https", "mqtt")))
    except TargetRefused as refused:
        raise BadRequest(f"notification url: {refused}") from refused
    except NobodyThere:
        return
