"""Forms of the staff's own pages."""

import re
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from madoguchi.japan.eras import DateError, parse_date
from madoguchi.people.models import ROLES, Staff
from madoguchi.people.queries import open_offices
from madoguchi.trail import clock

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")


class SignInForm(forms.Form):
    """Login and password, as typed. Whether they are right is not the form's matter."""

    login = forms.CharField(max_length=64)
    password = forms.CharField(max_length=256, strip=False)


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(max_length=64)


class PasskeyForm(forms.Form):
    """What the browser's script answers, and the name that the person gives a new passkey."""

    credential = forms.CharField(max_length=20_000)
    name = forms.CharField(max_length=40, required=False)


class RoleForm(forms.Form):
    """One role in one office, perhaps up to a day."""

    office = forms.ChoiceField()
    role = forms.ChoiceField(choices=[(role, role) for role in ROLES])
    until = forms.CharField(required=False, max_length=40)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.offices = open_offices()
        self.fields["office"] = forms.ChoiceField(choices=[(one.pk, one.name_ja) for one in self.offices])
        for name, words in (("office", lazy("課を選んでください。")), ("role", lazy("役割を選んでください。"))):
            self.fields[name].error_messages = dict.fromkeys(("required", "invalid_choice"), words)

    def clean_until(self) -> date | None:
        text = self.cleaned_data["until"].strip()
        if not text:
            return None
        try:
            day = parse_date(text)
        except DateError as error:
            raise forms.ValidationError(error.ja) from error
        if day < clock.today():
            raise forms.ValidationError(_("終わりの日は、今日かそのあとの日にしてください。"))
        return day


class NewStaffForm(RoleForm):
    """Somebody new, with a first role."""

    name = forms.CharField(max_length=100, error_messages={"required": lazy("氏名を入力してください。")})
    title = forms.CharField(max_length=60, required=False)
    login = forms.CharField(max_length=64, error_messages={"required": lazy("ログイン名を入力してください。")})

    def clean_login(self) -> str:
        login: str = self.cleaned_data["login"].lower()
        if not LOGIN.fullmatch(login):
            raise forms.ValidationError(
                _("ログイン名は、半角の英小文字と数字、「.」「-」「_」で、2文字以上にしてください。")
            )
        if Staff.objects.filter(login__iexact=login).exists():
            raise forms.ValidationError(_("このログイン名は、もう使われています。別の名前にしてください。"))
        return login


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(max_length=256, strip=False)
    again = forms.CharField(max_length=256, strip=False)

    def __init__(self, staff: Staff, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.staff = staff

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if self.staff.check_password(password):
            raise forms.ValidationError(_("いまのパスワードとは違うものにしてください。"))
        validate_password(password, self.staff)
        return password

    def clean(self) -> dict[str, str]:
        typed = self.cleaned_data
        if "password" in typed and typed.get("again") != typed["password"]:
            self.add_error("again", _("2回の入力が同じではありません。もう一度入力してください。"))
        return typed
