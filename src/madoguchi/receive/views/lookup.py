"""「住所を入れる」 without JavaScript: prefecture, city and town from the postal code that was typed."""

from madoguchi.declare.fields.address import Address
from madoguchi.declare.problem import Problem
from madoguchi.declare.procedure import Page
from madoguchi.declare.versions import Version
from madoguchi.receive import forms

ADDRESS = Address()
CODE = "postal_code"
Posted = dict[str, list[str]]


def with_address(posted: Posted, field_id: str, page: Page, version: Version) -> Posted:
    """What was posted, with the address of the postal code put in. Unchanged where the code names no place."""
    if not any(one.id == field_id and one.type == "address" for one in page.fields):
        return posted
    raw = {part: (posted.get(f"{field_id}.{part}") or [""])[-1] for part in ADDRESS.parts}
    towns = ADDRESS.candidates(raw, forms.context(version))
    if not towns:
        return posted
    filled = ADDRESS.with_town(raw, towns[0])
    return posted | {f"{field_id}.{part}": [str(words)] for part, words in filled.items()}


def unanswered(posted: Posted, field_id: str, problems: list[Problem]) -> list[Problem]:
    """Why the button brought no address: the code is not one, or no place is known for it. Nothing else is called wrong yet."""
    of_code = [one for one in problems if one.part == CODE and one.path.rsplit(".", 1)[-1] == field_id]
    return of_code or ([] if (posted.get(f"{field_id}.town") or [""])[-1] else [_unknown(field_id)])


def _unknown(field_id: str) -> Problem:
    return Problem(
        path=field_id,
        part=CODE,
        code="postal-unknown",
        ja="この郵便番号の住所は見つかりませんでした。番号を確かめるか、下の欄に住所を書いてください。",
        ja_easy="この 郵便番号(ゆうびんばんごう)の 住所(じゅうしょ)は ありません。番号(ばんごう)を 見(み)るか、下(した)に 住所(じゅうしょ)を 書(か)いて ください。",
        en="No address is known for this postal code. Check the code, or write the address below.",
    )
