"""Form fields as the design system draws them."""

from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    HiddenInput,
    RadioSelect,
)


def describe(bound: BoundField, *, input_class: str = "", help_text: str = "") -> dict[str, object]:
    """Everything `ui/field.html` needs; help and errors are tied to the field by `aria-describedby`."""
    widget = bound.field.widget
    many = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    help_id, error_id = f"{bound.auto_id}-help", f"{bound.auto_id}-error"
    said = help_text or bound.help_text
    described = " ".join([help_id] * bool(said) + [error_id] * bool(bound.errors))
    attrs: dict[str, str | bool] = {} if many else {"class": f"sg-input {input_class}".strip()}
    if isinstance(widget, CheckboxInput) and not many:
        attrs = {}
    if described:
        attrs["aria-describedby"] = described
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if isinstance(widget, FileInput) and bound.field.required:
        attrs["required"] = True
    return {
        "field": bound,
        "help": said,
        "help_id": help_id,
        "error_id": error_id,
        "described": described,
        "is_group": many,
        "is_check": isinstance(widget, CheckboxInput) and not many,
        "is_hidden": isinstance(widget, HiddenInput),
        "options": list(bound.subwidgets) if many else [],
        "control": "" if many else bound.as_widget(attrs=attrs),
    }
