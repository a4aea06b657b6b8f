"""Forms of the staff's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from madoguchi.decide.days import typed_day
from madoguchi.japan import telephone
from madoguchi.japan.errors import InputError
from madoguchi.japan.kana import check_kana
from madoguchi.receive.models import ProcedureVersion
from madoguchi.receive.queries.versions import version as open_version


class SearchForm(forms.Form):
    """Kana, birth and telephone: what is given must all match. A purpose is always chosen; it is not preset."""

    purpose = forms.ChoiceField()
    kana = forms.CharField(required=False, max_length=100)
    birth = forms.CharField(required=False, max_length=40)
    telephone = forms.CharField(required=False, max_length=40)

    def __init__(self, offices: list[str], data: Any = None) -> None:
        super().__init__(data)
        self.purposes = _purposes(offices)
        self.fields["purpose"] = forms.ChoiceField(choices=self.purposes)
        self.fields["purpose"].error_messages = dict.fromkeys(
            ("required", "invalid_choice"), _("何のためにさがすのかを選んでください。")
        )

    def clean_kana(self) -> str:
        text = self.cleaned_data["kana"].strip()
        try:
            return check_kana(text) if text else ""
        except InputError as error:
            raise forms.ValidationError(error.ja) from error

    def clean_birth(self) -> str:
        text = self.cleaned_data["birth"]
        day, problems = typed_day(text, "birth") if text else (None, {})
        if problems:
            raise forms.ValidationError(problems["birth"])
        return day.isoformat() if day else ""

    def clean_telephone(self) -> str:
        text = self.cleaned_data["telephone"].strip()
        try:
            return telephone.parse(text) if text else ""
        except InputError as error:
            raise forms.ValidationError(error.ja) from error

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self.asked().values()):
            self.add_error("kana", _("カナ、生年月日、電話番号のどれかを入力してください。"))
        return self.cleaned_data

    def asked(self) -> dict[str, str | None]:
        return {name: self.cleaned_data.get(name) or None for name in ("kana", "birth", "telephone")}


def _purposes(offices: list[str]) -> list[tuple[str, str]]:
    """The purposes of these offices' procedures."""
    versions = [open_version(digest) for digest in ProcedureVersion.objects.values_list("hash", flat=True)]
    return sorted({(one.purpose.purpose, one.purpose.title.ja) for one in versions if one.procedure.owner in offices})
