"""What `madoguchi check` prints."""

import json
from collections.abc import Sequence
from pathlib import PurePath

from madoguchi.declare.findings import Finding, FindingLanguage

_WORDS = {
    "ja": {"mend": "直し方", "none": "誤りはありません。", "some": "直すところが{n}件あります。"},
    "en": {"mend": "Mend", "none": "Nothing is wrong.", "some": "{n} to mend."},
}


def as_text(findings: Sequence[Finding], folder: str, language: FindingLanguage) -> str:
    """One finding in two lines: `file:line:column: message [code]` and how to mend it; then how many there are."""
    words = _WORDS[language]
    lines = []
    for one in findings:
        lines.append(f"{place(one, folder)}: {one.within(language)} [{one.code}]")
        lines.append(f"    {words['mend']}: {one.mend(language)}")
    lines.append(words["some"].format(n=len(findings)) if findings else words["none"])
    return "\n".join(lines) + "\n"


def as_json(findings: Sequence[Finding], folder: str) -> str:
    """A JSON list for editors; `file` includes the folder as it was given."""
    rows = [{**one.as_dict(), "file": PurePath(folder, one.file).as_posix()} for one in findings]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def place(one: Finding, folder: str) -> str:
    """`folder/file:line:column`, as editors and terminals make it a link."""
    return f"{PurePath(folder, one.file).as_posix()}:{one.line}:{one.column}"
