"""The picture an app on a telephone reads a secret from, drawn here: the secret goes to nobody else."""

from django.utils.safestring import SafeString, mark_safe

from sagacity.identity import models, second_factors
from sagacity.kit.city import api as city


def of_secret(row: models.StaffAccount, secret: str) -> dict[str, str | SafeString]:
    """The secret as a picture, and as text in groups of four to type."""
    import segno

    said = second_factors.address(row, secret, issuer=city.current().name_in("ja"))
    code = segno.make_qr(said, error="m", boost_error=False)
    picture = mark_safe(code.svg_inline(scale=4, border=4, omitsize=True, svgclass="identity-secret"))
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return {"picture": picture, "secret": groups}
