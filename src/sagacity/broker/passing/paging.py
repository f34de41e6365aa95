"""A list of an Orion, page by page."""

from collections.abc import Awaitable, Callable
from typing import Any

from sagacity.broker.passing.answering import listed
from sagacity.broker.passing.reply import Reply

PAGE = 1000
MOST = 10 * PAGE


async def everything(
    ask: Callable[[dict[str, str]], Awaitable[Reply]], *, about: str
) -> list[dict[str, Any]]:
    """Up to MOST of them; ``ask`` puts the question with these parameters.

    Raises:
        NoAnswer: no broker answers like this.
    """
    found: list[dict[str, Any]] = []
    while len(found) < MOST:
        page = await listed(await ask({"limit": str(PAGE), "offset": str(len(found))}), about=about)
        found += page
        if len(page) < PAGE:
            break
    return found
