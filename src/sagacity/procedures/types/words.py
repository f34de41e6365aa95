"""Words and rules, as definitions write them."""

from collections.abc import Mapping
from typing import Any

Words = Mapping[str, str]  # by language, "ja" always
Rule = Any  # JSON-logic: see kit/logic
Answers = Mapping[str, Any]  # by key of the question; the shape of each value stands at Kind

NO_RULE = None
