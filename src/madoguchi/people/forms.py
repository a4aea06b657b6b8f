"""Forms of the staff's own pages."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _

from madoguchi.people.models import Staff


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
