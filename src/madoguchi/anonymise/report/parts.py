"""The sections of the report, each a function of the release and a language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from madoguchi.anonymise.report import figures, law
from madoguchi.anonymise.report.charts import Words, bars
from madoguchi.anonymise.report.html import Html, bullets, facts, join, paragraphs, section, table, tag
from madoguchi.anonymise.report.words import WORDS

if TYPE_CHECKING:
    from madoguchi.anonymise.making import Release
    from madoguchi.anonymise.reidentifying import Risk


@dataclass(frozen=True)
class Reading:
    """One release in one language."""

    release: Release
    language: str
    clues: list[figures.Clue]
    before: Risk
    after: Risk | None

    def say(self, key: str, **words: object) -> str:
        """A sentence, filled in."""
        return str(WORDS[self.language][key]).format(**words)

    def chart_words(self) -> Words:
        """What stands around a chart."""
        return Words(self.say("value"), self.say("rows"), self.say("in_numbers"), str(WORDS[self.language]["others"]))


def head(reading: Reading) -> Html:
    """The title, what kind of output it is, and five figures."""
    release = reading.release
    recipe, certificate = release.plan.recipe, release.certificate
    title = recipe.title.within("ja" if reading.language == "ja" else "en")[0]
    highest = f"{reading.after.highest:.1%}" if reading.after else "—"
    return join(
        [
            tag("h1", title),
            tag("p", reading.say(recipe.output), class_="badge"),
            facts(
                [
                    (reading.say("smallest"), f"{certificate.smallest:,}"),
                    (reading.say("highest"), highest),
                    (reading.say("detail"), f"{1 - release.assigned.loss:.0%}"),
                    (reading.say("left_out"), f"{certificate.left_out:,}"),
                    (reading.say("released"), f"{certificate.output.rows:,}"),
                ]
            ),
            tag("p", reading.say("decides"), class_="care"),
        ]
    )


def asked(reading: Reading) -> Html:
    """The recipe's demands and the columns with their parts."""
    recipe = reading.release.plan.recipe
    demands = [f"k = {recipe.size}", f"{reading.say('left_out')} ≤ {recipe.suppress}", reading.say(recipe.measure)]
    demands += [
        f"l = {recipe.distinct_of(one)} ({one.column})" for one in recipe.of("sensitive") if recipe.distinct_of(one) > 1
    ]
    demands += [recipe.preset] if recipe.preset else []
    rows = [(one.column, reading.say(one.role)) for one in recipe.columns]
    return section(
        reading.say("asked"),
        bullets(demands),
        table(reading.say("columns"), (reading.say("column"), reading.say("role")), rows),
    )


def done(reading: Reading) -> Html:
    """What each clue became, and what that cost."""
    weights = reading.release.plan.question.weights
    rows = [
        (clue.name, clue.step, f"{clue.values:,} → {len(clue.after):,}", f"{clue.lost:.1%}", str(weight))
        for clue, weight in zip(reading.clues, weights, strict=True)
    ]
    head_words = [reading.say(key) for key in ("column", "step", "values", "lost", "weight")]
    return section(reading.say("done"), table(reading.say("done"), head_words, rows, (1, 2, 3, 4)))


def distribution(reading: Reading) -> Html:
    """Two charts for each clue."""
    words = reading.chart_words()
    charts = [
        tag("div", *(bars(clue.name, reading.say(when), rows, words) for when, rows in pair), class_="pair")
        for clue in reading.clues
        for pair in [(("before", clue.before), ("after", clue.after))]
    ]
    return section(reading.say("distribution"), *charts)


def sizes(reading: Reading) -> Html:
    """Rows by the size of their class, before and after."""
    words = reading.chart_words()
    pair = [("before", reading.before)] + ([("after", reading.after)] if reading.after else [])
    charts = [
        bars(reading.say(when), reading.say("size"), [(name, rows) for name, _, rows in risk.bands()], words)
        for when, risk in pair
    ]
    return section(reading.say("sizes"), tag("div", *charts, class_="pair"))


