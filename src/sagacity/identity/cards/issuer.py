"""Who issues: the six digits of the city, which every card and every reader names."""

from sagacity.kit.city import api as city


def code() -> str:
    """The six digits of this city."""
    return city.current().code
