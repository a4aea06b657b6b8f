"""What the desk of the shields types: a request for protection (申出), or another municipality's notice."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from madoguchi.japan import telephone
from madoguchi.japan.codes import check_municipality_code
from madoguchi.japan.eras import DateError, parse_date
from madoguchi.japan.errors import InputError
from madoguchi.japan.kana import check_kana
from madoguchi.protect.actions import ShieldRequest
from madoguchi.protect.identity import Identity
from madoguchi.protect.models import Shield
from madoguchi.trail import clock

ROWS, SHOWN = 12, 2
PARTS = ("family", "given", "family_kana", "given_kana", "birth", "telephone")
YEAR = timedelta(days=365)


class ShieldForm(forms.Form):
    """The person who asks, up to eleven of the household, the other party, and from when to when."""

    kind = forms.ChoiceField(choices=Shield.Kind.choices)
    origin = forms.CharField(required=False, max_length=10)
    reference = forms.CharField(required=False, max_length=64)
    starts_on = forms.CharField(required=False, max_length=40)
    ends_on = forms.CharField(required=False, max_length=40)
    previous = forms.CharField(required=False, max_length=1000)
    other_words = forms.CharField(required=False, max_length=1000)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["kind"].error_messages = dict.fromkeys(("required", "invalid_choice"), _("種別を選んでください。"))
        for who in [*map(str, range(ROWS)), "other"]:
            for part in PARTS:
                self.fields[f"{who}-{part}"] = forms.CharField(required=False, max_length=100)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The people whom the page shows at once: the first asks, the others live with them."""
        return [{"id": place, "inputs": self._inputs(str(place))} for place in range(SHOWN)]

    @property
    def more_rows(self) -> list[dict[str, Any]]:
        """Further people of a larger household, folded away until they are wanted."""
        return [{"id": place, "inputs": self._inputs(str(place))} for place in range(SHOWN, ROWS)]

    @property
    def is_unfolded(self) -> bool:
        """Nothing that was typed is folded away."""
        return any(one.value() or one.errors for row in self.more_rows for one in row["inputs"])

    @property
    def other(self) -> list[Any]:
        return self._inputs("other")

    def _inputs(self, who: str) -> list[Any]:
        return [self[f"{who}-{part}"] for part in PARTS]

    def clean_origin(self) -> str:
        text = str(self.cleaned_data["origin"]).strip()
        try:
            return check_municipality_code(text) if text else ""
        except InputError as error:
            raise forms.ValidationError(error.ja) from error

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        typed["people"] = [one for place in range(ROWS) if (one := self._person(str(place)))]
        typed["other"] = self._person("other")
        if not self.errors and not typed["people"]:
            self.add_error("0-family", _("守る人の氏名を書いてください。"))
        if typed.get("origin") and not typed.get("reference"):
            self.add_error("reference", _("相手の自治体の文書番号を書いてください。同じ通知を二重に入れないためです。"))
        typed["from"] = self._day("starts_on", clock.today())
        typed["until"] = self._day("ends_on", (typed["from"] or clock.today()) + YEAR)
        return typed

    def asked(self) -> ShieldRequest:
        typed = self.cleaned_data
        return ShieldRequest(
            kind=typed["kind"], people=tuple(typed["people"]), starts_on=typed["from"], ends_on=typed["until"],
            origin=typed["origin"], reference=typed["reference"], other=typed["other"],
            other_words=typed["other_words"], previous=tuple(typed["previous"].splitlines()),
        )  # fmt: skip

    def _person(self, who: str) -> Identity | None:
        typed = {part: self.cleaned_data.get(f"{who}-{part}", "").strip() for part in PARTS}
        if not any(typed.values()):
            return None
        if not typed["family"]:
            self.add_error(f"{who}-family", _("姓を書いてください。"))
        return Identity(
            typed["family"],
            typed["given"],
            self._kana(who, "family_kana"),
            self._kana(who, "given_kana"),
            (self._birth(who) or ""),
            self._telephone(who),
        )

    def _kana(self, who: str, part: str) -> str:
        text = self.cleaned_data.get(f"{who}-{part}", "").strip()
        try:
            return check_kana(text) if text else ""
        except InputError as error:
            self.add_error(f"{who}-{part}", error.ja)
            return ""

    def _birth(self, who: str) -> str:
        day = self._day(f"{who}-birth", None)
        return day.isoformat() if day else ""

    def _telephone(self, who: str) -> str:
        text = self.cleaned_data.get(f"{who}-telephone", "").strip()
        try:
            return telephone.parse(text) if text else ""
        except InputError as error:
            self.add_error(f"{who}-telephone", error.ja)
            return ""

    def _day(self, name: str, otherwise: date | None) -> date | None:
        text = self.cleaned_data.get(name, "").strip()
        try:
            return parse_date(text) if text else otherwise
        except DateError as error:
            self.add_error(name, error.ja)
            return otherwise
