"""Items as a keeper of the tests brings and answers them."""

import csv
import io

from django.test import Client

from madoguchi.declare.dataset import ITEM_QUESTIONS
from madoguchi.demo.reported import SLUG
from madoguchi.publish import actions, items
from madoguchi.publish.models import Dataset, Item, Release
from madoguchi.publish.queries.items import declared_items
from madoguchi.trail import worker

OUT = {one.id: one.passes for one in ITEM_QUESTIONS}
PAGE = f"/staff/data/items/of/{SLUG}/"
HEAD = "投稿番号,分類,本文,投稿日,緯度,経度,投稿者\r\n"
ROWS = (
    "R-1,遊具,すべり台の手すりがぐらぐらします。,2026-11-01,35.03127,139.05183,u1\r\n"
    "R-2,トイレ,夜はまっくらです。連絡は ０９０−００００−１４１４ まで。,2026-11-02,35.04127,139.07015,u2\r\n"
    "R-3,そのほか,となりの佐藤さんの家の前です。,2026-11-03,,,u3\r\n"
)
ROW = "R-1,遊具,言葉,2026-11-01,35.03,139.05,u\r\n"


def sheet(rows: str = ROWS, head: str = HEAD) -> bytes:
    return (head + rows).encode("utf-8-sig")


def wanted():
    return declared_items()[SLUG].items


def brought(by, content: bytes | None = None, name: str = "app.csv") -> list[Item]:
    actions.bring_items(slug=SLUG, name=name, found=items.read(name, content or sheet(), wanted()), by=by)
    return list(Item.objects.order_by("pk"))


def answered(item: Item, by, *, keep_place: bool | None = True, seen: bool = True, **answers: str) -> bool:
    item.refresh_from_db()
    return actions.answer_item(
        item=item, stamp=item.stamp, answers={**OUT, **answers}, keep_place=keep_place, seen=seen, by=by
    )


def proposed(by) -> Release:
    release = actions.propose_items(dataset=Dataset.objects.get(slug=SLUG), by=by)
    worker.run_due()
    release.refresh_from_db()
    return release


def rows_of(release: Release) -> list[dict[str, str]]:
    given = b"".join(Client().get(f"/data/files/{release.hash}/data.csv").streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(given)))
