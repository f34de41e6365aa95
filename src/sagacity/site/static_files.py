"""Style sheets and scripts: hashed names (kept for a year by browsers), compressed once at start."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names once the files are collected; plain names before that, as in tests."""

    def stored_name(self, name: str) -> str:
        return str(super().stored_name(name)) if self.hashed_files else name

    def url(self, name: str, force: bool = False) -> str:
        """The address of a file; what is collected never changes while a process lives."""
        return self._address(name) if self.hashed_files and not force else str(super().url(name, force))

    @cache  # noqa: B019 - there is one storage, and it lives as long as the process
    def _address(self, name: str) -> str:
        return str(super().url(name))
