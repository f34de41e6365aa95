"""Further instances of an attribute (datasetId) are series of their own, named behind the attribute."""

_SIGN = "\x1f"  # no name holds it


def name_of(attribute: str, dataset: str) -> str:
    """The name of the series; the default instance has that of the attribute."""
    return f"{attribute}{_SIGN}{dataset}" if dataset else attribute


def parts(name: str) -> tuple[str, str]:
    """(attribute, datasetId)."""
    attribute, _, dataset = name.partition(_SIGN)
    return attribute, dataset


def pattern_of(attribute: str) -> str:
    """For LIKE … ESCAPE '!': the further instances of an attribute."""
    escaped = attribute.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"{escaped}{_SIGN}%"
