"""Questions about linked entities, answered first: which entities a relationship may lead to (4.9)."""

from sagacity.broker.ld import ids
from sagacity.broker.ld.errors import TooComplex
from sagacity.broker.ld.face import Face
from sagacity.broker.ld.federating import reading as federated
from sagacity.broker.ld.querying import q
from sagacity.broker.ld.querying.selecting import Question, Wanted
from sagacity.broker.ld.speaking.asking import Asked

MOST = 10_000  # linked entities that one statement may find


async def resolve(face: Face, asked: Asked, question: Question) -> None:
    """Look for what every linked statement asks for, the innermost first.

    Raises:
        TooComplex: a statement finds more than is compared.
    """
    for link in question.q.links if question.q else ():
        await _resolve(face, asked, link)


async def _resolve(face: Face, asked: Asked, link: q.Link) -> None:
    if link.inner is not None:
        await _resolve(face, asked, link.inner)
    wanted = (Wanted(types=link.types),) if link.types else ()
    inner = Question(wanted, q.Question(link.test, link.needed, link.addresses))
    page = await federated.find(face, asked, inner, limit=MOST + 1, offset=0, count=False)
    if len(page.entities) > MOST:
        raise TooComplex(
            f"q: more than {MOST} linked entities fit the part in braces;"
            " name their type, as in sensor{Device:humidity}==40, or ask for less"
        )
    link.found = frozenset(map(ids.shown, page.entities))
