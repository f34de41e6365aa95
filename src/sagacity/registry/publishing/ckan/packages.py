"""Data sets as CKAN calls them: packages, each with its resources."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.conf import settings

from sagacity.kit.city import api as city
from sagacity.registry import kinds, models
from sagacity.registry.publishing import files, licences, sets, themes
from sagacity.registry.publishing.ckan.parameters import NotFound
from sagacity.registry.publishing.formats import CSV, Format, for_programs, path_of

_NAMES = uuid.UUID("8b0c6a52-3f0b-5d5e-9d3a-5a6d0f6b7c11")  # ids stay the same on every server


class Package:
    """One data set in the words of CKAN."""

    def __init__(self, row: models.DataSet, version: sets.Version) -> None:
        self.row, self.version = row, version

    @property
    def id(self) -> str:
        return str(uuid.uuid5(_NAMES, self.row.key))

    @property
    def forms(self) -> tuple[Format, ...]:
        return for_programs(kinds.get(self.row.kind))

    def resource_id(self, form: Format) -> str:
        return str(uuid.uuid5(_NAMES, f"{self.row.key}#{form.extension}"))

    @cached_property
    def tags(self) -> list[dict[str, Any]]:
        words = dict.fromkeys([themes.of(self.row.kind, self.row.theme).ja, self.row.kind])
        return [{"name": word, "display_name": word, "id": word, "state": "active"} for word in words]

    def resources(self) -> list[dict[str, Any]]:
        return [self._resource(form, position) for position, form in enumerate(self.forms)]

    def _resource(self, form: Format, position: int) -> dict[str, Any]:
        # The size is known once somebody took the file; asking a catalogue must not write a hundred files.
        file = files.already_made(self.row, form, version=self.version)
        return {
            "id": self.resource_id(form),
            "package_id": self.id,
            "name": f"{self.row.title.get('ja', self.row.slug)}（{form.name}）",
            "description": "",
            "format": form.name,
            "mimetype": form.bare_type,
            "url": _site() + path_of(self.row.slug, form),
            "url_type": None,
            "datastore_active": form is CSV,
            "position": position,
            "size": file.size if file else None,
            "hash": file.sha256 if file else "",
            "state": "active",
            "created": _moment(self.row.issued or self.row.modified),
            "last_modified": _moment(self.version.changed_at),
            "metadata_modified": _moment(self.version.changed_at),
        }

    def as_json(self) -> dict[str, Any]:
        """The package as package_show gives it."""
        row, resources = self.row, self.resources()
        theme = themes.of(row.kind, row.theme)
        extras = {
            "attribution": row.attribution,
            "edition": row.edition,
            "records": str(row.records),
            "standard": row.standard,
            "theme": theme.twin,
            "title_en": row.title.get("en", ""),
            "update_cycle": row.update_cycle,
        }
        return {
            "id": self.id,
            "name": row.slug,
            "title": row.title.get("ja", row.slug),
            "notes": row.description or row.standard,
            "author": row.publisher,
            "author_email": None,
            "maintainer": row.publisher,
            "maintainer_email": row.contact if "@" in row.contact else None,
            "license_id": row.licence,
            "license_title": row.licence,
            "license_url": licences.address(row.licence),
            "isopen": row.licence.upper().startswith(("CC-BY", "CC0", "PDL", "MIT", "ODBL")),
            "organization": organization(),
            "owner_org": organization()["id"],
            "groups": [{"id": theme.key, "name": theme.key, "title": theme.ja, "display_name": theme.ja}],
            "tags": self.tags,
            "num_tags": len(self.tags),
            "resources": resources,
            "num_resources": len(resources),
            "extras": [{"key": key, "value": value} for key, value in extras.items()],
            "metadata_created": _moment(row.issued or row.modified),
            "metadata_modified": _moment(self.version.changed_at),
            "url": f"{_site()}/dataset/{row.slug}",
            "version": row.edition,
            "private": False,
            "state": "active",
            "type": "dataset",
        }


def all_packages() -> list[Package]:
    """Every public data set, by name."""
    rows = sorted(sets.published(), key=lambda row: row.slug)
    return of(rows)


def of(rows: Sequence[models.DataSet]) -> list[Package]:
    versions = sets.versions(rows)
    return [Package(row, versions[row.slug]) for row in rows]


def find(named: str) -> Package:
    """One package, by its name or id.

    Raises:
        NotFound: there is none.
    """
    for row in sets.published():
        if named == row.slug or named == row.key or named == str(uuid.uuid5(_NAMES, row.key)):
            return of([row])[0]
    raise NotFound("Not found")


def find_resource(named: str) -> tuple[Package, Format]:
    """One file of one package, by its id.

    Raises:
        NotFound: there is none.
    """
    for package in all_packages():
        for form in package.forms:
            if package.resource_id(form) == named:
                return package, form
    raise NotFound("Resource was not found.")


def organization() -> dict[str, Any]:
    """The city."""
    here = city.current()
    return {
        "id": str(uuid.uuid5(_NAMES, here.code)),
        "name": here.code,
        "title": here.name["ja"],
        "display_name": here.name["ja"],
        "description": "",
        "image_url": "",
        "is_organization": True,
        "approval_status": "approved",
        "state": "active",
        "type": "organization",
    }


def _site() -> str:
    return str(settings.PUBLIC_URL).rstrip("/")


def _moment(at: Any) -> str:
    """CKAN writes moments in UTC without saying so."""
    if isinstance(at, datetime):
        return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
    return f"{at.isoformat()}T00:00:00.000000"
