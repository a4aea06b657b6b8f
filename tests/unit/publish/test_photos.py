"""Photographs are opened one by one: made anew, looked at by a person, and only what was accepted goes out."""

import csv
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageOps
from rdflib import DCAT, DCTERMS, Graph

from madoguchi.publish import actions
from madoguchi.publish.ckan.packages import LICENCES
from madoguchi.publish.errors import NotNow, Unfit
from madoguchi.publish.models import Dataset, Photo, Release
from madoguchi.publish.photos import MOST
from madoguchi.trail import worker
from madoguchi.trail.models import Event
from tests.unit.publish.opened import colleague_of
from tests.unit.publish.sheets import OFFICE
from tests.unit.publish.test_linked import judged

CHECKS = list(Photo.CHECKS)
NEW = {
    "office": OFFICE,
    "title": "公園の写真",
    "slug": "park-photos",
    "licence": "cc-by-4.0",
    "place": "若草公園",
}


def jpeg(colour: str, *, placed: bool = False, large: bool = False) -> bytes:
    notes, out = Image.Exif(), io.BytesIO()
    notes[0x010F] = "Camera of Somebody"
    if placed:
        notes[0x8825] = {1: "N", 2: (35.0, 45.0, 4.2), 3: "E", 4: (139.0, 42.0, 33.6)}
    picture = ImageOps.colorize(Image.radial_gradient("L"), "white", colour).resize((960, 720) if large else (64, 48))
    picture.save(out, "JPEG", exif=notes.tobytes())
    return out.getvalue()


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        for name, content in files.items():
            folder.writestr(f"__MACOSX/._{name}.jpg", b"x")
            folder.writestr(f"app/{name}.jpg", content)
    return out.getvalue()


@pytest.fixture
def desk(clerk, client_of) -> Client:
    return client_of("mori")


def send(desk: Client, *files: tuple[str, bytes], **more: str):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return desk.post("/staff/data/photos/", {**NEW, **more, "files": sent})


def two_photos(desk: Client) -> tuple[Photo, Photo]:
    answer = send(desk, ("a.zip", packed(ike=jpeg("green", placed=True), ki=jpeg("brown"))))
    assert answer.status_code == 302 and answer.url == "/staff/data/photos/of/park-photos/"
    worker.run_due()
    first, second = Photo.objects.order_by("pk")
    return first, second


def accepted(photo: Photo, by, **more: object) -> None:
    told = {
        "title": photo.title,
        "taken_on": None,
        "place": "若草公園",
        "licence": "cc-by-4.0",
        "keep_place": None,
        "checks": CHECKS,
    }
    actions.accept_photo(photo=photo, by=by, **{**told, **more})


def test_what_a_camera_noted_is_gone_and_the_place_is_told_coarsely(clerk, desk):
    first, second = two_photos(desk)
    assert (first.title, first.lat, first.lon) == ("ike", 35.751, 139.709) and second.lat is None
    shown = desk.get(f"/staff/data/photos/{first.pk}/picture")
    assert shown["Content-Type"] == "image/jpeg" and "no-store" in shown["Cache-Control"]
    picture = Image.open(io.BytesIO(shown.content))
    assert not picture.getexif() and b"Somebody" not in shown.content
    assert "緯度 35.751" in desk.get(f"/staff/data/photos/{first.pk}/").content.decode()


def test_each_point_of_the_list_is_ticked_for_this_picture(desk):
    photo = two_photos(desk)[1]
    for gone in CHECKS:
        typed = {"act": "accept", "title": "木", "licence": "cc-by-4.0", "place": "書いた場所"}
        ticked = [one for one in CHECKS if one != gone]
        answer = desk.post(f"/staff/data/photos/{photo.pk}/", {**typed, "check": ticked})
        assert answer.status_code == 422 and "確かめていない点があります" in answer.content.decode()
        assert "書いた場所" in answer.content.decode()
    photo.refresh_from_db()
    assert photo.state == "waiting"


def test_a_place_is_kept_or_dropped_by_a_word_of_a_person(clerk, desk):
    photo = two_photos(desk)[0]
    with pytest.raises(Unfit, match="keep_place"):
        accepted(photo, clerk)
    accepted(photo, clerk, keep_place=False)
    photo.refresh_from_db()
    assert (photo.state, photo.lat, photo.lon) == ("accepted", None, None)
    told = Event.objects.get(verb="publish.photo_accepted")
    assert told.data == {"dataset": "park-photos", "checks": CHECKS, "placed": False} and told.actor_id == clerk.id
    with pytest.raises(NotNow):
        accepted(photo, clerk, keep_place=True)


def test_a_refused_picture_is_destroyed_and_says_why(clerk, desk):
    photo = two_photos(desk)[1]
    with pytest.raises(Unfit):
        actions.refuse_photo(photo=photo, reason=" ", by=clerk)
    desk.post(f"/staff/data/photos/{photo.pk}/", {"act": "refuse", "reason": "顔が分かる"})
    photo.refresh_from_db()
    assert (photo.state, photo.picture_id, photo.reason) == ("refused", None, "顔が分かる")
    assert desk.get(f"/staff/data/photos/{photo.pk}/picture").status_code == 404


