"""What residents wrote in the ward's childcare app: some answered for and out, the rest waits for whoever looks at the demo."""

import csv
import io
from datetime import timedelta
from importlib.resources import files

from madoguchi.demo.opened import at, build
from madoguchi.demo.ward import Ward
from madoguchi.publish import actions, items
from madoguchi.publish.models import Dataset, Item
from madoguchi.publish.queries.items import cells_of, declared_items, kinds_in
from madoguchi.trail import clock

SLUG, ANSWERS, RELEASES = "asobiba-report", "nagai", "mori"
LOOKED_AT = 16


def report(ward: Ward) -> None:
    """The app's whole file is brought once; most of it was looked at, what may be about somebody was held back."""
    one = declared_items()[SLUG]
    if one.items is None:
        return
    by, name = ward.actor(ANSWERS), "asobiba-2026.csv"
    with clock.at(at(12, 9)):
        actions.bring_items(slug=SLUG, name=name, found=items.read(name, written(), one.items), by=by)
    dataset = Dataset.objects.get(slug=SLUG)
    for n, item in enumerate(dataset.items.order_by("pk")[:LOOKED_AT]):
        with clock.at(at(12, 10) + timedelta(minutes=n)):
            answer(ward, item)
    with clock.at(at(12, 14)):
        made = actions.propose_items(dataset=dataset, by=by)
        build(made)
    with clock.at(at(11, 10)):
        actions.release(release=made, by=ward.actor(RELEASES))


def answer(ward: Ward, item: Item) -> None:
    """What names somebody is held back; of the rest the coarse place stays."""
    told = "yes" if kinds_in(cells_of(item).values()) else "no"
    answers = {"persons": told, "rights": "no", "location": told, "licence": "yes"}
    actions.answer_item(
        item=item, stamp=item.stamp, answers=answers, keep_place=True, seen=True, by=ward.actor(ANSWERS)
    )


def written() -> bytes:
    """As the app writes it: with the poster and the device, of which nothing is kept."""
    lines = list(csv.DictReader(io.StringIO((files("madoguchi.demo") / "words" / "reports.csv").read_text("utf-8"))))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["投稿番号", "分類", "本文", "投稿日", "緯度", "経度", "投稿者", "端末"])
    for n, one in enumerate(lines, start=1):
        day = clock.today() - timedelta(days=3 * (len(lines) - n))
        writer.writerow(
            [f"R-{n:04}", one["分類"], one["本文"], day, one["緯度"], one["経度"], f"u{n * 37 % 1000:03}", "app"]
        )
    return out.getvalue().encode("utf-8-sig")
