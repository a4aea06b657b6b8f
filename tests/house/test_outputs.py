"""Every place from which bytes leave the program otherwise than as a page of a route, and every place that opens the vault.

Pages are walked address by address (tests/canary/test_routes.py). What else leaves stands here, with the channel of
`protect.Channel` that its driver in tests/canary/outputs.py opens, or with why nobody's data can be in it. A new place
fails until somebody says which of the two it is.
"""

import ast
from pathlib import Path

import pytest

from madoguchi.protect import Channel

SOURCE = Path(__file__).parents[2] / "src" / "madoguchi"
ROOMS = ("decide", "receive", "registers", "protect", "people", "design", "trail", "site")

LEAVES: dict[str, Channel | str] = {
    "decide/queries/boards/export.py": Channel.EXPORT,
    "decide/views/boards/export.py": Channel.EXPORT,
    "decide/views/files.py": Channel.STAFF_PAGE,
    "receive/views/letters.py": Channel.PRINT,
    "receive/mail.py": Channel.MAIL,
    "receive/api/problems.py": Channel.API,
    "receive/views/check.py": Channel.RESIDENT_PAGE,
    "receive/views/start.py": "the first page of a form: nobody has written anything yet",
    "registers/sheet.py": Channel.EXPORT,
    "registers/views/csv.py": Channel.EXPORT,
    "registers/views/files.py": "the file register: declarations, and whether a file holds a thousand people",
    "receive/sanitise/process.py": "a pipe to the child that makes a file anew; nothing is written down",
    "receive/spool.py": "sealed under a key in memory: tests/unit/receive/test_uploads.py",
    "site/door/body.py": "a spool: sealed under a key in memory",
    "protect/store.py": "sealed attachments",
    "protect/keys.py": "the key file of the demo",
    "protect/reference.py": "the manual's page of the policy",
    "design/catalogue.py": "translations",
    "design/views.py": "pages of errors: what was typed, to who typed it",
    "people/views/sign_in.py": "the challenge of a passkey",
    "trail/worker.py": "the class of an error",
    "site/commands.py": "lines for the operator's terminal: ids and counts",
    "site/door/application.py": "the class of an error",
    "site/health.py": "one word; a page of zeros on the disk",
    "site/serve.py": "starts the program's own processes",
    "site/settings.py": "Django's secret, made once",
    "site/sqlite/queue.py": "a lock file",
    "site/starting.py": "starts the program's own processes",
    "site/storage.py": "the page of a full disk: what was typed, to who typed it",
}  # fmt: skip

OPENS: dict[str, set[Channel]] = {
    "decide/actions/proposing.py": {Channel.RULE},
    "decide/queries/boards/classes.py": {Channel.STAFF_PAGE, Channel.EXPORT},
    "decide/queries/reading.py": {Channel.STAFF_PAGE},
    "decide/views/files.py": {Channel.STAFF_PAGE},
    "decide/views/search.py": {Channel.SEARCH},
    "decide/views/shield.py": {Channel.STAFF_PAGE, Channel.LETTER, Channel.PRINT},  # the latter two are asked for here
    "decide/views/uses.py": {Channel.STAFF_PAGE},
    "receive/actions/mailing.py": {Channel.MAIL},
    "receive/letters/handing.py": {Channel.LETTER, Channel.PRINT},
    "receive/letters/sheet.py": {Channel.LETTER},
    "receive/queries/notices.py": {Channel.RESIDENT_PAGE},
    "receive/sealed.py": {Channel.RESIDENT_PAGE, Channel.COUNTER_PAGE},
    "registers/queries/values.py": {Channel.STAFF_PAGE, Channel.SEARCH},
}
"""Outside the vault: who opens it, for which way out."""

OPENERS = {f"protect.{name}" for name in ("read", "show", "show_all", "open_attachment", "find")}
ANSWERS = {"HttpResponse", "StreamingHttpResponse"}  # with something in it
ALWAYS = {
    "FileResponse", "JsonResponse", "EmailMessage", "EmailMultiAlternatives", "send_mail", "send_messages", "print", "open",
    "SpooledTemporaryFile", "TemporaryFile", "NamedTemporaryFile", "mkstemp", "csv.writer", "csv.DictWriter", "json.dump", "os.open",
    "write_text", "write_bytes", "sys.stdout.write", "sys.stderr.write", "Popen", "subprocess.run", "cache.set", "urlopen",
    *(f"{log}.{level}" for log in ("_log", "log", "logger", "logging")
      for level in ("debug", "info", "warning", "error", "exception", "critical")),
}  # fmt: skip


def calls(text: str) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]


def lets_out(text: str) -> set[str]:
    """The calls in this source by which bytes leave."""
    found = set()
    for call in calls(text):
        whole = ast.unparse(call.func)
        last = whole.rpartition(".")[2]
        has_content = bool(call.args) or any(one.arg in ("content", "streaming_content", None) for one in call.keywords)
        bare = last if last not in ("open", "print") or whole == last else whole
        if {whole, bare} & ALWAYS or (last in ANSWERS and has_content):
            found.add(whole)
    return found


def opens(text: str) -> set[str]:
    return {ast.unparse(call.func) for call in calls(text)} & OPENERS


def modules() -> list[tuple[str, str]]:
    files = [path for room in ROOMS for path in (SOURCE / room).rglob("*.py") if "migrations" not in path.parts]
    return [(str(path.relative_to(SOURCE)), path.read_text()) for path in sorted(files)]


def test_every_place_from_which_bytes_leave_says_by_which_channel_or_why_nobody_is_in_them():
    there = {name for name, text in modules() if lets_out(text)}
    assert sorted(there - LEAVES.keys()) == [], "a new output: give it a channel and a driver (tests/canary/outputs.py)"
    assert sorted(LEAVES.keys() - there) == [], "nothing leaves from here any more"


def test_every_place_that_opens_the_vault_is_known_with_its_ways_out():
    there = {name for name, text in modules() if opens(text) and not name.startswith("protect/")}
    assert there == OPENS.keys()


@pytest.mark.parametrize("name", OPENS)
def test_it_names_no_channel_beyond(name):
    tree = ast.parse((SOURCE / name).read_text())
    named = [one for one in ast.walk(tree) if isinstance(one, ast.Attribute) and ast.unparse(one.value) == "Channel"]
    assert {Channel[one.attr] for one in named} <= OPENS[name]


@pytest.mark.parametrize(
    "text",
    [
        "def view(request): return HttpResponse(case.applicant)",
        "def view(request): return http.FileResponse(open(path, 'rb'))",
        "def view(request): return StreamingHttpResponse(streaming_content=rows)",
        "def take(event): send_mail(subject, words, None, [to])",
        "def take(event): Path(name).write_text(words)",
        "def take(event): csv.writer(out).writerow(row)",
        "def take(event): print(words)",
        "def take(event): _log.info('%s', words)",
        "def take(event): cache.set('names', names)",
    ],
)
def test_the_search_for_outputs_has_teeth(text):
    assert lets_out(text)


def test_the_search_for_openings_has_teeth():
    assert opens("def view(request): return protect.show_all(opened, channel=channel)")
    assert not lets_out("def view(request): return HttpResponse(status=303)")
