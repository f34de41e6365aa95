"""For tests of whoever signs documents: a timestamp authority that answers over HTTP."""

from sagacity.kit.paper.testing.authority import TimestampAuthority

__all__ = ["TimestampAuthority"]
