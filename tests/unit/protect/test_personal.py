"""A personal value fed to every renderer, logger and serialiser raises; only `show` brings it out."""

import copy
import csv
import io
import json
import logging
import math
import pickle
import pprint
from datetime import datetime
from string import Template as StringTemplate
from urllib.parse import quote, urlencode

import pytest
import yaml
from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, JsonResponse
from django.template import Context, engines
from django.utils.html import escape, format_html
from pydantic import TypeAdapter, ValidationError

from madoguchi.protect import Channel, Personal, PersonalLeak, show, show_all
from madoguchi.protect.personal import guard_logging

CANARY = "カナリア7731"


@pytest.fixture
def value() -> Personal:
    return Personal(CANARY, channel=Channel.STAFF_PAGE)


OUTLETS = {
    "str": str,
    "repr": repr,
    "ascii": ascii,
    "format": format,
    "f-string": lambda v: f"{v}",
    "f-string with repr": lambda v: f"{v!r}",
    "f-string padded": lambda v: f"{v:>20}",
    "percent": lambda v: "%s" % v,  # noqa: UP031
    "percent repr": lambda v: "%r" % (v,),  # noqa: UP031
    "str.format": lambda v: "{}".format(v),  # noqa: UP032
    "string.Template": lambda v: StringTemplate("$v").substitute(v=v),
    "join": lambda v: "".join(map(str, [v])),
    "concatenate": lambda v: "name: " + v,
    "concatenate after": lambda v: v + "様",
    "repeat": lambda v: v * 2,
    "print": lambda v: print(v, file=io.StringIO()),
    "pprint": pprint.pformat,
    "in a list": lambda v: str([v]),
    "in a dict": lambda v: repr({"name": v}),
    "bytes": bytes,
    "int": int,
    "float": float,
    "complex": complex,
    "index": lambda v: [1, 2][v],
    "floor": math.floor,
    "bool": bool,
    "if": lambda v: 1 if v else 2,
    "not": lambda v: not v,
    "len": len,
    "iter": iter,
    "list": list,
    "next": next,
    "reversed": reversed,
    "unpack": lambda v: [*v],
    "unpack mapping": lambda v: {**v},
    "contains": lambda v: "カ" in v,
    "getitem": lambda v: v["family"],
    "slice": lambda v: v[0:1],
    "setitem": lambda v: v.__setitem__("a", 1),
    "delitem": lambda v: v.__delitem__("a"),
    "attribute": lambda v: v.family,
    "call": lambda v: v(),
    "equal": lambda v: v == CANARY,
    "not equal": lambda v: v != CANARY,
    "less": lambda v: v < "ん",
    "more": lambda v: v >= "あ",
    "sort": lambda v: sorted([v, v]),
    "hash": hash,
    "set": lambda v: {v},
    "dict key": lambda v: {v: 1},
    "isinstance": lambda v: isinstance(v, str),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "deepcopy inside": lambda v: copy.deepcopy([v]),
    "pickle": pickle.dumps,
    "dir": dir,
    "json": json.dumps,
    "json inside": lambda v: json.dumps({"name": [v]}),
    "json default=str": lambda v: json.dumps(v, default=str),
    "django json": lambda v: json.dumps(v, cls=DjangoJSONEncoder),
    "yaml": yaml.safe_dump,
    "yaml unsafe": yaml.dump,
    "csv": lambda v: csv.writer(io.StringIO()).writerow([v]),
    "csv dict": lambda v: csv.DictWriter(io.StringIO(), ["name"]).writerow({"name": v}),
    "file write": lambda v: io.StringIO().write(str(v)),
    "url": quote,
    "urlencode": lambda v: urlencode({"name": v}),
    "escape": escape,
    "format_html": lambda v: format_html("<b>{}</b>", v),
    "response": lambda v: HttpResponse(v),
    "json response": lambda v: JsonResponse({"name": v}),
    "header": lambda v: HttpResponse(headers={"X-Name": v}),
    "signing": signing.dumps,
    "exception text": lambda v: str(ValueError(v)),
    "date parts": lambda v: datetime(v, 1, 1),  # noqa: DTZ001
    "logging the message": lambda v: logging.getLogger("t").error(v),
    "logging an argument": lambda v: logging.getLogger("t").error("name %s", v),
    "logging two arguments": lambda v: logging.getLogger("t").error("%s %s", 1, v),
    "logging deep": lambda v: logging.getLogger("t").error("%s", {"a": [(v,)]}),
}


@pytest.mark.parametrize("outlet", OUTLETS.values(), ids=OUTLETS.keys())
def test_a_personal_value_does_not_come_out_by(outlet, value):
    with pytest.raises(PersonalLeak) as leak:
        outlet(value)
    assert CANARY not in str(leak.value)


TEMPLATES = {
    "variable": "{{ v }}",
    "safe": "{{ v|safe }}",
    "default": "{{ v|default:'なし' }}",
    "length": "{{ v|length }}",
    "join": "{{ many|join:', ' }}",
    "upper": "{{ v|upper }}",
    "date": "{{ v|date:'Y' }}",
    "attribute": "{{ v.family }}",
    "index": "{{ v.0 }}",
    "if": "{% if v %}x{% endif %}",
    "for": "{% for one in v %}{{ one }}{% endfor %}",
    "for inside": "{% for one in many %}{{ one }}{% endfor %}",
    "with": "{% with w=v %}{{ w }}{% endwith %}",
    "firstof": "{% firstof v %}",
    "url": "{% load static %}{% static v %}",
    "json_script": "{{ v|json_script:'x' }}",
    "stringformat": "{{ v|stringformat:'s' }}",
    "yesno": "{{ v|yesno:'a,b' }}",
    "blocktranslate": "{% load i18n %}{% blocktranslate %}{{ v }}{% endblocktranslate %}",
    "filter block": "{% filter upper %}{{ v }}{% endfilter %}",
}


@pytest.mark.parametrize("source", TEMPLATES.values(), ids=TEMPLATES.keys())
def test_a_template_raises(source, value):
    template = engines["django"].from_string(source).template
    with pytest.raises(PersonalLeak):
        template.render(Context({"v": value, "many": [value]}))


def test_pydantic_refuses_it_without_showing_it(value):
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(str).validate_python(value)
    assert CANARY not in str(refused.value)


def test_a_comparison_in_a_template_tells_nothing(value):
    """Django swallows every error inside an `{% if %}` with an operator; the answer is then always no."""
    template = engines["django"].from_string("{% if v == c %}yes{% else %}no{% endif %}").template
    assert template.render(Context({"v": value, "c": CANARY})) == "no"


def test_show_opens_it_for_the_channel_it_was_read_for(value):
    assert show(value, channel=Channel.STAFF_PAGE) == CANARY


@pytest.mark.parametrize("channel", [one for one in Channel if one is not Channel.STAFF_PAGE])
def test_show_refuses_every_other_channel(value, channel):
    with pytest.raises(PersonalLeak):
        show(value, channel=channel)


def test_show_takes_nothing_but_personal_values():
    with pytest.raises(TypeError):
        show("plain", channel=Channel.STAFF_PAGE)  # type: ignore[arg-type]


def test_show_all_opens_the_values_of_one_record(value):
    assert show_all({"name": value}, channel=Channel.STAFF_PAGE) == {"name": CANARY}


def test_logging_goes_on_working_for_everything_else(caplog):
    guard_logging()  # a second time changes nothing
    logging.getLogger("t").warning("%s and %s", {"a": [1]}, "b")
    logging.getLogger("t").warning("%(a)s", {"a": 1})
    assert caplog.messages == ["{'a': [1]} and b", "1"]
