from django.db import models

from sagacity.registry.models.dataset import DataSet


class ImportRun(models.Model):
    """One file on its way from a desk to the city."""

    key = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=12, default="received", db_index=True)
    file = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    once = models.CharField(max_length=120, null=True, unique=True)  # of one filled form: sent twice, one run
    byte_size = models.PositiveBigIntegerField(default=0)
    kind = models.CharField(max_length=60, blank=True)
    dataset = models.ForeignKey(DataSet, on_delete=models.PROTECT, null=True, related_name="runs")
    edition = models.CharField(max_length=40, blank=True)
    encoding = models.CharField(max_length=40, blank=True)
    sheet = models.CharField(max_length=120, blank=True)
    headings = models.JSONField(default=list)
    signature = models.CharField(max_length=64, blank=True)  # of the headings: remembers the mapping
    columns = models.JSONField(default=dict)  # heading → column of the standard, "" = not taken
    origin = models.CharField(max_length=12, default="file")  # file | rest | correction | form
    follows = models.CharField(max_length=200, blank=True)  # the run whose open questions this one carries
    same_file_as = models.CharField(max_length=200, blank=True)
    job = models.CharField(max_length=200, blank=True)
    attempt = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    applied = models.PositiveIntegerField(default=0)
    to_confirm = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    vanished = models.PositiveIntegerField(default=0)
    progress = models.FloatField(default=0)
    problem = models.TextField(blank=True)
    base_run = models.CharField(max_length=200, blank=True)  # what was published when this was compared
    vanished_confirmed_by = models.CharField(max_length=120, blank=True)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=120)
    received_by_key = models.CharField(max_length=200)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=120, blank=True)
    submitted_by_key = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_by_key = models.CharField(max_length=200, blank=True)
    undone = models.JSONField(default=dict)  # who took it back, why, and which records stayed

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rows=models.F("applied") + models.F("to_confirm") + models.F("refused")),
                name="every_row_has_one_outcome",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["applying", "applied"])
                | (~models.Q(decided_by_key="") & ~models.Q(decided_by_key=models.F("submitted_by_key"))),
                name="a_second_person_approves",
            ),
        ]


class StagedRow(models.Model):
    """One row of a file as it came and as it would go in."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="staged")
    number = models.PositiveIntegerField()  # the line a person would count
    raw = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    statuses = models.JSONField(default=dict)
    proposals = models.JSONField(default=dict)  # column → value that "accept" would take
    hash = models.CharField(max_length=64)
    outcome = models.CharField(max_length=12)
    local_id = models.CharField(max_length=160, blank=True)
    name = models.CharField(max_length=300, blank=True)
    record = models.CharField(max_length=200, blank=True)  # key of what it speaks of, as far as known
    what = models.CharField(max_length=12, blank=True)  # new | changed | unchanged

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="one_staged_row_per_line"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["applied", "repaired", "to_confirm", "refused"]),
                name="staged_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["run", "local_id"], name="staged_local_id"),
            models.Index(fields=["run", "outcome"], name="staged_outcome_of_run"),
            models.Index(fields=["run", "what"], name="staged_what_of_run"),
        ]


class ImportMessage(models.Model):
    """One line of a report, and what a person answered to it."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="messages")
    row = models.PositiveIntegerField(null=True)  # None: the whole file
    sheet = models.CharField(max_length=120, blank=True)
    column = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=12)
    rule = models.CharField(max_length=60)
    found = models.TextField(blank=True)
    expected = models.TextField(blank=True)
    action = models.TextField(blank=True)
    stage = models.CharField(max_length=8, default="check")  # check | compare
    answer = models.CharField(max_length=8, blank=True)  # accept | keep | skip
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["applied", "repaired", "to_confirm", "refused"]),
                name="message_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(answer__in=["", "accept", "keep", "skip"]), name="message_answer"
            ),
        ]
        indexes = [
            models.Index(fields=["run", "row"], name="message_row"),
            models.Index(fields=["run", "outcome", "rule"], name="message_outcome_rule"),
        ]


class ConfirmedMapping(models.Model):
    """What a person once said the headings of a file mean; next month nobody is asked."""

    signature = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=60)
    columns = models.JSONField(default=dict)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()
