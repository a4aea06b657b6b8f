"""Broken on purpose: SQLite does not wait for the disk (synchronous=OFF). A power cut must lose receipts with this."""

from madoguchi.site.settings import *  # noqa: F403
from madoguchi.site.settings import DATABASES

DATABASES["default"]["ENGINE"] = "tests.faults.drill.weak.database"
