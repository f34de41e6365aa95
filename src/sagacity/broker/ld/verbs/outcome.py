"""What an update could not do although the rest is stored."""

from sagacity.broker.refusals import PartlyDone


class NotAllUpdated(PartlyDone):
    """Addresses of what was updated, and of what was not, with the reason."""

    def __init__(self, updated: tuple[str, ...], left: dict[str, str]) -> None:
        super().__init__("; ".join(f"{address}: {reason}" for address, reason in left.items()))
        self.updated = updated
        self.left = left


def trouble(updated: list[str], left: dict[str, str]) -> NotAllUpdated | None:
    return NotAllUpdated(tuple(updated), left) if left else None
