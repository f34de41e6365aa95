"""Our own import contract: a room is entered by its `api.py`, and the message names the better way."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, output

OPEN_ROOMS = frozenset({"kit"})  # many small front doors: sagacity.kit.<module> or sagacity.kit.<feature>.api
SUB_ROOMS = frozenset(
    {
        "sagacity.identity.accounts",
        "sagacity.identity.cards",
        "sagacity.identity.family",
        "sagacity.identity.register",
        "sagacity.identity.verification",
        "sagacity.procedures.cases",
        "sagacity.procedures.forms",
        "sagacity.procedures.guide",
        "sagacity.procedures.outcomes",
        "sagacity.procedures.surveys",
        "sagacity.procedures.visits",
        "sagacity.ledger.debit",
        "sagacity.messaging.conversation",
        "sagacity.registry.collection",
        "sagacity.reservations.queue",
        "sagacity.reservations.remote",
        "sagacity.reservations.slots",
    }
)
ASSEMBLY = frozenset({"sagacity.site"})  # puts the product together, so it may name any file of it
TESTING = frozenset({"testing", "tests"})  # casts and builders, offered to tests alone


class FrontDoor(Contract):
    """Importing past a room's `api.py` couples two rooms by their furniture."""

    type_name = "front_door"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        past = [
            (importer, imported)
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if is_past_the_door(importer, imported)
        ]
        return ContractCheck(kept=not past, metadata={"past": past})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["past"]:
            output.print_error(f"{importer} imports {imported}: {better_way(imported)}")
            output.new_line()


def room_of(module: str) -> str:
    """The room, sub-room, mini-app or desk a module lives in."""
    for sub in SUB_ROOMS:
        if module == sub or module.startswith(f"{sub}."):
            return sub
    parts = module.split(".")
    depth = 3 if len(parts) > 2 and parts[1] in {"miniapps", "desks"} else 2
    return ".".join(parts[:depth])


def is_past_the_door(importer: str, imported: str) -> bool:
    here, there = room_of(importer), room_of(imported)
    if here == there or here in ASSEMBLY or not imported.startswith("sagacity."):
        return False
    if TESTING & set(importer.split(".")) and TESTING & set(imported.split(".")):
        return False
    if _is_in(here, there) or _is_in(there, here):  # a sub-room and its own house
        return imported not in {there, f"{there}.api"} and there in SUB_ROOMS
    return imported not in _doors(there, imported)


def _is_in(inner: str, outer: str) -> bool:
    return inner in SUB_ROOMS and inner.startswith(f"{outer}.")


def _doors(room: str, imported: str) -> set[str]:
    name = room.removeprefix("sagacity.")
    if name not in OPEN_ROOMS:
        return {room, f"{room}.api"}
    parts = imported.split(".")
    return {".".join(parts[:3]), f"{'.'.join(parts[:3])}.api"} if not _is_open_package(parts) else {imported}


def _is_open_package(parts: list[str]) -> bool:
    """kit/japanese and kit/ui are shelves of plain parts; each part is its own door."""
    return len(parts) == 4 and parts[2] in {"japanese", "ui"}


def better_way(imported: str) -> str:
    room = room_of(imported)
    name = room.rsplit(".", 1)[-1]
    if room == "sagacity.kit":
        feature = ".".join(imported.split(".")[:3])
        return f"use `from {feature} import api`, or ask for the name to be put on its menu"
    parent = room.rsplit(".", 1)[0] if room in SUB_ROOMS else "sagacity"
    where = f"{parent}.{name}" if room in SUB_ROOMS else room
    return f"use `from {where} import api as {name}`; if the menu lacks what you need, add it to {where}.api"
