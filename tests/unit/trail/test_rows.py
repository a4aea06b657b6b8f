"""What `insert` writes without asking the field is what the field would have written."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Field
from django.utils.functional import lazystr

from madoguchi.receive.models import Application
from madoguchi.trail import rows

SAMPLES = {str: ["", " 髙﨑\t", "0", "x" * 5000], bool: [True, False]}
FIELDS = [
    field
    for model in apps.get_models()
    if model.__module__.startswith("madoguchi.")
    for field in model._meta.local_concrete_fields
    if type(field) in rows.AS_IT_IS
]


@pytest.mark.parametrize("field", FIELDS, ids=str)
@pytest.mark.django_db
def test_a_plain_value_stays_as_it_is(field: Field) -> None:
    for value in SAMPLES[rows.AS_IT_IS[type(field)]]:
        written = field.get_db_prep_save(value, connection)
        assert written == value and type(written) is type(value)


def test_a_text_that_is_translated_late_goes_through_the_field() -> None:
    """`type(value) is str`: what is only like a text is the field's business."""
    written = Application._meta.get_field("via").get_db_prep_save(lazystr("online"), connection)
    assert type(lazystr("online")) is not str and type(written) is str


def test_there_are_fields_to_ask() -> None:
    assert len(FIELDS) > 50
