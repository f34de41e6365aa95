"""A case as a clerk types it, and what a changed tariff would have meant for the cases of a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.desks.cashier import words
from sagacity.kit import clock
from sagacity.ledger import api as ledger

LARGEST = 512 * 1024  # bytes of a tariff


class TryForm(forms.Form):
    """One case: which fee, how many, and what is so."""

    fee = forms.ChoiceField(label=_("手数料の項目"))
    applied_on = forms.DateField(label=_("申請の日"), widget=forms.DateInput(attrs={"type": "date"}))
    copies = forms.IntegerField(label=_("通数"), min_value=1, max_value=999, initial=1)
    things = forms.IntegerField(label=_("人や物の数"), min_value=1, max_value=9999, initial=1)
    by_post = forms.BooleanField(label=_("郵送する"), required=False)
    evidence = forms.BooleanField(label=_("免除を示す書類を見た"), required=False)

    def __init__(self, data: Mapping[str, str] | None, *, tariff: ledger.Tariff, today: date) -> None:
        super().__init__(data, initial={"applied_on": today})
        self.tariff = tariff
        fields = self.fields
        fields["fee"].choices = [  # type: ignore[attr-defined]
            (key, rule.name["ja"]) for key, rule in tariff.rules.items()
        ]
        self.asked = asked_about(tariff)
        for name, values in self.asked.items():
            fields[f"fact_{name}"] = forms.ChoiceField(
                label=words.fact(name),
                required=False,
                choices=[("", "—"), *((value, words.value(value)) for value in values)],
            )

    @property
    def case(self) -> ledger.Case:
        """The case, once the form is valid."""
        said = self.cleaned_data
        facts = {name: said[f"fact_{name}"] for name in self.asked if said.get(f"fact_{name}")}
        return ledger.Case(
            said["fee"],
            applied_on=said["applied_on"],
            copies=said["copies"],
            things=said["things"],
            by_post=said["by_post"],
            facts=facts,
            shown=frozenset(facts) if said["evidence"] else frozenset(),
        )


class SimulateForm(forms.Form):
    """A changed tariff, and the year whose cases are tried on it."""

    year = forms.TypedChoiceField(label=_("どの年度の件数で"), coerce=int)
    text = forms.CharField(
        label=_("変えた手数料のきまり（fees.toml）"),
        max_length=LARGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "class": "dc-toml"}),
        error_messages={"required": _("きまりを書くか、今のきまりを直してください。")},
    )

    def __init__(self, data: Mapping[str, str] | None, *, years: Sequence[int], text: str) -> None:
        super().__init__(data, initial={"text": text, "year": years[0] if years else None})
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (year, _("%(year)s年度") % {"year": year}) for year in years
        ]


@dataclass(frozen=True, slots=True)
class Simulated:
    """What a changed tariff would have meant."""

    faults: tuple[ledger.Fault, ...]
    effects: tuple[ledger.Effect, ...]
    kept: int
    guessed: int
    left_out: Mapping[str, int]

    @property
    def before(self) -> int:
        return sum(one.before for one in self.effects)

    @property
    def after(self) -> int:
        return sum(one.after for one in self.effects)


def asked_about(tariff: ledger.Tariff) -> Mapping[str, Sequence[str]]:
    """Everything the rules ask about, with the values they name."""
    found: dict[str, set[str]] = {}
    for rule in tariff.rules.values():
        whens = [one.when for one in rule.prices] + [one.when for one in rule.changes]
        for when in whens + [one.when for one in rule.exemptions]:
            for name, value in when.items():
                found.setdefault(name, set()).add(value)
    return {name: sorted(values) for name, values in sorted(found.items())}


def simulated(*, text: str, year: int, at: datetime) -> Simulated:
    """Try a changed tariff on the cases of a year.

    Raises:
        BrokenTariff: it cannot be read; the exception says where and why.
    """
    after, before = ledger.read_tariff(text), ledger.tariff()
    cases = ledger.Cases(year, before)
    effects = ledger.simulate(cases, before=before, after=after)
    faults = ledger.look_at_tariff(after, languages=["ja", "en"], on=clock.day(at))
    return Simulated(tuple(faults), effects, cases.kept, cases.guessed, dict(cases.left_out))
