"""The field types: each parses, checks, compiles to JSON Schema, refills a form and shows itself. One line here adds one."""

from madoguchi.declare.fields.address import Address
from madoguchi.declare.fields.bank_account import BankAccount
from madoguchi.declare.fields.base import Context, FieldType, Raw, Schema, Value
from madoguchi.declare.fields.choice import Choice, MultiChoice, options
from madoguchi.declare.fields.date import Day
from madoguchi.declare.fields.date_range import DateRange
from madoguchi.declare.fields.email import Email
from madoguchi.declare.fields.file import File
from madoguchi.declare.fields.nothing import MyNumber, Note
from madoguchi.declare.fields.number import Money, Number
from madoguchi.declare.fields.person_name import PersonName
from madoguchi.declare.fields.telephone import Telephone
from madoguchi.declare.fields.text import Line, Paragraphs
from madoguchi.declare.fields.time import Time

__all__ = ["FIELD_TYPES", "Context", "FieldType", "Raw", "Schema", "Value", "options"]

FIELD_TYPES: dict[str, FieldType] = {
    kind.name: kind
    for kind in (
        Line(),
        Paragraphs(),
        Number(),
        Money(),
        Choice(),
        MultiChoice(),
        Day(),
        Time(),
        DateRange(),
        PersonName(),
        Address(),
        Telephone(),
        Email(),
        BankAccount(),
        File(),
        MyNumber(),
        Note(),
    )
}
