"""How long a form stays, and that it goes whole."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.kit import clock, keys, policy, seals
from sagacity.kit.uploads import api as uploads
from sagacity.kit.uploads.testing.files import photo
from sagacity.procedures import api as procedures
from sagacity.procedures.forms import api as forms
from sagacity.procedures.forms import jobs, keeping, models, sealing


@pytest.fixture
def at(db: None, settings: Settings, tmp_path: Path) -> datetime:
    settings.DATA_DIR = tmp_path
    at = clock.now()
    procedures.accept_pack(at=at)
    return at


def _begun(owner: str, at: datetime) -> forms.Form:
    form = forms.begin(
        procedure="disaster_certificate", by=policy.ANONYMOUS, owner=owner, client_key=keys.new("K"), at=at
    )
    taken = uploads.receive(content=photo(), name="a.jpg", owner=owner, until=form.until, at=at)
    return forms.keep_papers(form=form.key, papers={"photos": [taken.key]}, at=at)


def test_a_form_nobody_came_back_to_goes_with_its_files(at: datetime) -> None:
    old = _begun("urn:ngsi-ld:Device:old", at)
    (file,) = forms.uploads_of(old)
    fresh = _begun("urn:ngsi-ld:Device:new", at + timedelta(days=20))

    jobs.drop_what_is_over(at + timedelta(days=31))

    assert [row.key for row in models.Form.objects.all()] == [fresh.key]
    with pytest.raises(uploads.NoSuchUpload):
        uploads.upload(key=file)
    assert forms.step_counts(procedure="disaster_certificate")[0].reached == 2


def test_what_is_kept_is_shown_whole_and_forgotten_whole(at: datetime) -> None:
    form = _begun("urn:ngsi-ld:Device:x", at)
    forms.keep_answer(form=form.key, question="name", answer={"family": "見本", "given": ""}, at=at)

    (told,) = keeping.kept("urn:ngsi-ld:Device:x")["forms"]
    assert told["answers"] == {"name": {"family": "見本", "given": ""}}
    keeping.forget("urn:ngsi-ld:Device:x")

    assert keeping.kept("urn:ngsi-ld:Device:x") == {}
    assert not models.Form.objects.exists()


def test_a_form_goes_with_the_device_that_joins_another(at: datetime) -> None:
    form = _begun("urn:ngsi-ld:Device:x", at)
    keeping.move(old="urn:ngsi-ld:Device:x", new="urn:ngsi-ld:Device:y")

    assert forms.form(key=form.key).owner == "urn:ngsi-ld:Device:y"


def test_nobody_reads_it_in_the_database_and_a_new_secret_opens_it(at: datetime, settings: Settings) -> None:
    form = _begun("urn:ngsi-ld:Device:x", at)
    forms.keep_answer(form=form.key, question="name", answer="hanako", at=at)
    assert b"hanako" not in bytes(models.Form.objects.get().sealed)

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another secret " * 5
    assert forms.form(key=form.key).answers["name"] == "hanako"
    assert sealing.renew() == 1
    settings.SECRET_KEY_FALLBACKS = []
    assert forms.form(key=form.key).answers["name"] == "hanako"
    settings.SECRET_KEY = "a third"
    with pytest.raises(seals.BrokenSeal):
        forms.form(key=form.key)
