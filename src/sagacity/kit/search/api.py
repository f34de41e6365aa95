"""One search over everything: exact, in Japanese, the same on both databases."""

from sagacity.kit.search.documents import Document, Found, Hit, drop, drop_kind, find, put
from sagacity.kit.search.folding import fold

__all__ = ["Document", "Found", "Hit", "drop", "drop_kind", "find", "fold", "put"]
