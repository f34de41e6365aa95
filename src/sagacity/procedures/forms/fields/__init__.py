"""Questions on a page, for phone and counter: what was typed as answers, answers as fields and words."""

from sagacity.procedures.forms.fields.blocks import block_view, paper_question, papers_view
from sagacity.procedures.forms.fields.days import ERAS
from sagacity.procedures.forms.fields.found import Found, Looked
from sagacity.procedures.forms.fields.lookups import look_up
from sagacity.procedures.forms.fields.review import Line, Section, review, review_of
from sagacity.procedures.forms.fields.said import said, told_key, told_name, unusual_signs
from sagacity.procedures.forms.fields.typed import typed, typed_row_act
from sagacity.procedures.forms.fields.views import BlockView, FieldView

__all__ = [
    "ERAS",
    "BlockView",
    "FieldView",
    "Found",
    "Line",
    "Looked",
    "Section",
    "block_view",
    "look_up",
    "paper_question",
    "papers_view",
    "review",
    "review_of",
    "said",
    "told_key",
    "told_name",
    "typed",
    "typed_row_act",
    "unusual_signs",
]
