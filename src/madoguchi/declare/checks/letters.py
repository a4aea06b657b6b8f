"""Letters: every place has a value, everybody can read them, and they tell nobody where a third person lives."""

from collections.abc import Iterator

from madoguchi.declare.base import LANGUAGES, Text
from madoguchi.declare.checks.desk import Desk, Findings, Spot
from madoguchi.declare.findings import Both, Code, Words, did_you_mean, listed
from madoguchi.declare.letters import FIT, KNOWN, PLACE, Letters, Notice, places, spoken
from madoguchi.declare.source import Path, Source

ADDRESSEE_UNKNOWN = Code(
    "letter-addressee",
    "宛先の{item}「{name}」は使えません。「{type}」の、くり返しでない項目を書いてください。",
    "`{name}` cannot be the addressee's {item}: name a field of type `{type}` that does not repeat.",
    "{hint}書ける項目は {known} です。",
    "{hint}Fields that can stand here: {known}.",
)
ADDRESSEE_THIRD = Code(
    "letter-third-person",
    "宛先の{item}「{name}」は{other}。手紙の宛先は「{subject}」ひとりです。",
    "The {item} `{name}` {other}, but the letter goes to `{subject}`.",
    "ほかの人の住所やメールアドレスを、手紙に使ってはいけません（その人が支援措置を受けているかもしれません）。subject: {subject} の項目にしてください。",
    "Nobody else's address may be used for a letter: that person may be a protected one. Name a field with `subject: {subject}`.",
)
PLACE_UNKNOWN = Code(
    "letter-place-unknown",
    "通知の文の {{{name}}} に入るものがありません（手続「{procedure}」の {kind}）。",
    "Nothing can fill {{{name}}} in this letter ({kind} of `{procedure}`).",
    "{hint}使える名前は {known} です。",
    "{hint}Names that can stand here: {known}.",
)
PLACE_ADDRESS = Code(
    "letter-address",
    "通知の文に住所 {{{name}}} は書けません（手続「{procedure}」の {kind}）。",
    "An address, {{{name}}}, cannot stand in a letter ({kind} of `{procedure}`).",
    "住所が載るのは封筒の窓だけです。本文から {{{name}}} を削除してください。ほかの人の住所は、どこにも載せられません。",
    "An address stands in the window of the envelope only. Delete {{{name}}}; another person's address goes nowhere.",
)
PLACE_UNFIT = Code(
    "letter-place-unfit",
    "項目 {{{name}}} は通知の文に入れられません（{why}）（手続「{procedure}」の {kind}）。",
    "The answer {{{name}}} cannot stand in a letter ({why}) ({kind} of `{procedure}`).",
    "この項目を使わない文にしてください。使えるのは、必ず答えがあり、知られて困らず、自由に書く文でない項目です：{known}",
    "Write the letter without it. Fit are answers that are always there, not sensitive and not free text: {known}",
)
PLACES_DIFFER = Code(
    "letter-places-differ",
    "「{language}」の文の {{ }} が、ja の文とちがいます（{diff}）。",
    "The places of the `{language}` text differ from those of `ja` ({diff}).",
    "どの言葉でも同じことが伝わるように、同じ名前を同じ数だけ書いてください。",
    "Write the same names, each as often, so that every language tells the same.",
)
BRACE = Code(
    "letter-brace",
    "通知の文に、対にならない「{sign}」があります。",
    "There is a lone `{sign}` in the text of the letter.",
    "値の入るところは {{case.number}} の形です。ほかの波かっこは書けません。",
    "A place for a value looks like {{case.number}}; no other braces can be written.",
)
LANGUAGE_MISSING = Code(
    "letter-language",
    "通知「{item}」に「{language}」の文がありません。",
    "The letter `{item}` lacks its `{language}` words.",
    "通知は、だれもが読めるように、ja・ja-easy・en の3つとも書いてください。",
    "Letters are written in all three languages (ja, ja-easy, en), so that everybody can read them.",
)
TEXT_UNKNOWN = Code(
    "letter-text-unknown",
    "通知の文「{name}」が texts/ にありません。",
    "There is no text `{name}` in texts/.",
    "{hint}texts/{name}.yaml を作るか、名前を直してください。いまあるのは {known} です。",
    "{hint}Write texts/{name}.yaml, or mend the name. There are: {known}.",
)
KIND_UNFIT = Code(
    "letter-kind",
    "{case}（kind: {case_kind}）に「{kind}」の通知はありません。",
    "A procedure of kind `{case_kind}` has no `{kind}` letter.",
    "書ける種類は {known} です。",
    "Kinds that fit: {known}.",
)
RESULT_UNKNOWN = Code(
    "letter-result",
    "通知の result「{name}」は使えません。",
    "The letter's result `{name}` cannot be used.",
    "{hint}result は kind: decision のときだけ、case の results の id（{known}）を書きます。",
    "{hint}`result` goes with kind: decision only and is an id of the case's results: {known}.",
)
NOTICE_TWICE = Code(
    "letter-twice",
    "同じ場面の通知（{name}）が二度書かれています。",
    "There are two letters for the same occasion ({name}).",
    "どちらか一方を削除してください。結果ごとに分けるなら result: を書きます。",
    "Delete one of the two; with `result:` each result can have its own.",
)
_KINDS = {
    "application": ("receipt", "correction", "extension", "decision"),
    "notification": ("receipt", "acknowledgement"),
}
_PARTS = {"name": "person-name", "address": "address", "email": "email"}
_WORD = {
    "name": Both("氏名", "name"),
    "address": Both("住所", "address"),
    "email": Both("メールアドレス", "e-mail address"),
}
_NOBODY = Both("だれのものか書かれていません", "does not say whose it is")


