"""The check of a whole submission, from a form, a counter or the API: what `compile.submission_schema` refuses is refused
here, and the rules that no schema can say are added."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from madoguchi.declare.base import Text
from madoguchi.declare.fields import Context
from madoguchi.declare.problem import Problem, problem
from madoguchi.declare.procedure import Field, Page
from madoguchi.declare.versions import Version
from madoguchi.declare.visibility import View

MANY = 100
"""No more problems than this are named: a hostile or broken submission must not cost more than it is worth."""


def check_answers(version: Version, answers: Any, today: date) -> list[Problem]:
    """Everything wrong with a submission; [] means it may be accepted. `answers` is any JSON value."""
    if not isinstance(answers, dict):
        return [_not_an_object("")]
    view, ctx = View(version, answers), Context(version, today)
    found: list[Problem] = [_unknown(name) for name in answers if name not in view.layout.names][:MANY]
    for page in version.procedure.pages:
        if len(found) >= MANY:
            break
        found += _check_page(view, page, ctx)
    return found


def _check_page(view: View, page: Page, ctx: Context) -> Iterable[Problem]:
    if page.exit is not None:
        return [_ended(page.exit, page.id)] if view.shows_page(page) else []
    if page.repeat:
        return list(_check_rows(view, page, ctx))
    return check_fields(view, page, None, ctx)


def check_fields(view: View, page: Page, row: int | None, ctx: Context) -> list[Problem]:
    """What is wrong with the answers of one page (in one row)."""
    return [
        problem.at(path_of(page, field, row))
        for field in page.fields
        for problem in _check_field(view, page, field, row=row, ctx=ctx)
    ]


def _check_field(view: View, page: Page, field: Field, *, row: int | None, ctx: Context) -> list[Problem]:
    own, kind = view.own(page, row), view.layout.kinds[page.id].get(field.id)
    answered = field.id in own
    if kind is None:
        return [_unknown(field.id)] if answered else []
    if not view.shows(page, field, row):
        return [_not_asked(field.label)] if answered else []
    if not answered:
        return [kind.missing(field)] if field.required else []
    return kind.check(field, own[field.id], ctx)


def path_of(page: Page, field: Field, row: int | None) -> str:
    """home, or children[0].name."""
    return f"{page.id}[{row}].{field.id}" if page.repeat else field.id


def _check_rows(view: View, page: Page, ctx: Context) -> Iterator[Problem]:
    rows, repeat = view.answers.get(page.id), page.repeat
    assert repeat is not None  # noqa: S101
    if not view.shows_page(page):
        yield from [_hidden_rows(repeat.title, page.id)] if page.id in view.answers else []
    elif page.id not in view.answers:
        yield from [too_few(page)] if repeat.min > 0 else []
    elif not isinstance(rows, list):
        yield _not_an_object(page.id)
    elif len(rows) > repeat.max:
        yield too_many(page, len(rows))
    else:
        yield from [too_few(page)] if len(rows) < repeat.min else []
        for number, row in enumerate(rows):
            yield from _check_row(view, page, number, row, ctx)


def _check_row(view: View, page: Page, number: int, row: Any, ctx: Context) -> Iterator[Problem]:
    if not isinstance(row, dict):
        yield _not_an_object(f"{page.id}[{number}]")
        return
    known = view.layout.rows[page.id]
    yield from [_unknown(f"{page.id}[{number}].{name}") for name in row if name not in known][:MANY]
    yield from check_fields(view, page, number, ctx)


def too_few(page: Page) -> Problem:
    """A repeat page with fewer rows than declared."""
    assert page.repeat is not None  # noqa: S101
    title, least = page.repeat.title, page.repeat.min
    return problem(
        "required",
        ja=f"{title.ja}を{least}人(件)以上入力してください。",
        easy=f"{title.ja_easy or title.ja}を {least}つより 多(おお)く 書(か)いてください。"
        if least > 1
        else f"{title.ja_easy or title.ja}を 書(か)いてください。",
        en=f"Enter at least {least}: {title.en or title.ja}.",
    ).at(page.id)


def too_many(page: Page, count: int) -> Problem:
    """A repeat page with more rows than declared."""
    assert page.repeat is not None  # noqa: S101
    title, most = page.repeat.title, page.repeat.max
    return problem(
        "too-many",
        ja=f"{title.ja}は{most}人(件)までです。いま{count}あります。多いときは、窓口にご相談ください。",
        easy=f"{title.ja_easy or title.ja}は {most}までです。もっと 多(おお)いときは、窓口(まどぐち)に 来(き)てください。",
        en=f"At most {most} of “{title.en or title.ja}”; there are {count} now. For more, please ask at the counter.",
    ).at(page.id)


def _hidden_rows(title: Text, path: str) -> Problem:
    return _not_asked(title).at(path)


def _not_asked(words: Text) -> Problem:
    return problem(
        "hidden",
        ja=f"ほかの答えから、{words.ja}はうかがわないことになっています。この項目を除いて送ってください。",
        easy=f"{words.ja_easy or words.ja}は 書(か)かなくて いいです。消(け)してください。",
        en=f"“{words.en or words.ja}” is not asked given the other answers. Send without it.",
    )


def _ended(words: Text, path: str) -> Problem:
    return problem("exit", ja=words.ja, easy=words.ja_easy or words.ja, en=words.en or words.ja).at(path)


def _unknown(path: str) -> Problem:
    return problem(
        "unknown",
        ja="この手続にない項目です。名前を確かめるか、除いて送ってください。",
        easy="この 手続(てつづ)きに ない ものです。消(け)してください。",
        en="This procedure has no such field. Check its name or send without it.",
    ).at(path[:120])


def _not_an_object(path: str) -> Problem:
    return problem(
        "shape",
        ja="答えの形が違います。この手続のスキーマにある形で送ってください。",
        easy="答(こた)えの 形(かたち)が ちがいます。もういちど 送(おく)ってください。",
        en="The answers have another shape than this procedure's schema asks for.",
    ).at(path)
