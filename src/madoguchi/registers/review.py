"""When a row must be looked at again."""

from datetime import date

from madoguchi.declare.register import Register


def next_review(register: Register, today: date) -> date | None:
    """The day by which somebody looks at a row that was looked at today; None where the register is not reviewed."""
    review = register.reviewed
    if review is None:
        return None
    if review.yearly:
        day = date.fromisoformat(f"{today.year}-{review.yearly}")
        return day if day > today else day.replace(year=today.year + 1)
    return _months_later(today, review.months or 12)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")
