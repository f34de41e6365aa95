"""Units by their UN/CEFACT codes, and what a number becomes in another unit of the same kind."""

from sagacity.broker.refusals import BadRequest

# code → (kind, factor, offset): value × factor + offset is the value in the kind's own unit.
_UNITS: dict[str, tuple[str, float, float]] = {
    "MTR": ("length", 1.0, 0.0),
    "CMT": ("length", 0.01, 0.0),
    "MMT": ("length", 0.001, 0.0),
    "KMT": ("length", 1000.0, 0.0),
    "FOT": ("length", 0.3048, 0.0),
    "INH": ("length", 0.0254, 0.0),
    "CEL": ("temperature", 1.0, 0.0),
    "FAH": ("temperature", 5 / 9, -160 / 9),
    "KEL": ("temperature", 1.0, -273.15),
    "MTS": ("speed", 1.0, 0.0),
    "KMH": ("speed", 1 / 3.6, 0.0),
    "KNT": ("speed", 1852 / 3600, 0.0),
    "PAL": ("pressure", 1.0, 0.0),
    "A97": ("pressure", 100.0, 0.0),  # hectopascal
    "KPA": ("pressure", 1000.0, 0.0),
    "P1": ("share", 0.01, 0.0),  # percent
    "C62": ("share", 1.0, 0.0),  # one
    "MQS": ("flow", 1.0, 0.0),  # cubic metres a second
    "MQH": ("flow", 1 / 3600, 0.0),
    "LTR": ("volume", 0.001, 0.0),
    "MTQ": ("volume", 1.0, 0.0),
    "H67": ("rain", 1.0, 0.0),  # millimetres an hour
    "VLT": ("voltage", 1.0, 0.0),
    "2Z": ("voltage", 0.001, 0.0),  # millivolt
}


def convert(value: float, *, source: str, target: str) -> float:
    """The number in the other unit.

    Raises:
        BadRequest: a code is not known here, or the units measure different things.
    """
    if source == target:
        return value
    kind, factor, offset = _unit(source)
    other, divisor, shift = _unit(target)
    if kind != other:
        raise BadRequest(f"{source} measures {kind}, {target} measures {other}: neither becomes the other")
    return round((value * factor + offset - shift) / divisor, 9)


def check(source: str, target: str) -> None:
    """Refuse a pair of units that cannot be converted."""
    if source and target:
        convert(1.0, source=source, target=target)


def _unit(code: str) -> tuple[str, float, float]:
    if code not in _UNITS:
        raise BadRequest(f"the unit '{code}' is not known here; use one of {', '.join(sorted(_UNITS))}")
    return _UNITS[code]
