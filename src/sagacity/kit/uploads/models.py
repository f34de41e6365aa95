"""One table: which files there are. Their bytes lie sealed in the data folder."""

from django.db import models


class Upload(models.Model):
    """A file that somebody handed in."""

    key = models.CharField(max_length=80, unique=True)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    owner = models.CharField(max_length=80, db_index=True)  # key of a person or device
    about = models.CharField(max_length=80, blank=True, db_index=True)  # the thing it belongs to for good
    scanned_by = models.CharField(max_length=20, blank=True)
    received_at = models.DateTimeField()
    until = models.DateTimeField(null=True)  # when it goes unless it belongs to something by then

    class Meta:
        indexes = [models.Index(fields=["until"], name="upload_to_drop")]
