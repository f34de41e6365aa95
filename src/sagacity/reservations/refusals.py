"""Why a booking is not made; each reason is a class of its own, so that a page can say it in any language."""


class Refused(Exception):
    """Nothing was promised; `code` is stable."""

    code = "refused"


class NotYetOpen(Refused):
    """Applications begin later."""

    code = "not_yet"


class DeadlinePassed(Refused):
    """The deadline has passed."""

    code = "over"


class OfferClosed(Refused):
    """The organiser has closed the applications."""

    code = "closed"


class OfferCancelled(Refused):
    """What it was for does not take place."""

    code = "cancelled"


class Full(Refused):
    """Neither the places nor the line can take so many."""

    code = "full"

    def __init__(self, free: int, room_in_line: int) -> None:
        super().__init__(f"{free} places, {room_in_line} in line")
        self.free, self.room_in_line = free, room_in_line


class TooManyPlaces(Refused):
    """One booking may ask for fewer places."""

    code = "too_many"

    def __init__(self, most: int) -> None:
        super().__init__(str(most))
        self.most = most


class AlreadyBooked(Refused):
    """This telephone number or mail address has a booking here already."""

    code = "already"

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by  # "phone" | "mail"


class TooManyFromDevice(Refused):
    """One device books for a family, not for a bus."""

    code = "too_many_from_device"


class BadContact(Refused):
    """A name, and a telephone number or mail address that can be read, are needed."""

    code = "contact"

    def __init__(self, field: str, why: str = "missing") -> None:
        super().__init__(f"{field}: {why}")
        self.field, self.why = field, why  # "name" | "kana" | "phone" | "mail", "missing" | "unreadable"


REASONS = {
    "not_yet": NotYetOpen,
    "over": DeadlinePassed,
    "closed": OfferClosed,
    "cancelled": OfferCancelled,
}
