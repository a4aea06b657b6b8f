"""Pages: each has something to show, can be reached, and no two things share a name."""

from madoguchi.declare.checks.desk import Desk, Findings, repeated
from madoguchi.declare.findings import Code

EXIT_WITH_FIELDS = Code(
    "exit-with-fields",
    "終わりのページ「{name}」に項目や繰り返しがあります。",
    "The exit page `{name}` has fields or repeats.",
    "終わりのページは言葉だけです。項目を前のページに移すか、exit: を削除してください。",
    "An exit page has words only: move its fields to an earlier page, or delete `exit:`.",
)
PAGE_WITHOUT_TITLE = Code(
    "page-without-title",
    "ページ「{name}」に題名がありません。",
    "The page `{name}` has no title.",
    "title: {{ja: …}} を書いてください。",
    "Write title: {{ja: …}}.",
)
PAGE_EMPTY = Code(
    "page-empty",
    "ページ「{name}」に何もありません。",
    "The page `{name}` shows nothing.",
    "fields: に項目を書くか、ページを削除してください。",
    "Write `fields:`, or delete the page.",
)
NO_QUESTION = Code(
    "no-field",
    "この手続には、答える項目がひとつもありません。",
    "This procedure asks nothing.",
    "答える項目のあるページを、ひとつ以上書いてください。",
    "Write at least one page with a field that keeps an answer.",
)
UNREACHABLE = Code(
    "unreachable-page",
    "ページ「{name}」にはだれも来られません（前の「{exit}」で必ず終わります）。",
    "Nobody can reach the page `{name}`: `{exit}` before it always ends the form.",
    "「{exit}」に when: を付けるか、ページの順を変えてください。",
    "Give `{exit}` a `when:`, or change the order of the pages.",
)
REPEAT_CROSSED = Code(
    "repeat-crossed",
    "繰り返しの最小（{low}）が最大（{high}）より大きくなっています。",
    "The repeat's minimum ({low}) is above its maximum ({high}).",
    "min を {high} 以下にしてください。min を書かなければ1です。",
    "Make `min` at most {high}. Left out, it is 1.",
)


def _duplicate(name: str, ja: str, en: str) -> Code:
    return Code(
        f"duplicate-{name}",
        f"{ja}「{{name}}」が二つあります。",
        f"There are two {en} `{{name}}`.",
        "どちらかの名前を変えてください。",
        "Rename one of them.",
    )


DUPLICATE_PAGE = _duplicate("page", "ページ", "pages")
DUPLICATE_FIELD = _duplicate("field", "項目", "fields")
DUPLICATE_OPTION = _duplicate("option", "選択肢", "options")
DUPLICATE_RESULT = _duplicate("result", "結果", "results")

FIELD_LIKE_REPEAT = Code(
    "field-like-repeat",
    "項目「{name}」が、繰り返しのページ「{name}」と同じ名前です。",
    "The field `{name}` has the same name as the repeating page `{name}`.",
    "どちらかの名前を変えてください。答えの置き場所が重なります。",
    "Rename one of them: their answers would be kept in the same place.",
)
RESERVED_ID = Code(
    "reserved-id",
    "「{name}」は画面が使う名前なので、ここには使えません。",
    "`{name}` is a name that the program uses itself.",
    "別の名前にしてください。例：{name}-1",
    "Choose another, such as {name}-1.",
)

_RESERVED_PAGES = frozenset({"check", "submit", "later", "print", "start", "done"})
_RESERVED_FIELDS = frozenset({"result", "lang", "csrfmiddlewaretoken", "action", "row", "draft", "secret", "next"})


def exits_only_say_words(desk: Desk) -> Findings:
    for path, page in desk.pages():
        if page.exit and (page.fields or page.repeat):
            yield desk.say_key(EXIT_WITH_FIELDS, (*path, "fields" if page.fields else "repeat"), name=page.id)


def pages_have_a_title_and_fields(desk: Desk) -> Findings:
    for path, page in desk.pages():
        if not (page.title or page.repeat or page.exit):
            yield desk.say(PAGE_WITHOUT_TITLE, (*path, "id"), name=page.id)
        if not (page.fields or page.exit):
            yield desk.say(PAGE_EMPTY, (*path, "id"), name=page.id)
    if all(spot.field.type in ("note", "my-number") for spot in desk.spots):
        yield desk.say_key(NO_QUESTION, ("pages",))


def every_page_can_be_reached(desk: Desk) -> Findings:
    """After an exit that always ends the form, or under the very condition that has ended it."""
    ended: list[tuple[object, str]] = []
    for path, page in desk.pages():
        for when, exit_id in ended:
            if when is None or when == page.when:
                yield desk.say(UNREACHABLE, (*path, "id"), name=page.id, exit=exit_id)
                break
        if page.exit:
            ended.append((page.when, page.id))


def repeats_have_room(desk: Desk) -> Findings:
    for path, page in desk.pages():
        if page.repeat and page.repeat.min > page.repeat.max:
            low, high = page.repeat.min, page.repeat.max
            yield desk.say(REPEAT_CROSSED, (*path, "repeat", "min"), low=low, high=high)


def ids_are_used_once(desk: Desk) -> Findings:
    procedure = desk.procedure
    for index, name in repeated([page.id for page in procedure.pages]):
        yield desk.say(DUPLICATE_PAGE, ("pages", index, "id"), name=name)
    for index, name in repeated([spot.name for spot in desk.spots]):
        yield desk.say(DUPLICATE_FIELD, desk.spots[index].at("id"), name=name)
    for index, name in repeated([result.id for result in procedure.case.results]):
        yield desk.say(DUPLICATE_RESULT, ("case", "results", index, "id"), name=name)


def options_are_listed_once(desk: Desk) -> Findings:
    blocks = [(("lists", name), options) for name, options in desk.procedure.lists.items()]
    fields = [(spot.at("options"), spot.field.options) for spot in desk.spots if spot.field.options]
    for path, options in (*blocks, *fields):
        for index, name in repeated([option.id for option in options]):
            yield desk.say(DUPLICATE_OPTION, (*path, index, "id"), name=name)


def fields_do_not_hide_repeats(desk: Desk) -> Findings:
    repeats = {page.id for page in desk.procedure.pages if page.repeat}
    for spot in desk.spots:
        if spot.name in repeats:
            yield desk.say(FIELD_LIKE_REPEAT, spot.at("id"), name=spot.name)


def ids_are_free(desk: Desk) -> Findings:
    for path, page in desk.pages():
        if page.id in _RESERVED_PAGES or (page.repeat and page.id in _RESERVED_FIELDS):
            yield desk.say(RESERVED_ID, (*path, "id"), name=page.id)
    for spot in desk.spots:
        if spot.name in _RESERVED_FIELDS:
            yield desk.say(RESERVED_ID, spot.at("id"), name=spot.name)


CHECKS = (
    exits_only_say_words, pages_have_a_title_and_fields, every_page_can_be_reached, repeats_have_room,
    ids_are_used_once, options_are_listed_once, fields_do_not_hide_repeats, ids_are_free,
)  # fmt: skip
