"""Units as people write them; NGSI says them by the codes of UN/CEFACT Recommendation 20."""

from collections.abc import Mapping
from typing import Any

NAMES = ("unitCode", "unit")
SIGNS = {
    "MTR": "m",
    "CMT": "cm",
    "MMT": "mm",
    "KMT": "km",
    "MTK": "m²",
    "MTQ": "m³",
    "MQS": "m³/s",
    "MTS": "m/s",
    "KMH": "km/h",
    "H67": "mm/h",
    "CEL": "℃",
    "P1": "%",
    "A97": "hPa",
    "GQ": "µg/m³",
    "GP": "mg/m³",
    "59": "ppm",
    "2N": "dB",
    "VLT": "V",
    "KWH": "kWh",
    "KWT": "kW",
    "LUX": "lx",
    "MIN": "min",
    "HUR": "h",
    "SEC": "s",
    "C62": "",
    "E34": "GB",
}


def sign(metadata: Mapping[str, Any]) -> str:
    """What the metadata of an attribute (name → value) say of its unit."""
    said = next((metadata[name] for name in NAMES if isinstance(metadata.get(name), str)), "")
    return SIGNS.get(said, said)
