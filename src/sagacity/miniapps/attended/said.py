"""What stands on a certificate of attendance, in the reader's language."""

import io
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.checkin import api as checkin
from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.kit.japanese import furigana
from sagacity.kit.ui import api as ui
from sagacity.registry import api as registry


@dataclass(frozen=True, slots=True)
class Said:
    """One certificate in words."""

    certificate: checkin.Certificate
    heading: str
    event: str
    day: str
    statement: str
    issued: str
    city: str
    address: str  # where somebody who is shown it checks it

    @property
    def qr(self) -> str:
        """The address as a picture, an SVG drawing."""
        import segno

        drawn = io.BytesIO()
        segno.make_qr(self.address, error="m").save(drawn, kind="svg", scale=4, border=4)
        return drawn.getvalue().decode()

    def fields(self) -> dict[str, str]:
        """The same for the template of the PDF; what cannot carry readings loses them."""
        said = {
            "heading": self.heading,
            "name": self.certificate.name,
            "event": self.event,
            "day": self.day,
            "statement": self.statement,
            "issued": self.issued,
            "city": self.city,
            "number_label": _("番号"),
            "number": self.certificate.printed,
            "check": _("下のアドレスかQRコードで、この参加証が有効かどうかを確かめられます。"),
        }
        plain = {name: furigana.plain(text) for name, text in said.items()}
        language = (get_language() or "ja").split("-")[0]
        return {**plain, "address": self.address, "qr": self.qr, "language": language}


def of(certificate: checkin.Certificate) -> Said:
    path = reverse("attended:verify", args=[certificate.number])
    here = city.current()
    return Said(
        certificate=certificate,
        heading=_("参加証"),
        event=event_name(certificate.subject, certificate.title),
        day=ui.long_day(certificate.day),
        statement=_("上の催しに参加したことを証明します。"),
        issued=_("%(day)s 発行") % {"day": ui.long_day(clock.day(certificate.issued_at))},
        city=here.name_in(get_language() or "ja"),
        address=f"{str(settings.PUBLIC_URL).rstrip('/')}{path}",
    )


def event_name(subject: str, title: str) -> str:
    """The event's name for this reader; what the reception was called where it is published no more."""
    try:
        event = registry.event(subject)
    except registry.NoSuchEvent:
        return title
    reads_japanese = (get_language() or "ja").split("-")[0] in {"ja", "zh"}
    return event.name if reads_japanese else event.name_en or event.name
