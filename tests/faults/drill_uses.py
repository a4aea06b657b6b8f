"""The counting of the killing drill: uses are counted and written again and again, until somebody kills this process.

After each writing it says on its output how many it had counted by then.
"""

import sys

import django

django.setup()

from madoguchi.publish import used  # noqa: E402  # models want Django set up before

FORMS = ("api", "csv", "page")

for number in range(1, 1_000_000):
    for form in FORMS:
        used.used("aed", form)
    if number % 5 == 0:
        used.write()
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
