"""Puts the page together: Japanese first, then English, style inside, nothing from outside, no script."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from madoguchi.anonymise.report import figures
from madoguchi.anonymise.report.html import Html, join, tag
from madoguchi.anonymise.report.parts import PARTS, Reading

if TYPE_CHECKING:
    from madoguchi.anonymise.making import Release

LANGUAGES = ("ja", "en")


def write_report(release: Release, path: Path) -> None:
    """Write the page."""
    path.write_text(page(release), encoding="utf-8")


def page(release: Release) -> str:
    """The whole page as text."""
    clues, before, after = figures.clues(release), figures.before(release), figures.after(release)
    readings = [Reading(release, language, clues, before, after) for language in LANGUAGES]
    title = release.plan.recipe.title.ja
    style = Html(files("madoguchi.anonymise.report").joinpath("report.css").read_text(encoding="utf-8"))
    top = join(
        [
            Html('<meta charset="utf-8">'),
            Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            tag("title", f"匿名加工の報告 {title}"),
            tag("style", style),
        ]
    )
    links = tag("nav", tag("a", "日本語", href="#ja"), tag("a", "English", href="#en"), aria_label="ことば / Language")
    mains = [
        tag("article", *(part(reading) for part in PARTS), id=reading.language, lang=reading.language)
        for reading in readings
    ]
    body = tag("body", tag("header", tag("p", "窓口 匿名加工の報告"), links), tag("main", *mains))
    return "<!doctype html>\n" + tag("html", tag("head", top), body, lang="ja") + "\n"
