"""The map part: a picture beside a list, never the only way to find something."""

from django.conf import settings
from django.templatetags.static import static

from sagacity.kit.city import api as city


def map_part(
    features_url: str,
    label: str,
    lat: float | None = None,
    lng: float | None = None,
    zoom: int = 13,
    focus: str = "",
    boundary_url: str = "",
    locate: bool = True,
) -> dict[str, object]:
    """A map that fetches `features_url?bbox=s,w,n,e&zoom=z`, with tiles when the city has set some."""
    here = city.current()
    return {
        "features_url": features_url,
        "label": label,
        "lat": here.latitude if lat is None else lat,
        "lng": here.longitude if lng is None else lng,
        "zoom": zoom,
        "focus": focus,
        "boundary_url": boundary_url,
        "locate": locate,
        "bounds": ",".join(str(edge) for edge in here.bounds),
        "tile_url": settings.TILE_URL,
        "tile_credit": settings.TILE_CREDIT,
        "leaflet": static("leaflet/leaflet.js"),
        "icons": static("ui/icons.svg"),
    }
