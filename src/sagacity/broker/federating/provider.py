"""One provider, spoken to in NGSIv2: op/query for what it has, op/update for what is changed there."""

import re
from dataclasses import dataclass

from sagacity.broker.entity import Attribute, Entity, Json
from sagacity.broker.federating.journey import Journey
from sagacity.broker.federating.registration import Registration
from sagacity.broker.federating.ring import Sign
from sagacity.broker.federating.wire import ProviderFailed, Wire
from sagacity.broker.refusals import Refused
from sagacity.broker.selection import Subject
from sagacity.broker.v2 import parsing
from sagacity.broker.v2.applying import DEFAULT_TYPE

MOST_ENTITIES = 1000  # of one answer


@dataclass(frozen=True, slots=True)
class Provider:
    """A registration with the way there."""

    registration: Registration
    wire: Wire
    headers: dict[str, str]
    sign: Sign | None = None  # for peers that gave us a key

    async def query(
        self, subjects: list[Subject], attrs: tuple[str, ...], expression: dict[str, str]
    ) -> list[Entity]:
        """The entities it has, under the names they have here; ``attrs`` empty asks for all.

        Raises:
            ProviderFailed: see Wire.
        """
        mapping = self.registration.mapping
        body: dict[str, Json] = {"entities": [one for s in subjects if (one := self._there(s)) is not None]}
        if not body["entities"]:
            return []
        if attrs or mapping.attrs is not None:
            body["attrs"] = [name for name in attrs or sorted(mapping.attrs or ()) if mapping.allows(name)]
        if expression and not self.registration.attrs:
            body["expression"] = expression
        url = f"{self.registration.url}/op/query?limit={MOST_ENTITIES}"
        found = await self.wire.post(url, body, self.headers, sign=self.sign)
        if not isinstance(found, list):
            raise ProviderFailed(f"{url} answered with no list of entities")
        return [entity for raw in found if (entity := self._here(raw)) is not None]

    async def update(self, subject: Subject, attrs: dict[str, Json], *, plain: bool) -> None:
        """Change attributes there.

        Raises:
            ProviderFailed: it did not, or not all of it.
        """
        entity = self._there(subject)
        if entity is None or not all(map(self.registration.mapping.allows, attrs)):
            raise ProviderFailed("what shall be changed is not shared with this peer")
        url = f"{self.registration.url}/op/update" + ("?options=keyValues" if plain else "")
        body = {"actionType": "update", "entities": [entity | attrs]}
        await self.wire.post(url, body, self.headers, sign=self.sign)

    def _there(self, subject: Subject) -> dict[str, Json] | None:
        """A subject in the words of the provider."""
        mapping = self.registration.mapping
        words: dict[str, Json] = {}
        if subject.id:
            if (id_ := mapping.id_there(subject.id)) is None:
                return None
            words["id"] = id_
        elif mapping.here or mapping.there:
            words["idPattern"] = (
                f"^{re.escape(mapping.there)}"  # a pattern on our ids says nothing about theirs
            )
        else:
            words["idPattern"] = subject.id_pattern or ".*"
        if subject.type:
            words["type"] = subject.type
        elif subject.type_pattern:
            words["typePattern"] = subject.type_pattern
        return words

    def _here(self, raw: Json) -> Entity | None:
        """An entity of the answer; None for what breaks the rules or is not shared."""
        mapping = self.registration.mapping
        try:
            found = parsing.entity(raw, plain=False)
        except Refused:
            return None
        if (id_ := mapping.id_here(found.id)) is None:
            return None
        attributes = {
            name: Attribute(given.value, given.type or parsing.type_for(given.value), given.metadata)
            for name, given in found.sent.attributes.items()
            if mapping.allows(name)
        }
        return Entity(id_, found.type or DEFAULT_TYPE, self.registration.path, attributes)


def headers(registration: Registration, journey: Journey, broker: str) -> dict[str, str]:
    """Tenant and path as the provider knows them, and how the request came."""
    mapping = registration.mapping
    tenant = registration.tenant if mapping.tenant is None else mapping.tenant
    found = {"Fiware-ServicePath": registration.path if mapping.path is None else mapping.path}
    if tenant:
        found["Fiware-Service"] = tenant
    if mapping.key:
        found["X-API-Key"] = mapping.key
    return found | journey.headers(broker)
