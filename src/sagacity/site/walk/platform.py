"""The data-linkage platform: open data without a key, an entity written by one face and read by the other."""

import json
import urllib.error
import urllib.request
from typing import Any

from sagacity.registry import api as registry
from sagacity.site import environment
from sagacity.site.walk.house import Surroundings, must

GAUGE = "urn:ngsi-ld:WaterLevel:walk"
TENANT = "walk"


def linked(house: Surroundings) -> str:
    """What the registry publishes, and a gauge that is written, changed, read twice and taken away."""
    sites = registry.facet_counts().get("evacuation_site", 0)
    _, headers, _ = _ask(house, "GET", "/v2/entities?type=EvacuationSite&options=count&limit=1")
    seen = int(headers.get("Fiware-Total-Count", -1))
    must(seen == sites, f"{sites} evacuation sites are published, {seen} are linked")
    must(
        _ask(house, "GET", f"/v2/entities/{GAUGE}", tenant=TENANT)[0] in {401, 403, 404},
        "a stranger may read",
    )
    _written_and_read(house)
    return f"{seen} evacuation sites without a key; a level written by NGSIv2, read by NGSI-LD"


def _written_and_read(house: Surroundings) -> None:
    key = environment.text("BROKER_KEY")
    level = {"value": 2.4, "type": "Number", "metadata": {"unitCode": {"type": "Text", "value": "MTR"}}}
    entity = {"id": GAUGE, "type": "WaterLevel", "level": level}
    status, _, said = _ask(house, "POST", "/v2/entities?options=upsert", entity, key=key, tenant=TENANT)
    must(status in {201, 204}, f"writing answers {status}: {said}")
    status, _, said = _ask(house, "GET", f"/ngsi-ld/v1/entities/{GAUGE}", key=key, tenant=TENANT)
    must(status == 200, f"reading answers {status}: {said}")
    read = json.loads(said)["level"]
    must((read["value"], read["unitCode"]) == (2.4, "MTR"), f"the level came back as {read}")
    status, _, said = _ask(house, "DELETE", f"/v2/entities/{GAUGE}", key=key, tenant=TENANT)
    must(status == 204, f"taking away answers {status}: {said}")


def _ask(
    house: Surroundings, method: str, path: str, body: object = None, *, key: str = "", tenant: str = ""
) -> tuple[int, Any, str]:
    headers = {"X-API-Key": key, "Fiware-Service": tenant, "Content-Type": "application/json"}
    request = urllib.request.Request(
        f"http://localhost:{house.port}{path}",
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={
            name: value for name, value in headers.items() if value and (body or name != "Content-Type")
        },
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read().decode()
