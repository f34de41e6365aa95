"""A survey and residents with a card, for stories."""

from datetime import UTC, datetime

from django.apps import apps

from sagacity.kit import keys, policy

AT = datetime(2026, 7, 6, 3, tzinfo=UTC)  # a Monday, noon in Japan
PARK = """
key = "park_survey"
version = "1"
sort = "survey"
division = "緑化推進課"
level = 2
until = 2026-07-31
retention = "years_3"
name = {ja = "公園のアンケート", en = "Survey on parks"}
about = {ja = "公園をどう使うか教えてください。", en = "Tell us how you use parks."}

[[block]]
key = "all"
title = {ja = "公園のこと"}
[[block.question]]
key = "often"
kind = "choice"
label = {ja = "どのくらい行きますか", en = "How often do you go?"}
option = [
  {key = "weekly", label = {ja = "毎週", en = "Weekly"}},
  {key = "monthly", label = {ja = "毎月", en = "Monthly"}},
  {key = "never", label = {ja = "行かない", en = "Never"}},
]
[[block.question]]
key = "likes"
kind = "choices"
required = false
label = {ja = "よいところ", en = "What is good?"}
show_if = {"!=" = [{var = "often"}, "never"]}
option = [
  {key = "trees", label = {ja = "木", en = "Trees"}},
  {key = "toys", label = {ja = "遊具", en = "Toys"}},
]
[[block.question]]
key = "with_children"
kind = "yes_no"
label = {ja = "子どもと行きますか", en = "With children?"}
[[block.question]]
key = "minutes"
kind = "number"
least = 0
most = 59
label = {ja = "歩いて何分", en = "Minutes on foot"}
[[block.question]]
key = "wish"
kind = "long_text"
required = false
most = 200
label = {ja = "ほしいもの", en = "What you wish for"}
"""


def holder(number: int, *, level: int = 2) -> policy.Person:
    """Somebody with a card: the account of an inhabitant."""
    key = keys.new("Resident")
    apps.get_model("accounts", "Account").objects.create(
        key=key,
        nickname=f"{number}番",
        mail=f"{number}@example.jp",
        mail_proven_at=AT,
        ial=level,
        inhabitant=f"urn:ngsi-ld:Inhabitant:{number:04}" if level >= 2 else "",
        created_at=AT,
    )
    return policy.Person(key, f"{number}番", "resident", level=level)
