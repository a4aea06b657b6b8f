"""Every way of saying something to people is found."""

from pathlib import Path

from madoguchi.design.messages import used

TEMPLATE = """{% load i18n %}{% translate "一つ" %}{% translate '二つ' as two %}{% translate "100%" %}
{% blocktranslate with n=x.y trimmed %}
  {{ n }}日
  まで
{% endblocktranslate %}{% blocktranslate count n=3 %}{{ n }}件{% plural %}{{ n }}件々{% endblocktranslate %}
{# {% translate "注" %} #}{% translate name %}"""
PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext
A = gettext_lazy("三つ")
def f(n): return _("四つ"), ngettext("五", "五々", n), _(variable)
"""


def test_every_message_of_templates_and_python_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(TEMPLATE, "utf-8")
    (tmp_path / "b.py").write_text(PYTHON, "utf-8")
    assert used(tmp_path) == {
        ("一つ", ""): {"a.html"},
        ("二つ", ""): {"a.html"},
        ("100%%", ""): {"a.html"},
        ("%(n)s日 まで", ""): {"a.html"},
        ("%(n)s件", "%(n)s件々"): {"a.html"},
        ("三つ", ""): {"b.py"},
        ("四つ", ""): {"b.py"},
        ("五", "五々"): {"b.py"},
    }