def test_only_accepted_ones_go_out_and_another_person_lets_them_out(clerk, desk):
    first, second = two_photos(desk)
    dataset = Dataset.objects.get(slug="park-photos")
    with pytest.raises(NotNow):
        actions.propose_photos(dataset=dataset, by=clerk)
    accepted(first, clerk, title="池", keep_place=True, licence="cc0-1.0")
    release = actions.propose_photos(dataset=dataset, by=colleague_of(clerk, OFFICE))
    worker.run_due()
    release.refresh_from_db()
    assert (release.state, release.rows) == (Release.State.PENDING, 1)
    before = desk.get(f"/staff/data/releases/{release.pk}/").content.decode()
    assert f'src="/staff/data/photos/{first.pk}/small" alt="池"' in before and "若草公園 / CC0-1.0" in before
    actions.release(release=release, by=clerk)
    first.refresh_from_db()
    given = b"".join(Client().get(f"/data/files/{release.hash}/data.csv").streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(given))
    assert (row["題名"], row["緯度"], row["SHA-256"], row["利用の条件"]) == ("池", "35.751", first.digest, "CC0-1.0")
    picture = Client().get(f"/data/files/{release.hash}/{row['ファイル名']}")
    assert picture["Content-Type"] == "image/jpeg" and b"".join(picture.streaming_content).startswith(b"\xff\xd8\xff")
    assert Client().get(f"/data/files/{release.hash}/{second.file}").status_code == 404
    page = Client().get("/data/park-photos/").content.decode()
    assert f"/data/files/{release.hash}/{first.file}" in page and "若草公園" in page
    small = Client().get(f"/data/files/{release.hash}/{first.small_file}")
    assert small["Content-Type"] == "image/jpeg" and Image.open(io.BytesIO(b"".join(small.streaming_content))).size == (
        64,
        48,
    )
    told = Client().get("/api/3/action/package_show?id=park-photos").json()["result"]["resources"]
    assert [one["format"] for one in told][-1] == "JPG" and told[-1]["mimetype"] == "image/jpeg"
    after = desk.get(f"/staff/data/releases/{release.pk}/").content.decode()
    assert f'src="/data/files/{release.hash}/{first.small_file}" alt="池"' in after


def test_every_picture_stands_in_dcat_and_in_the_data_package_with_its_licence(clerk, desk):
    first, second = two_photos(desk)
    accepted(first, clerk, title="池", keep_place=False, licence="cc0-1.0")
    accepted(second, clerk, title="木")
    dataset = Dataset.objects.get(slug="park-photos")
    release = actions.propose_photos(dataset=dataset, by=colleague_of(clerk, OFFICE))
    worker.run_due()
    release.refresh_from_db()
    actions.release(release=release, by=clerk)
    package = Client().get("/data/park-photos/datapackage.json").json()["resources"]
    told = {one["title"]: (one["licenses"][0]["name"], one["path"]) for one in package if "title" in one}
    address = f"http://testserver/data/files/{release.hash}"
    assert told == {"池": ("CC0-1.0", f"{address}/{first.file}"), "木": ("CC-BY-4.0", f"{address}/{second.file}")}
    graph = Graph().parse(data=Client().get("/catalog.ttl").content.decode(), format="turtle")
    found = {
        str(graph.value(one, DCTERMS.title)): str(graph.value(one, DCTERMS.license))
        for one in graph.objects(predicate=DCAT.distribution)
        if str(graph.value(one, DCAT.mediaType)).endswith("image/jpeg")
    }
    assert found == {"池": LICENCES["cc0-1.0"][2], "木": LICENCES["cc-by-4.0"][2]}
    holds, words = judged(graph)
    assert holds, words


@pytest.mark.full
def test_the_same_picture_is_kept_once_and_other_offices_see_none(desk, client_of):
    first, _ = two_photos(desk)
    send(desk, ("again.jpg", jpeg("green", placed=True)), dataset="park-photos")
    worker.run_due()
    assert Photo.objects.count() == 2
    assert client_of("sakuma").get(f"/staff/data/photos/{first.pk}/").status_code == 404
    assert client_of("sakuma").get("/staff/data/photos/of/park-photos/").status_code == 404


@pytest.mark.full
@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "写真を選んでください"),
        ([("a.txt", b"words")], "a.txt: JPEG か PNG の写真ではありません"),
        ([("a.zip", packed(**{".hidden": b"x"}))], "zip に写真が入っていません"),
        ([("a.zip", b"PK\x03\x04 broken")], "zip が壊れているか"),
        ([("a.zip", packed(**{f"p{n}": b"x" for n in range(MOST + 1)}))], f"一度に送れるのは{MOST}枚まで"),
        ([("good.jpg", jpeg("red")), ("b.jpg", b"GIF89a")], "b.jpg: JPEG か PNG"),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_of_it_is_kept(desk, files, words):
    answer = send(desk, *files)
    assert answer.status_code == 422 and words in answer.content.decode() and "若草公園" in answer.content.decode()
    assert not Photo.objects.exists() and not Dataset.objects.exists()
