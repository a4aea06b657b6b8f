from madoguchi.registers.actions.alarm import alarm_overdue
from madoguchi.registers.actions.files import count_people, enter_file
from madoguchi.registers.actions.imports import import_rows
from madoguchi.registers.actions.publish import publish_register
from madoguchi.registers.actions.rows import append_row, end_row, review_row, supersede_row

__all__ = [
    "alarm_overdue",
    "append_row",
    "count_people",
    "end_row",
    "enter_file",
    "import_rows",
    "publish_register",
    "review_row",
    "supersede_row",
]
