"""The pictures of a release of photographs, as its table names them."""

from collections.abc import Sequence
from dataclasses import dataclass

from madoguchi.publish.queries.catalogue import Entered
from madoguchi.publish.queries.releases import folder
from madoguchi.publish.release.paging import Question, page

MOST = 24


@dataclass(frozen=True)
class Shown:
    """`words`: day, place and licence, as far as they are known."""

    address: str
    title: str
    words: str


def pictures(one: Entered) -> Sequence[Shown]:
    """The first of them; none where the dataset holds no photographs."""
    if one.dataset.source != one.dataset.Source.PHOTOS:
        return ()
    at = {name: place for place, name in enumerate(one.shape.names, 1)}
    rows = page(folder(one.release.hash), one.shape, Question(limit=MOST, total=False)).rows
    told = ("撮影日", "場所", "利用の条件")
    return [
        Shown(f"/data/files/{one.release.hash}/{row[at['ファイル名']]}", str(row[at["題名"]]),
              " / ".join(str(row[at[name]]) for name in told if row[at[name]]))
        for row in rows
    ]  # fmt: skip
