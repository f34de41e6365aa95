"""The one list of settings; docs/reference/settings.md is written from it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a city decides by the environment."""

    name: str  # without SAGACITY_ in front
    meaning: str
    default: str = ""
    for_whom: str = "city"  # "city" | "tests"


_ALL = (
    Setting("CITY", "Key of the city pack to serve; empty: the key written in `cities/default`."),
    Setting("CITIES", "Folder of the city packs; empty: `cities/` beside the program."),
    Setting("DATA_DIR", "Folder for everything the city writes; empty: `.data` beside the program."),
    Setting("DATABASE_URL", "`postgresql://user:password@host/name`; empty: SQLite in the data folder."),
    Setting(
        "PUBLIC_URL",
        "The address residents type, with https in production.",
        default="http://localhost:8000",
    ),
    Setting(
        "ALLOWED_HOSTS", "Host names to answer to, by comma; empty: loopback and the host of PUBLIC_URL."
    ),
    Setting(
        "PROXIES",
        "Addresses of proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed, by comma.",
        default="127.0.0.1",
    ),
    Setting(
        "ZONE",
        "Doors served: `internet` (residents), `lgwan` (staff), `mynumber` (health only) or `all`.",
        default="all",
    ),
    Setting(
        "SECRET_KEY",
        "Key for signatures, 50 characters or more; empty: made at first start, kept in the data folder.",
    ),
    Setting(
        "DEMO",
        "`1`: demonstration with published sign-in names. Refused unless PUBLIC_URL is loopback.",
        default="0",
    ),
    Setting(
        "TILE_URL",
        "Map tiles, as `https://host/{z}/{x}/{y}.png`; empty: a map with no tiles, own outlines only.",
    ),
    Setting("TILE_CREDIT", "Credit shown on the map; must be set together with TILE_URL."),
    Setting(
        "STAFF_IDLE_MINUTES",
        "Minutes without work after which a member of staff is signed out.",
        default="60",
    ),
    Setting("UPLOAD_LIMIT_MB", "Largest request body the front door takes, in megabytes.", default="300"),
    Setting("CHROMIUM", "Path of a Chromium for the browser tests; empty: looked for.", for_whom="tests"),
    Setting("SAMPLES", "Folder of published files for the tests on real data.", for_whom="tests"),
    Setting("TEST_DATABASE_URL", "A PostgreSQL on which the tests may create databases.", for_whom="tests"),
    Setting(
        "FORBID_SKIPS",
        "`1`: a skipped test is a failed run (`.ci/run` sets it).",
        default="0",
        for_whom="tests",
    ),
)
SETTINGS = {setting.name: setting for setting in _ALL}