def letters_go_to_one_person(desk: Desk) -> Findings:
    """Name, address and e-mail are fields of one person, and of nobody else (目黒 税務, 徳島, 日野)."""
    letters = desk.procedure.letters
    if letters is None:
        return
    whom = _addressee(desk, letters)
    for part, kind in _PARTS.items():
        name = getattr(letters.to, part)
        fit = [spot.name for spot in desk.spots if spot.field.type == kind and not spot.page.repeat]
        path: Path = ("letters", "to", part)
        spot = desk.by_name.get(name or "")
        if name and name not in fit:
            words: Words = {"hint": did_you_mean(name, fit), "known": listed(fit)}
            yield desk.say(ADDRESSEE_UNKNOWN, path, item=_WORD[part], name=name, type=kind, **words)
        elif spot and whom and spot.field.subject != whom:
            other = _belongs_to(spot.field.subject)
            yield desk.say(ADDRESSEE_THIRD, path, item=_WORD[part], name=str(name), other=other, subject=whom)


def _addressee(desk: Desk, letters: Letters) -> str | None:
    """The applicant wherever there is one; else whoever the name belongs to."""
    if "applicant" in desk.procedure.subjects:
        return "applicant"
    spot = desk.by_name.get(letters.to.name)
    return spot.field.subject if spot else None


def _belongs_to(subject: str | None) -> Both:
    return Both(f"「{subject}」のものです", f"belongs to `{subject}`") if subject else _NOBODY


def letters_fit_the_case(desk: Desk) -> Findings:
    results = [one.id for one in desk.procedure.case.results]
    kind = desk.procedure.case.kind
    seen: set[tuple[str, str | None]] = set()
    for path, notice in _notices(desk):
        if notice.kind not in _KINDS[kind]:
            case = "申請" if kind == "application" else "届出"
            words: Words = {"case": case, "case_kind": kind, "known": listed(_KINDS[kind])}
            yield desk.say(KIND_UNFIT, (*path, "kind"), kind=notice.kind, **words)
        if notice.result and (notice.kind != "decision" or notice.result not in results):
            known: Words = {"hint": did_you_mean(notice.result, results), "known": listed(results)}
            yield desk.say(RESULT_UNKNOWN, (*path, "result"), name=notice.result, **known)
        if (notice.kind, notice.result) in seen:
            yield desk.say(NOTICE_TWICE, path, name=" ".join(filter(None, (notice.kind, notice.result))))
        seen.add((notice.kind, notice.result))


