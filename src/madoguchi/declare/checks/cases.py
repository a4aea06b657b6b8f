"""The case: an application is decided by somebody within a time, a notification only acknowledged."""

from madoguchi.declare.checks.desk import Desk, Findings, repeated
from madoguchi.declare.findings import Code, Words, did_you_mean, listed

APPLICATION_WITHOUT = Code(
    "application-without",
    "申請（kind: application）なのに「{item}」がありません。",
    "An application needs `{item}`.",
    "case: に {example} のように書いてください。決定のない届出なら kind: notification です。",
    "Write {example} under `case:`. If nothing is decided, it is kind: notification.",
)
NOTIFICATION_WITH = Code(
    "notification-with",
    "届出（kind: notification）に「{item}」があります。",
    "A notification takes no `{item}`.",
    "「{item}:」を削除してください。決定をする手続なら kind: application です。",
    "Delete `{item}:`. If something is decided, it is kind: application.",
)
ACKNOWLEDGED_APPLICATION = Code(
    "application-acknowledged",
    "acknowledgement は届出（kind: notification）の言葉です。",
    "`acknowledgement` belongs to a notification.",
    "「acknowledgement:」を削除し、結果ごとの言葉は results の answer: に書いてください。",
    "Delete it; the words of each result go under `answer:` in `results:`.",
)
REASON_WITHOUT_REMEDIES = Code(
    "reason-without-remedies",
    "結果「{name}」には理由が要るのに、教示（remedies）がありません。",
    "The result `{name}` requires a reason, but there is no notice of remedies.",
    "case: に remedies: 文の名前 を書き、texts/ に教示の文（行政不服審査法82条）を置いてください。処分でない答えなら outcome: reply です。",
    "Write `remedies:` under `case:` and put the notice (行政不服審査法 art. 82) into texts/. If it is no disposition, write `outcome: reply`.",
)
COLUMN_UNKNOWN = Code(
    "column-unknown",
    "一覧の列「{name}」という項目がありません。",
    "There is no field `{name}` to make a queue column of.",
    "{hint}列にできる項目は {known} です。",
    "{hint}Fields that can be a column: {known}.",
)
COLUMN_NOT_PLAIN = Code(
    "column-not-plain",
    "項目「{name}」は一覧の列にできません（{why}）。",
    "The field `{name}` cannot be a queue column ({why}).",
    "列は暗号化せずに保存します。class: plain の選択（choice）だけを書いてください。{known}",
    "Columns are stored in the clear: name only choices of class plain. {known}",
)
COLUMN_TWICE = Code(
    "column-twice",
    "一覧の列「{name}」が二度書かれています。",
    "The queue column `{name}` is named twice.",
    "どちらか一方を削除してください。",
    "Delete one of the two.",
)
ROLE_CANNOT_READ = Code(
    "role-cannot-read",
    "決定する役割「{role}」は、利用目的「{purpose}」で中身を読めません。",
    "The deciding role `{role}` may not read for the purpose `{purpose}`.",
    "purposes.yaml の roles に {role} を加えるか、decide: の役割を {known} のどれかにしてください。",
    "Add {role} to the purpose's `roles:`, or let one of these decide: {known}.",
)
STAFF_IDENTITY = Code(
    "staff-identity",
    "職員の手続（audience: staff）では「{item}」は意味がありません。",
    "`{item}` makes no sense in a procedure for staff.",
    "職員はサインインした本人です。identity: から「{item}:」を削除してください。",
    "Staff are signed in as themselves: delete `{item}:` from `identity:`.",
)
MEASURE_WITHOUT_DECISION = Code(
    "measure-without-decision",
    "届出には決定がないので、days-to-decision は数えられません。",
    "A notification has no decision, so there are no days to it.",
    "statistics の measures から days-to-decision を削除してください。",
    "Delete days-to-decision from the measures.",
)

_NEEDED = {
    "standard_days": "standard_days: {n: 30, unit: calendar}",
    "results": "results: [{id: granted, ja: 認定}]",
    "decide": "decide: {role: reviewer}",
}


def applications_are_decided(desk: Desk) -> Findings:
    case = desk.procedure.case
    if case.kind == "application":
        for key, example in _NEEDED.items():
            if not getattr(case, key):
                yield desk.say_key(APPLICATION_WITHOUT, ("case",), item=key, example=example)
        if case.acknowledgement:
            yield desk.say_key(ACKNOWLEDGED_APPLICATION, ("case", "acknowledgement"))


def notifications_are_not_decided(desk: Desk) -> Findings:
    case = desk.procedure.case
    if case.kind == "notification":
        for key in ("results", "outcome", "decide", "proposals", "remedies"):
            if getattr(case, key):
                yield desk.say_key(NOTIFICATION_WITH, ("case", key), item=key)
        statistics = desk.procedure.statistics
        for index, measure in enumerate(statistics.measures if statistics else ()):
            if measure == "days-to-decision":
                yield desk.say(MEASURE_WITHOUT_DECISION, ("statistics", "measures", index))


def refusals_tell_the_remedies(desk: Desk) -> Findings:
    case = desk.procedure.case
    for index, result in enumerate(case.results):
        if result.reason == "required" and case.remedies is None and not case.replies:
            yield desk.say(REASON_WITHOUT_REMEDIES, ("case", "results", index, "reason"), name=result.id)


def columns_are_plain_choices(desk: Desk) -> Findings:
    columns = desk.procedure.case.columns
    known = [s.name for s in desk.spots if s.field.type == "choice" and s.field.risk == "plain" and not s.page.repeat]
    for index, name in enumerate(columns):
        path, spot = ("case", "columns", index), desk.by_name.get(name)
        if spot is None:
            hint = did_you_mean(name, known)
            yield desk.say(COLUMN_UNKNOWN, path, name=name, hint=hint, known=listed(known))
        elif name not in known:
            why = "repeat" if spot.page.repeat else f"type: {spot.field.type}, class: {spot.field.risk}"
            yield desk.say(COLUMN_NOT_PLAIN, path, name=name, why=why, known=listed(known))
    for index, name in repeated(list(columns)):
        yield desk.say(COLUMN_TWICE, ("case", "columns", index), name=name)


def who_decides_may_read(desk: Desk) -> Findings:
    decide, purpose = desk.procedure.case.decide, (desk.folder.purposes or {}).get(desk.procedure.purpose)
    if decide and purpose and purpose.roles and decide.role not in purpose.roles:
        words: Words = {"role": decide.role, "purpose": purpose.purpose, "known": listed(purpose.roles)}
        yield desk.say(ROLE_CANNOT_READ, ("case", "decide", "role"), **words)


def staff_need_no_identity(desk: Desk) -> Findings:
    identity = desk.procedure.identity
    if desk.procedure.audience == "staff":
        for key, wrong in (("level", identity.level == "verified"), ("proxy", identity.proxy != "none")):
            if wrong:
                yield desk.say_key(STAFF_IDENTITY, ("identity", key), item=key)


CHECKS = (
    applications_are_decided, notifications_are_not_decided, refusals_tell_the_remedies, columns_are_plain_choices,
    who_decides_may_read, staff_need_no_identity,
)  # fmt: skip
