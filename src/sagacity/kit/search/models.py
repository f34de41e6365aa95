from django.db import models


class Entry(models.Model):
    """One thing that can be found. Its bigrams stand beside it: see the migrations, one form per database."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    title = models.CharField(max_length=400)
    kana = models.CharField(max_length=400, blank=True)
    url = models.CharField(max_length=500)
    text = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind"], name="search_by_kind")]