def letters_have_their_words(desk: Desk) -> Findings:
    """The text is there, in all three languages, and each has the same places."""
    for source, path, text, notice in _texts(desk):
        for language in LANGUAGES:
            if language not in spoken(text):
                yield source.say(LANGUAGE_MISSING, path, item=path[-1] if path else notice.text, language=language)
            else:
                yield from _places_of(source, (*path, language), text, language)
    known = sorted(desk.folder.texts)
    for path, notice in _notices(desk):
        if notice.text not in known and f"texts/{notice.text}.yaml" not in desk.folder.sources:
            words: Words = {"hint": did_you_mean(notice.text, known), "known": listed(known)}
            yield desk.say(TEXT_UNKNOWN, (*path, "text"), name=notice.text, **words)


def _places_of(source: Source, path: Path, text: Text, language: str) -> Findings:
    words = spoken(text)[language]  # type: ignore[index]  # a key of LANGUAGES
    if lone := next((sign for sign in PLACE.sub("", words) if sign in "{}"), None):
        yield source.say(BRACE, path, sign=lone)
    elif sorted(places(words)) != sorted(places(text.ja)):
        differing = {*places(words)} ^ {*places(text.ja)} or {*places(text.ja)}
        yield source.say(PLACES_DIFFER, path, language=language, diff=listed(sorted(differing)))


def every_place_has_a_value(desk: Desk) -> Findings:
    """Each name is one of the program's, or an answer that may stand in a letter."""
    for source, path, text, notice in _texts(desk):
        for language, words in spoken(text).items():
            for name in dict.fromkeys(places(words)):
                yield from _place(desk, source, (*path, language), notice, name)


def _place(desk: Desk, source: Source, path: Path, notice: Notice, name: str) -> Findings:
    if name in KNOWN[notice.kind]:
        return
    fit = [spot.name for spot in desk.spots if not _unfit(spot)]
    words: Words = {"name": name, "kind": notice.kind, "procedure": desk.procedure.procedure}
    spot = desk.by_name.get(name)
    if spot is None:
        known = [*sorted(KNOWN[notice.kind]), *fit]
        yield source.say(PLACE_UNKNOWN, path, hint=did_you_mean(name, known), known=listed(known), **words)
    elif spot.field.type == "address":
        yield source.say(PLACE_ADDRESS, path, **words)
    elif why := _unfit(spot):
        yield source.say(PLACE_UNFIT, path, why=why, known=listed(fit), **words)


def _unfit(spot: Spot) -> str:
    """Why an answer may not stand in a letter, as it is declared; "" when it may."""
    field = spot.field
    if field.type not in FIT:
        return f"type: {field.type}"
    if field.risk == "sensitive":
        return "class: sensitive"
    if field.when is not None or spot.page.when is not None:
        return "when"
    return "" if field.required else "required: false"


def _notices(desk: Desk) -> Iterator[tuple[Path, Notice]]:
    letters = desk.procedure.letters
    for index, notice in enumerate(letters.notices if letters else ()):
        yield ("letters", "notices", index), notice


def _texts(desk: Desk) -> Iterator[tuple[Source, Path, Text, Notice]]:
    """Title and text of every notice, each with the file and the place where it is written."""
    for path, notice in _notices(desk):
        yield desk.source, (*path, "title"), notice.title, notice
        if notice.text in desk.folder.texts:
            yield desk.folder.sources[f"texts/{notice.text}.yaml"], (), desk.folder.texts[notice.text], notice


CHECKS = (letters_go_to_one_person, letters_fit_the_case, letters_have_their_words, every_place_has_a_value)
