from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from benchmarks.floor.models import Application, Draft

WISHES = [("a", "朝"), ("b", "昼"), ("c", "夜")]
WORK = [("employee", "会社員"), ("self", "自営業"), ("other", "その他")]
ERAS = [("", "西暦"), ("reiwa", "令和"), ("heisei", "平成"), ("showa", "昭和")]


class TenFields(forms.Form):
    """The same inputs as the ten declared fields have."""

    name_family = forms.CharField(label="姓", max_length=60)
    name_given = forms.CharField(label="名", max_length=60)
    name_family_kana = forms.RegexField(r"^[ァ-ヶー]+$", label="セイ", max_length=60)
    name_given_kana = forms.RegexField(r"^[ァ-ヶー]+$", label="メイ", max_length=60)
    birth_era = forms.ChoiceField(label="元号", choices=ERAS)
    birth_year = forms.IntegerField(label="年")
    birth_month = forms.IntegerField(label="月", min_value=1, max_value=12)
    birth_day = forms.IntegerField(label="日", min_value=1, max_value=31)
    home_postal_code = forms.RegexField(r"^\d{3}-?\d{4}$", label="郵便番号")
    home_prefecture = forms.CharField(label="都道府県", max_length=10)
    home_city = forms.CharField(label="市区町村", max_length=40)
    home_town = forms.CharField(label="町名", max_length=80)
    home_number = forms.CharField(label="番地", max_length=80)
    home_building = forms.CharField(label="建物名", max_length=100, required=False)
    telephone = forms.RegexField(r"^[\d-]+$", label="電話番号")
    email = forms.EmailField(label="メールアドレス")
    work = forms.ChoiceField(label="お仕事", choices=WORK, widget=forms.RadioSelect)
    wishes = forms.MultipleChoiceField(label="希望", choices=WISHES, widget=forms.CheckboxSelectMultiple)
    people = forms.IntegerField(label="人数", min_value=1, max_value=20)
    title = forms.CharField(label="件名", max_length=60)
    words = forms.CharField(label="内容", max_length=1000, widget=forms.Textarea)


def start(request: HttpRequest) -> HttpResponse:
    form = TenFields(request.POST or None)
    if request.method == "POST" and form.is_valid():
        draft = Draft.objects.create(answers=form.cleaned_data)
        return redirect(f"/check/{draft.pk}/")
    return render(request, "start.html", {"form": form})


def check(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    draft = get_object_or_404(Draft, pk=draft_id)
    labels = {name: field.label for name, field in TenFields.base_fields.items()}
    rows = [(labels[name], value) for name, value in draft.answers.items()]
    return render(request, "check.html", {"rows": rows, "draft": draft})


@require_POST
def submit(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    application = Application.objects.create(draft_id=draft_id)
    return redirect(f"/receipts/{application.pk}/")
