from django.db import models

from sagacity.registry.models.dataset import DataSet


class Record(models.Model):
    """What one row of one data set says; of a place it is a facet."""

    dataset = models.ForeignKey(DataSet, on_delete=models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=60)  # of the facet, such as "shelter", whatever file it came in
    local_id = models.CharField(max_length=160)
    national_id = models.CharField(max_length=80, blank=True)  # what joins it to records of other data sets
    name = models.CharField(max_length=300, blank=True)
    place = models.ForeignKey("Place", on_delete=models.PROTECT, null=True, related_name="records")
    fields = models.JSONField(default=dict)  # by the column name of the standard; absent when not given
    statuses = models.JSONField(default=dict)  # only where it is not plainly given
    hash = models.CharField(max_length=64)  # of the fields: equal hash, nothing changed
    required_given = models.PositiveSmallIntegerField(default=0)  # how many ◎ columns are filled
    recommended_given = models.PositiveSmallIntegerField(default=0)  # how many ○ columns are
    edition = models.CharField(max_length=40, blank=True)
    file = models.CharField(max_length=255, blank=True)
    sheet = models.CharField(max_length=120, blank=True)
    row = models.PositiveIntegerField()
    run = models.CharField(max_length=200)
    imported_at = models.DateTimeField()
    touched_in = models.CharField(max_length=200)  # the run or decision that changed it last: undo asks
    vanished_in = models.CharField(max_length=200, blank=True)  # the run whose file no longer has it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "local_id"], name="one_record_per_local_id"),
            models.CheckConstraint(condition=~models.Q(local_id=""), name="record_has_a_local_id"),
        ]
        indexes = [
            models.Index(fields=["kind", "place"], name="record_kind_place"),
            models.Index(
                fields=["national_id"], name="record_national_id", condition=~models.Q(national_id="")
            ),
            models.Index(fields=["touched_in"], name="record_touched_in"),
        ]


class RecordVersion(models.Model):
    """One change of one record: who, when, why, and how it stood before. Lines are only ever added."""

    dataset = models.CharField(max_length=60)  # kind of the data set: stays true when rows go
    local_id = models.CharField(max_length=160)
    subject = models.CharField(max_length=200)  # key of the place, event or town it speaks of
    what = models.CharField(max_length=12)  # new | changed | vanished | back | undone | moved
    run = models.CharField(max_length=200, blank=True)
    before = models.JSONField(null=True)  # None: it was not there
    by = models.CharField(max_length=120)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["dataset", "local_id"], name="version_record"),
            models.Index(fields=["subject"], name="version_subject"),
            models.Index(fields=["run"], name="version_run"),
        ]
