"""A few pictures of playgrounds, drawn by the program: some looked at and out, one waits for whoever looks at the demo."""

import io
from collections.abc import Callable
from datetime import timedelta

from PIL import Image, ImageDraw

from madoguchi.demo.opened import at, build
from madoguchi.demo.ward import Ward
from madoguchi.publish import actions
from madoguchi.publish.models import Dataset, Photo
from madoguchi.publish.photos import Sent
from madoguchi.trail import clock
from madoguchi.trail.actions import carry_out, claim
from madoguchi.trail.models import Handover

SLUG, SENDS, RELEASES = "asobiba-shashin", "nagai", "mori"
SIZE = (640, 480)
SKY, GRASS, SAND, WOOD, RED, BLUE, LEAF = "#cfe6f5", "#9ccf8a", "#ead9a8", "#8a6a45", "#c8433a", "#2f5fb3", "#3f8a4d"
Draw = ImageDraw.ImageDraw


def take_pictures(ward: Ward) -> None:
    """Sent together with the notes of a camera; the last one was not looked at yet."""
    by = ward.actor(SENDS)
    with clock.at(at(20, 9)):
        dataset = actions.describe_dataset(
            slug=SLUG, office="kodomo-seisaku", by=by, source=Dataset.Source.PHOTOS, title="遊び場の絵",
            title_en="Pictures of playgrounds", category="子育て・教育", keywords=["公園", "遊び場", "写真"],
            description="区の遊び場のようすです。見本のために、プログラムが描いた絵で、写真ではありません。",
        )  # fmt: skip
        sent = actions.seal_sent(Sent(f"{name}.jpg", drawn(draw, place)) for name, draw, place in PICTURES)
        batch = actions.send_photos(
            dataset=dataset, files=sent, taken_on=clock.today(), place="", licence=Dataset.Licence.CC_BY, by=by
        )
        _settle(batch.pk)
    for n, photo in enumerate(dataset.photos.order_by("pk")[: len(PICTURES) - 1]):
        with clock.at(at(20, 10) + timedelta(minutes=n)):
            actions.accept_photo(
                photo=photo, title=photo.title, taken_on=photo.taken_on, place=photo.title.partition("の")[0],
                licence=photo.licence, keep_place=True, checks=Photo.CHECKS, by=by,
            )  # fmt: skip
    with clock.at(at(20, 11)):
        made = actions.propose_photos(dataset=dataset, by=by)
        build(made)
    with clock.at(at(19, 10)):
        actions.release(release=made, by=ward.actor(RELEASES))


def _settle(batch: int) -> None:
    """What the worker does with these pictures, without what else waits."""
    about = {"event__about_kind": "photo-batch", "event__about_id": str(batch)}
    while waiting := list(Handover.objects.filter(state="waiting", **about).values_list("pk", flat=True)):
        for handover in claim(waiting):
            carry_out(handover)


def drawn(draw: Callable[[Draw], None], place: tuple[float, float]) -> bytes:
    """As a camera writes it: with the place in its notes."""
    picture = Image.new("RGB", SIZE, SKY)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 300, *SIZE), GRASS)
    draw(pen)
    notes, out = Image.Exif(), io.BytesIO()
    north, east = place
    notes[0x8825] = {1: "N", 2: _degrees(north), 3: "E", 4: _degrees(east)}
    picture.save(out, "JPEG", quality=80, exif=notes.tobytes())
    return out.getvalue()


def _degrees(number: float) -> tuple[float, float, float]:
    minutes = number % 1 * 60
    return float(int(number)), float(int(minutes)), round(minutes % 1 * 60, 2)


def _tree(pen: Draw, x: int, y: int) -> None:
    pen.rectangle((x - 10, y - 90, x + 10, y), WOOD)
    pen.ellipse((x - 60, y - 200, x + 60, y - 70), LEAF)


def _slide(pen: Draw) -> None:
    _tree(pen, 90, 330)
    pen.ellipse((330, 390, 600, 460), SAND)
    pen.line((250, 400, 250, 190), BLUE, 14)
    pen.line((310, 400, 310, 190), BLUE, 14)
    for step in range(220, 400, 36):
        pen.line((250, step, 310, step), BLUE, 8)
    pen.line((310, 196, 520, 410), RED, 26)
    pen.rectangle((240, 176, 320, 200), RED)


def _swings(pen: Draw) -> None:
    _tree(pen, 560, 340)
    for x in (120, 460):
        pen.line((x, 180, x - 40, 420), WOOD, 12)
        pen.line((x, 180, x + 40, 420), WOOD, 12)
    pen.line((110, 180, 470, 180), WOOD, 14)
    for x in (200, 320):
        pen.line((x, 186, x, 350), "#555555", 4)
        pen.line((x + 60, 186, x + 60, 350), "#555555", 4)
        pen.rectangle((x - 6, 348, x + 66, 360), RED)


def _sandpit(pen: Draw) -> None:
    for x in (70, 180, 590):
        _tree(pen, x, 320)
    pen.ellipse((180, 330, 560, 450), WOOD)
    pen.ellipse((196, 340, 544, 438), SAND)
    pen.polygon(((330, 400), (370, 340), (410, 400)), "#d8c48a")
    pen.rectangle((460, 380, 490, 410), BLUE)


PICTURES = (
    ("若草公園のすべり台", _slide, (35.03127, 139.05183)),
    ("青葉台の広場のブランコ", _swings, (35.04419, 139.04276)),
    ("川端町の砂場", _sandpit, (35.02764, 139.04691)),
)
