"""A file against what is published: new, changed, unchanged, moved, vanished."""

from django.db.models import Count, Exists, OuterRef, QuerySet

from sagacity.kit import clock
from sagacity.registry import geometry, models
from sagacity.registry.folding import LONGEST_ID
from sagacity.registry.importing import messages
from sagacity.registry.importing.form import Form
from sagacity.registry.kinds import Noun
from sagacity.registry.types import Message, Outcome

TOO_MANY_VANISHED = 0.10
MOVED_METRES = 1000
GOOD = (str(Outcome.APPLIED), str(Outcome.REPAIRED))


def compare(staged: list[models.StagedRow], *, row: models.ImportRun, form: Form) -> list[Message]:
    """Write on each staged row what it would change; gives questions about records that moved far."""
    known = {
        record.local_id: record
        for record in models.Record.objects.filter(
            dataset=row.dataset, local_id__in=[one.local_id for one in staged]
        ).select_related("place", "event", "town")
    }
    asked = []
    for one in staged:
        record = known.get(one.local_id)
        one.what = _what(one, record, row, form)
        if record is None:
            continue
        one.record = subject_of(record)
        if one.what == "changed" and one.outcome in GOOD:
            question = _moved(one, record, form, row)
            if question is not None:
                one.outcome = str(Outcome.CONFIRM)
                one.proposals = {**one.proposals, question.column: {}}
                asked.append(question)
    return asked


def subject_of(record: models.Record) -> str:
    """The key of the place, event or town a record speaks of; nothing for figures."""
    if record.place is not None:
        return record.place.key
    for name in ("event", "town"):
        thing = getattr(record, name, None)
        if thing is not None:
            return str(thing.key)
    return ""


def _what(one: models.StagedRow, record: models.Record | None, row: models.ImportRun, form: Form) -> str:
    if record is None:
        return "new"
    if record.hash != one.hash or record.vanished_in:
        return "changed"
    # The same marks a month later are another observation.
    again = form.kind.noun is Noun.VACANCY and record.edition != row.edition
    return "changed" if again else "unchanged"


def _moved(one: models.StagedRow, record: models.Record, form: Form, row: models.ImportRun) -> Message | None:
    before = (form.target(record.fields, "point.latitude"), form.target(record.fields, "point.longitude"))
    after = (form.target(one.values, "point.latitude"), form.target(one.values, "point.longitude"))
    if None in before or None in after:
        return None
    distance = geometry.metres(before, after)
    if distance < MOVED_METRES:
        return None
    column = form.columns_to["point.latitude"][0]
    return Message(
        outcome=Outcome.CONFIRM,
        rule="compare.moved",
        sheet=row.sheet,
        row=one.number,
        column=column,
        found=f"{after[0]}, {after[1]}",
        expected=f"{before[0]}, {before[1]} の近く",
        action=f"「{one.name}」の位置が、公開中のものから {distance:,.0f} m 動いています。"
        "移転なら「取り込む」、まちがいなら「この行を取り込まない」を選んでください。",
    )


def tell_twins_apart(row: models.ImportRun, form: Form) -> None:
    """Two rows of one id stay two records; the second gets a number behind its id."""
    staged = models.StagedRow.objects.filter(run=row)
    twins = staged.values("local_id").annotate(many=Count("id")).filter(many__gt=1).values_list("local_id")
    for (local_id,) in list(twins):
        rows = list(staged.filter(local_id=local_id).order_by("number"))
        rows.sort(key=lambda one: (one.outcome == Outcome.REFUSED, one.number))
        for ordinal, one in enumerate(rows[1:], start=2):
            one.local_id = f"{local_id[:LONGEST_ID]}~{ordinal}"
        compare(rows[1:], row=row, form=form)
        models.StagedRow.objects.bulk_update(
            rows[1:], ["local_id", "what", "record", "outcome", "proposals"], batch_size=200
        )


def vanished(row: models.ImportRun, form: Form) -> "QuerySet[models.Record]":
    """Records that are published and that this file no longer has."""
    if row.origin != "file" or form.kind.noun is Noun.STAT:
        return models.Record.objects.none()  # Figures of other days are history, not losses.
    here = models.StagedRow.objects.filter(run=row, local_id=OuterRef("local_id"))
    gone = models.Record.objects.filter(dataset=row.dataset, vanished_in="").exclude(Exists(here))
    by_hand = models.RecordVersion.objects.filter(
        dataset=form.kind.key,
        what="new",
        run__in=models.ImportRun.objects.filter(kind=form.kind.key, origin="form").values("key"),
    )
    gone = gone.exclude(local_id__in=by_hand.values("local_id"))  # no file ever had them
    if form.kind.noun is Noun.EVENT:
        gone = gone.exclude(event__occurrences__until__lt=clock.day(row.received_at))
    return gone


def look_for_vanished(row: models.ImportRun, form: Form) -> None:
    """Count what the file no longer has, and stop when that is more than one in ten."""
    gone = vanished(row, form).count()
    row.vanished = gone
    models.ImportRun.objects.filter(pk=row.pk).update(vanished=gone)
    models.ImportMessage.objects.filter(run=row, rule="compare.vanished").delete()
    published = models.Record.objects.filter(dataset=row.dataset, vanished_in="").count()
    if gone and gone > published * TOO_MANY_VANISHED:
        messages.write(row, [_too_many(gone, published, row.sheet)], stage="compare")


def _too_many(gone: int, published: int, sheet: str) -> Message:
    return Message(
        outcome=Outcome.CONFIRM,
        rule="compare.vanished",
        sheet=sheet,
        row=None,
        column="",
        found=f"公開中の {published:,}件のうち {gone:,}件（{gone / published:.0%}）がファイルにありません",
        expected="なくなるのは1割まで",
        action="ファイルが途中で切れていないか確かめてください。正しければ「このまま進める」を選んでください。"
        "なくなった記録は消さず、印を付けて残します。",
    )
