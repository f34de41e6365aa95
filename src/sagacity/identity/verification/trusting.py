"""Which authorities of certificates are believed: files in a folder that the city fills."""

from pathlib import Path

from django.conf import settings

from sagacity.identity.verification.jpki import types

CERTIFICATES = (".cer", ".crt", ".der", ".pem")


def current() -> types.Trust:
    """Roots in `roots/`, certificates between in `chain/`, lists of revoked ones in `crls/`."""
    folder = Path(settings.JPKI_FOLDER or Path(settings.DATA_DIR) / "jpki")
    return types.Trust(
        roots=_files(folder / "roots", CERTIFICATES),
        chain=_files(folder / "chain", CERTIFICATES),
        crls=_files(folder / "crls", (".crl",)),
    )


def _files(folder: Path, endings: tuple[str, ...]) -> tuple[bytes, ...]:
    if not folder.is_dir():
        return ()
    return tuple(path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix.lower() in endings)
