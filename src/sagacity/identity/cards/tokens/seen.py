"""Which codes were shown here already: against a picture of a card shown right after the card itself."""


class Seen:
    """Pairs of card and time, kept as long as such a code would still be fresh."""

    def __init__(self, *, keep: int = 180) -> None:
        self._keep = keep
        self._shown: dict[tuple[bytes, int], int] = {}

    def __len__(self) -> int:
        return len(self._shown)

    def is_new(self, card: bytes, shown: int, *, at: int) -> bool:
        """Note one code; false when it was noted before."""
        if len(self._shown) > 1000:
            self._forget(at)
        if (card, shown) in self._shown:
            return False
        self._shown[card, shown] = at
        return True

    def _forget(self, at: int) -> None:
        self._shown = {pair: seen for pair, seen in self._shown.items() if seen + self._keep >= at}
