"""The OpenAPI document of the read API, made from the list of its actions."""

from typing import Any

from sagacity.registry.publishing.ckan.actions import ALL
from sagacity.registry.publishing.ckan.parameters import LONGEST, MOST, Action, Parameter

_TEXT = {"type": "string", "maxLength": LONGEST}
_FORMS: dict[str, dict[str, Any]] = {
    "text": _TEXT,
    "number": {"type": "integer", "minimum": 0, "maximum": MOST},
    "yes/no": {"type": "boolean"},
    "list": {"type": "array", "items": _TEXT},
    "object": {"type": "object"},
    "text or object": {"oneOf": [_TEXT, {"type": "object"}]},
}
_STATUSES = {
    "200": ("Answer", "What was asked for."),
    "400": ("Failure", "The request cannot be read."),
    "404": ("Failure", "There is no such thing."),
    "409": ("Failure", "A parameter is not understood."),
}
# The door of the house looks into every body before any page does, and answers in its own form.
_NUMBER_SENT_BACK = {
    "422": {
        "description": "A number that may be somebody's 個人番号 stands in the body; nothing was kept.",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
}


def document(site: str) -> dict[str, Any]:
    """OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Open data",
            "version": "3",
            "description": "The reading actions of CKAN: anybody may read, nobody can write.",
        },
        "servers": [{"url": site}],
        "paths": {f"/api/3/action/{action.name}": _path(action) for action in ALL.values()},
        "components": {
            "schemas": {
                "Answer": {
                    "type": "object",
                    "required": ["help", "success", "result"],
                    "properties": {"help": {"type": "string"}, "success": {"const": True}, "result": {}},
                },
                "Failure": {
                    "type": "object",
                    "required": ["help", "success", "error"],
                    "properties": {
                        "help": {"type": "string"},
                        "success": {"const": False},
                        "error": {
                            "type": "object",
                            "required": ["__type"],
                            "properties": {"__type": {"type": "string"}, "message": {"type": "string"}},
                        },
                    },
                },
                "Problem": {
                    "type": "object",
                    "required": ["title", "status", "detail"],
                    "properties": {
                        "type": {"type": "string"},
                        "title": {"type": "string"},
                        "status": {"type": "integer"},
                        "detail": {"type": "string"},
                    },
                },
            }
        },
    }


def _path(action: Action) -> dict[str, Any]:
    return {
        "get": {
            "operationId": action.name,
            "summary": action.about,
            "parameters": [_in_query(parameter) for parameter in action.parameters],
            "responses": _responses(),
        },
        "post": {
            "operationId": f"{action.name}_by_post",
            "summary": action.about,
            "requestBody": {
                "required": False,
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "required": [one.name for one in action.parameters if one.required],
                            "properties": {one.name: _FORMS[one.form] for one in action.parameters},
                        }
                    }
                },
            },
            "responses": _responses() | _NUMBER_SENT_BACK,
        },
    }


def _in_query(parameter: Parameter) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.about,
    }
    if parameter.form == "object":  # CKAN's own form: JSON inside the address
        return said | {"content": {"application/json": {"schema": _FORMS["object"]}}}
    if parameter.form == "list":
        return said | {"schema": _FORMS["list"], "style": "form", "explode": False}
    schema = _TEXT if parameter.form == "text or object" else _FORMS[parameter.form]
    return said | {"schema": schema}


def _responses() -> dict[str, Any]:
    return {
        status: {
            "description": about,
            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
        }
        for status, (schema, about) in _STATUSES.items()
    }
