"""An interpreter who is not in the room: the remote counter, where the house has one."""

from sagacity.kit.manifest import all_manifests

REMOTE = "remote"  # key of the mini-app or desk that opens it


def remote_counter(*, door: str) -> str:
    """Where a side ("staff" or "resident") asks for an interpreter by video; empty: nowhere yet."""
    for manifest in all_manifests():
        if manifest.key == REMOTE and manifest.door in {door, "both"}:
            return manifest.staff_path if door == "staff" else manifest.resident_path
    return ""
