"""The actions of the API: what each is called, what it takes, what it does."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from sagacity.kit.city import api as city
from sagacity.registry.publishing import sets
from sagacity.registry.publishing.ckan import datastore, packages, searching
from sagacity.registry.publishing.ckan.parameters import Action, NotFound, Parameter

Asked = Mapping[str, Any]
ID = Parameter("id", "text", "Name or id.", required=True)
LIMIT = Parameter("limit", "number", "At most so many.", default=1000)
OFFSET = Parameter("offset", "number", "Leave out so many first.", default=0)


def _package_list(asked: Asked) -> list[str]:
    names = sorted(row.slug for row in sets.published())
    return names[asked["offset"] : asked["offset"] + asked["limit"]]


def _package_show(asked: Asked) -> dict[str, Any]:
    return packages.find(asked["id"]).as_json()


def _resource_show(asked: Asked) -> dict[str, Any]:
    package, form = packages.find_resource(asked["id"])
    wanted = package.resource_id(form)
    return next(one for one in package.resources() if one["id"] == wanted)


def _organization_list(asked: Asked) -> list[Any]:
    said = packages.organization() | {"package_count": len(sets.published())}
    everything: list[Any] = [said if asked["all_fields"] else said["name"]]
    return everything[asked["offset"] : asked["offset"] + asked["limit"]]


def _organization_show(asked: Asked) -> dict[str, Any]:
    said = packages.organization()
    if asked["id"] not in (said["id"], said["name"]):
        raise NotFound("Not found")
    return said | {"package_count": len(sets.published()), "packages": []}


def _tag_list(asked: Asked) -> list[str]:
    counted = Counter(tag["name"] for one in packages.all_packages() for tag in one.tags)
    query = (asked["query"] or "").lower()
    return sorted(name for name in counted if query in name.lower())


def _status_show(asked: Asked) -> dict[str, Any]:
    return {
        "site_title": city.current().name["ja"],
        "site_description": "",
        "site_url": str(settings.PUBLIC_URL),
        "locale_default": "ja",
        "ckan_version": "2.10.0",  # whose reading actions these are
        "extensions": ["datastore"],
        "error_emails_to": None,
    }


ALL = {
    action.name: action
    for action in (
        Action("package_list", "Names of all data sets.", _package_list, (LIMIT, OFFSET)),
        Action("package_show", "One data set with its files.", _package_show, (ID,)),
        Action(
            "package_search", "Data sets by words and filters, with facets.", searching.search,
            (
                Parameter("q", "text", "Words; *:* means everything."),
                Parameter("fq", "text", 'Filters such as tags:aed or -res_format:"GeoJSON".'),
                Parameter("fq_list", "list", "More filters.", default=()),
                Parameter("rows", "number", "At most so many.", default=10),
                Parameter("start", "number", "Leave out so many first.", default=0),
                Parameter("sort", "text", 'Such as "title asc" or "metadata_modified desc".'),
                Parameter("facet", "yes/no", "Whether to count values.", default=True),
                Parameter("facet.field", "list", "Fields whose values are counted.", default=()),
            ),
        ),
        Action("resource_show", "One file of a data set.", _resource_show, (ID,)),
        Action(
            "datastore_search", "Rows of a table.", datastore.search,
            (
                Parameter("resource_id", "text", "Id of the resource with datastore_active."),
                Parameter("id", "text", "The same, under its old name."),
                Parameter("q", "text or object", "Words in any column, or words by column."),
                Parameter("filters", "object", "Values by column."),
                Parameter("limit", "number", "At most so many, never above 32000.", default=100, most=32_000),
                Parameter("offset", "number", "Leave out so many first.", default=0),
                Parameter("fields", "list", "Columns to give."),
                Parameter("sort", "text", "Column, with asc or desc; several divided by commas."),
                Parameter("distinct", "yes/no", "Not offered.", default=False),
                Parameter("include_total", "yes/no", "Whether to count all rows.", default=True),
                Parameter("records_format", "text", "objects, lists, csv or tsv.", default="objects"),
            ),
        ),
        Action(
            "organization_list", "The publisher.", _organization_list,
            (Parameter("all_fields", "yes/no", "In full.", default=False), LIMIT, OFFSET),
        ),
        Action("organization_show", "The publisher in full.", _organization_show, (ID,)),
        Action("tag_list", "All words data sets are marked with.", _tag_list,
               (Parameter("query", "text", "Part of the word."),)),
        Action("status_show", "What this site is.", _status_show),
        Action("site_read", "Whether this site may be read.", lambda asked: True),
    )
}  # fmt: skip
