"""A resident sits down, reads along, sends a picture and the application; others may not."""

import io
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sagacity.identity.testing import Actor
from sagacity.kit import clock, policy
from sagacity.kit.uploads import api as uploads
from sagacity.procedures.forms import api as forms
from sagacity.reservations.queue import api as queue
from sagacity.reservations.remote import api as remote

APP = "/apps/remote/"
CLERK = policy.Person("urn:ngsi-ld:Staff:endo", "遠藤", "staff", frozenset({"queue.call"}))


def photo(*, exif: bytes = b"") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (320, 240), "white").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("licence.png", out.getvalue(), content_type="image/png")


@pytest.fixture
def desk(db: None) -> str:
    return queue.open_desk(label="リモート1番", lines=["remote"], by=CLERK, at=clock.now()).key


@pytest.fixture
def seat(hanako: Actor, desk: str) -> str:
    """The address of Hanako's seat."""
    answer = hanako.sends(f"{APP}enter/remote/", once=str(uuid.uuid4()))
    return str(answer.redirect_chain[-1][0])  # type: ignore[attr-defined]


def token_of(seat: str) -> str:
    return seat.strip("/").rpartition("/")[2]


def call_of(seat: str) -> remote.Call:
    return remote.seat(token=token_of(seat)).call


def shows_a_form(seat: str, page: str = "you") -> forms.Form:
    """A clerk has taken Hanako and opens a form."""
    call = call_of(seat)
    remote.accept(ticket=call.ticket, by=CLERK, at=clock.now())
    form = forms.begin(
        procedure="residence_certificate",
        by=CLERK,
        owner=call.person,
        client_key=str(uuid.uuid4()),
        channel="remote",
        at=clock.now(),
    )
    remote.show(call=call.key, subject=form.key, page=page, seat=remote.Role.CLERK, by=CLERK, at=clock.now())
    return form


def test_a_number_leads_to_a_seat_and_back_to_it(hanako: Actor, seat: str) -> None:
    assert "R001" in hanako.sees(seat)
    assert "録画も録音もしません" in hanako.sees(seat)
    assert f"/live/remote/{token_of(seat)}" in hanako.opens(seat).content.decode()
    assert "入る" in hanako.sees(APP)

    again = hanako.sends(f"{APP}tickets/{call_of(seat).ticket}/")

    assert hanako.opens(seat).status_code == 404  # one seat, one page: the older link ended
    assert "R001" in hanako.sees(again.redirect_chain[-1][0])  # type: ignore[attr-defined]


def test_a_face_to_face_number_has_no_seat(hanako: Actor, desk: str) -> None:
    ticket = queue.issue(
        line="moving", channel=queue.Channel.PRINTED, client_key="x", by=CLERK, at=clock.now()
    )

    assert hanako.opens(f"{APP}tickets/{ticket.key}/").status_code == 404
    assert hanako.sends(f"{APP}enter/moving/").status_code == 404
    assert hanako.opens(f"{APP}tickets/nothing/").status_code == 404
    assert hanako.opens(f"{APP}guessed/").status_code == 404


def test_what_the_clerk_opens_is_read_along_and_a_signature_written_here(hanako: Actor, seat: str) -> None:
    assert "職員が申請書を出すと" in hanako.sees(f"{seat}page/")
    form = shows_a_form(seat)
    assert "住民票の写し" in hanako.sees(f"{seat}page/")
    assert hanako.sends(f"{seat}page/", do="next").status_code == 404  # nothing is written on this page

    remote.show(
        call=call_of(seat).key,
        subject=form.key,
        page="sign",
        seat=remote.Role.CLERK,
        by=CLERK,
        at=clock.now(),
    )
    assert "自分で書いてください" in hanako.sees(f"{seat}page/")
    hanako.sends(f"{seat}page/", **{"a.signature.written": "見本 花子", "do": "next"})

    assert forms.form(key=form.key).answers["signature"].startswith("urn:ngsi-ld:Upload:")
    assert call_of(seat).page != "sign"


def test_the_page_may_stand_in_our_own_frame_and_no_other(hanako: Actor, seat: str) -> None:
    framed, whole = hanako.opens(f"{seat}page/"), hanako.opens(seat)

    assert "frame-ancestors 'self'" in framed.headers["Content-Security-Policy"]
    assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'none'" in whole.headers["Content-Security-Policy"]


def test_a_picture_comes_into_the_form_clean_and_a_hostile_one_does_not(hanako: Actor, seat: str) -> None:
    form = shows_a_form(seat)
    exif = Image.Exif()
    exif[0x010E] = "佐賀市城内"

    def sends(paper: str, file: SimpleUploadedFile) -> tuple[int, str]:
        answer = hanako.client.post(f"{seat}picture/", {"paper": paper, "picture": file})
        return answer.status_code, str(answer.json().get("wrong", ""))

    assert sends("identity_document", photo(exif=exif.tobytes())) == (200, "")
    (key,) = forms.form(key=form.key).papers["identity_document"]
    assert uploads.upload(key=key).media_type is uploads.MediaType.JPEG  # said by its bytes
    assert not Image.open(io.BytesIO(uploads.content(key=key))).getexif()
    assert hanako.opens(f"{seat}files/{key}/").status_code == 200
    assert hanako.opens(f"{seat}files/urn:ngsi-ld:Upload:x/").status_code == 404

    assert sends("identity_document", SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>"))[0] == 422
    assert sends("nothing", photo())[0] == 422
    kinds = [one.kind for one in remote.hear(token=token_of(seat), since=0)]
    assert kinds.count(remote.Kind.PICTURE) == 1


def test_whoever_has_not_proven_who_they_are_is_told_and_nothing_is_sent(hanako: Actor, seat: str) -> None:
    form = shows_a_form(seat, page=forms.REVIEW)

    hanako.sends(f"{seat}send/")

    assert not forms.form(key=form.key).is_sent
    assert re.search(r"/me/(raise|sign-in)/", hanako.client.get(f"{seat}prove/").headers["Location"])


def test_an_interpreter_says_their_name_reads_along_and_may_do_nothing(hanako: Actor, seat: str) -> None:
    shows_a_form(seat)
    token = remote.invite(call=call_of(seat).key, by=CLERK, at=clock.now())
    wang, place = Actor(language="zh-hans"), f"{APP}{token}/"

    assert "作为口译员进入" in wang.sees(place)
    wang.sends(f"{place}name/", name="王 芳")
    assert "窗口职员" in wang.sees(place)
    assert "住民票副本" in wang.sees(f"{place}page/")
    for act in ("send/", "picture/", "leave/", "prefill/", "page/"):
        assert wang.sends(f"{place}{act}").status_code == 404

    remote.end(call=call_of(seat).key, by=CLERK, client_key="end", at=clock.now())
    assert "通话已结束" in wang.sees(place)


def test_the_resident_ends_the_talk(hanako: Actor, seat: str) -> None:
    call = call_of(seat)

    hanako.sends(f"{seat}leave/")

    assert remote.call(key=call.key).state is remote.State.ENDED
    assert "話が終わりました" in hanako.sees(seat)
    assert queue.ticket(key=call.ticket).state is queue.State.LEFT
