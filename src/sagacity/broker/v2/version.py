"""/version: what answers here, for clients that ask before anything else."""

from importlib.metadata import PackageNotFoundError, version

from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request, Response
from sagacity.broker.v2 import bodies

SPEAKS_LIKE = (
    "4.2.0"  # the Orion whose manual this face follows; common clients look for it before they start
)


async def get_version(broker: Broker, request: Request) -> Response:
    """GET /version."""
    told = {
        "sagacity": {"version": _version(), "ngsi": ["v2", "ld"]},
        "orion": {"version": SPEAKS_LIKE, "doc": "the version of the NGSIv2 API that Sagacity answers"},
    }
    return bodies.answer(told, request)


def _version() -> str:
    try:
        return version("sagacity")
    except PackageNotFoundError:  # run from the source tree
        return "0"
