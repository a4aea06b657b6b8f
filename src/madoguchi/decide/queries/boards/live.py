"""What a board that refreshes by itself asks most: is there anything new? One indexed row, and a tag that nobody can make up.

The tag holds who asks, which board, the day, the quarter of an hour and the board's stamp. Whoever shows the right tag was let in
within this quarter of an hour, so nothing else needs to be asked to answer 304.

The stamp goes up with everything in the class. Before somebody from whom a pupil of the class flees that would tell of the
pupil, so their tags hold what their board shows in place of the stamp: they change with that and with nothing else.
"""

import zlib
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Sum

from madoguchi.protect import links
from madoguchi.receive.models import SchoolClass
from madoguchi.trail import clock

QUARTER = 15 * 60
_STAMP = "SELECT stamp FROM receive_schoolclass WHERE id = %s AND school_id = %s"


def quarter(staff_id: int, board: str) -> datetime:
    """When this view's quarter of an hour began. Each view has its own: a thousand boards do not turn over at once."""
    shift = zlib.crc32(f"{staff_id}:{board}".encode()) % QUARTER
    begun = (clock.now().timestamp() - shift) // QUARTER * QUARTER + shift
    return datetime.fromtimestamp(begun, tz=clock.TOKYO)


def class_stamp(school_id: str, class_id: int) -> int | None:
    """In plain SQL: a thousand boards ask every few seconds."""
    with connection.cursor() as cursor:
        cursor.execute(_STAMP, [class_id, school_id])
        found = cursor.fetchone()
    return int(found[0]) if found else None


def school_stamp(school_id: str) -> int | None:
    return SchoolClass.objects.filter(school_id=school_id).aggregate(n=Sum("stamp"))["n"]


def what_it_shows(board: Any) -> str:
    """Everything on a board but the time of day, as text to be hashed."""
    return repr(replace(board, at=None))


def tag(staff_id: int, board: str, stamp: int | str) -> str:
    """An ETag."""
    told = f"board:{staff_id}:{board}:{quarter(staff_id, board).timestamp():.0f}:{clock.today()}:{stamp}"
    return f'"{links.link_hash(told)[:32]}"'
