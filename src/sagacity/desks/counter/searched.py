"""Words that were searched for may be names: the address carries a mark, the session the words."""

import secrets

from django.http import HttpRequest

from sagacity.procedures.cases import api as cases

NAME = "counter_words"
MOST = 20


def keep(request: HttpRequest, said: str) -> str:
    """What stands in the address for these words: a number of a case itself, else a mark."""
    if not said or cases.is_number(said):
        return said
    kept = dict(request.session.get(NAME, {}))
    known = next((mark for mark, words in kept.items() if words == said), "")
    mark = known or f"w-{secrets.token_hex(4)}"
    kept[mark] = said
    request.session[NAME] = dict(list(kept.items())[-MOST:])
    return mark


def words(request: HttpRequest, mark: str) -> str:
    """The words behind a mark; nothing in another's session."""
    return str(request.session.get(NAME, {}).get(mark, "")) if mark.startswith("w-") else mark
