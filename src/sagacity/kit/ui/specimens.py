"""What the living page of parts shows: every icon, field, banner, chart and map, made by the parts."""

from xml.etree import ElementTree

from django import forms
from django.contrib.staticfiles import finders
from django.http import HttpRequest

from sagacity.kit.city import api as city
from sagacity.kit.ui import charts
from sagacity.kit.ui.map_answers import Mark, View

KINDS = ("info", "success", "warning", "error")


class Specimen(forms.Form):
    """One field of each kind, with what is wrong where something is."""

    name = forms.CharField(label="お名前", help_text="ふりがなは いりません。")
    phone = forms.CharField(label="電話番号", required=False)
    day = forms.DateField(label="日付", widget=forms.DateInput(attrs={"type": "date"}))
    district = forms.ChoiceField(label="校区", choices=[("1", "北校区"), ("2", "南校区")])
    way = forms.ChoiceField(
        label="受け取り方", choices=[("counter", "窓口"), ("post", "郵送")], widget=forms.RadioSelect
    )
    topics = forms.MultipleChoiceField(
        label="知りたいこと",
        choices=[("garbage", "ごみ"), ("child", "子育て"), ("event", "催し")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="読みました")
    message = forms.CharField(label="ご意見", widget=forms.Textarea(attrs={"rows": 3}), required=False)


def icon_names() -> list[str]:
    """Every drawing in the sprite."""
    path = finders.find("ui/icons.svg")
    if not isinstance(path, str):
        return []
    root = ElementTree.parse(path).getroot()
    return [symbol.attrib["id"] for symbol in root]


def everything(request: HttpRequest) -> dict[str, object]:
    months = ["4月", "5月", "6月", "7月", "8月", "9月"]
    plastic = charts.Series("プラスチック", [12.5, 14, 13, None, 16, 15])
    paper = charts.Series("紙・布", [30, 28, 31, 26, 24, 27])
    series = [paper, plastic]
    return {
        "icons": icon_names(),
        "banner_kinds": KINDS,
        "chip_colours": ("", "blue", "green", "yellow", "orange", "red"),
        "form": Specimen({"name": "", "phone": "0952", "day": "2026-02-30", "way": "counter"}),
        "plain_form": Specimen(prefix="plain"),
        "charts": [
            charts.bar(title="見本の棒グラフ", labels=months, series=series, unit="トン"),
            charts.stacked_bar(title="見本の積み上げグラフ", labels=months, series=series, unit="トン"),
            charts.line(title="見本の折れ線グラフ", labels=months, series=series, unit="トン"),
        ],
    }


def points(view: View) -> list[Mark]:
    """Three marks about the middle of the city, one of them a cluster: enough to try the map."""
    here = city.current()
    marks = [
        Mark(
            here.latitude, here.longitude, name="見本の点", key="specimen", icon="city", note="ただの見本です"
        ),
        Mark(
            here.latitude + 0.01,
            here.longitude,
            name="見本の避難所",
            key="shelter",
            icon="shelter",
            url="#content",
        ),
        Mark(here.latitude, here.longitude + 0.015, count=24),
    ]
    south, west, north, east = view.bbox
    return [mark for mark in marks if south <= mark.latitude <= north and west <= mark.longitude <= east]