def risk(reading: Reading) -> Html:
    """The figures of risk before and after."""
    names = [
        reading.say("classes"),
        reading.say("smallest"),
        reading.say("unique"),
        reading.say("below", k=reading.before.k),
        reading.say("highest"),
        reading.say("average"),
    ]
    columns = [_risk_cells(one) for one in (reading.before, reading.after)]
    rows = list(zip(names, *columns, strict=True))
    head_words = (reading.say("item"), reading.say("before"), reading.say("after"))
    return section(reading.say("risk"), table(reading.say("risk"), head_words, rows, (1, 2)))


def _risk_cells(one: Risk | None) -> list[str]:
    if one is None:
        return ["—"] * 6
    counts = [one.classes, one.smallest, one.unique, one.below_k]
    return [*(f"{count:,}" for count in counts), f"{one.highest:.1%}", f"{one.average:.2%}"]


def gone(reading: Reading) -> Html:
    """How many rows were left out, and which values lost most."""
    certificate, recipe = reading.release.certificate, reading.release.plan.recipe
    if not certificate.left_out:
        return section(reading.say("gone"), paragraphs(reading.say("nothing_gone")))
    rows = certificate.input.rows or 1
    words = reading.say(
        "gone_share",
        rows=f"{rows:,}",
        n=f"{certificate.left_out:,}",
        share=certificate.left_out / rows,
        limit=recipe.suppress,
    )
    lost = [
        (f"{clue.name}: {value}", f"{missing:,}", f"{of:,}")
        for clue in reading.clues
        for value, missing, of in clue.left_out
    ]
    head_words = (reading.say("value"), reading.say("left_out"), reading.say("rows_in"))
    return section(reading.say("gone"), paragraphs(words), table(reading.say("gone"), head_words, lost, (1, 2)))


def why(reading: Reading) -> Html:
    """The proof in words and numbers."""
    release, optimum = reading.release, reading.release.optimum
    verdict = reading.say(
        "proven" if optimum.proven else "open", loss=optimum.loss, bound=optimum.bound, gap=optimum.gap
    )
    local = (
        [reading.say("local", whole=optimum.loss, local=release.assigned.loss)]
        if release.plan.recipe.recoding == "local"
        else []
    )
    counted = reading.say("optimum", nodes=optimum.nodes, looks=optimum.looks)
    known = WORDS[reading.language]["facts"]
    return section(reading.say("why"), paragraphs(counted), bullets(known), paragraphs(verdict, *local))


def checks(reading: Reading) -> Html:
    """The certificate as a table."""
    certificate = reading.release.certificate
    ja = reading.language == "ja"
    rows = [
        (
            one.ja if ja else one.en,
            one.found_ja if ja else one.found_en,
            reading.say("passed" if one.passed else "failed"),
        )
        for one in certificate.checks
    ]
    head_words = [reading.say(key) for key in ("check", "found", "verdict")]
    files = [(one.name, tag("code", one.sha256)) for one in (certificate.input, certificate.recipe, certificate.output)]
    where = reading.say(
        "source", input=certificate.input.name, recipe=certificate.recipe.name, when=certificate.checked_at
    )
    return section(
        reading.say("checks"),
        table(reading.say("checks"), head_words, rows),
        table(reading.say("files"), (reading.say("files"), "SHA-256"), files),
        tag("p", where, class_="source"),
    )


def legal(reading: Reading) -> Html:
    """The checklist, and what the figure does not promise."""
    recipe = reading.release.plan.recipe
    rows = law.measures(recipe, reading.language)
    head_words = [reading.say(key) for key in ("measure", "columns", "what")]
    return join(
        [
            section(
                reading.say("law"),
                table(reading.say("law"), head_words, rows),
                bullets(law.duties(recipe, reading.language)),
            ),
            section(reading.say("limits"), bullets(law.LIMITS[reading.language])),
        ]
    )


PARTS = (head, asked, done, checks, why, risk, sizes, gone, distribution, legal)
