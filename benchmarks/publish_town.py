"""A data directory with one large dataset that is out, and many small ones: `python -m benchmarks.publish_town HASH N`."""

import os
import sys
from datetime import timedelta
from random import Random

import django

WORDS = (
    "人口",
    "公園",
    "防災",
    "地図",
    "保育",
    "図書館",
    "トイレ",
    "統計",
    "予算",
    "選挙",
    "道路",
    "健康",
    "学校",
    "観光",
    "環境",
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.site.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from madoguchi.protect import keys

    keys.write_demo_keys(settings.MADOGUCHI_KEY_FILE)
    call_command("migrate", verbosity=0, interactive=False)
    _fill(sys.argv[1], int(sys.argv[2]))


def _fill(large: str, many: int) -> None:
    from madoguchi.demo import ward
    from madoguchi.publish.models import Check, DataFile, Upload
    from madoguchi.publish.queries.releases import root
    from madoguchi.publish.release.building import build
    from madoguchi.trail import clock

    ward.open_ward(ward.load(), logins=("kurata",))
    now, random = clock.now(), Random(5)
    file = DataFile.objects.create(office="kuseijoho", name="表", last_number=1)
    upload = Upload.objects.create(file=file, number=1, name="表.csv", size=1, digest="0" * 64, is_first=True, at=now,
                                   by_kind="system", by_id="", by_label="bench")  # fmt: skip
    check = Check.objects.create(upload=upload, asked_at=now, by_label="bench")
    small = [build(("ID", "名称", "町"), [(str(n), f"名{n}", "本町")], root=root()).hash for n in range(20)]
    _one(0, "big", "大きな表", large, check, now)
    for n in range(1, many):
        title = f"{''.join(random.sample(WORDS, 2))}一覧{n}"
        _one(n, f"d-{n}", title, small[n % 20], check, now - timedelta(minutes=n))


def _one(n: int, slug: str, title: str, digest: str, check: object, at: object) -> None:
    from madoguchi.publish.models import Dataset, Release

    dataset = Dataset.objects.create(slug=slug, office="kuseijoho", title=title, description=f"区の{title}です。",
                                     category=WORDS[n % 15], keywords=[WORDS[n % 7], WORDS[n % 11]], created_at=at,
                                     changed_at=at)  # fmt: skip
    Release.objects.create(dataset=dataset, number=1, state="released", check_of=check, hash=digest, rows=1,
                           proposed_at=at, proposed_by="system:", proposed_by_label="bench", released_at=at,
                           released_by="system:x", released_by_label="bench")  # fmt: skip


if __name__ == "__main__":
    main()
