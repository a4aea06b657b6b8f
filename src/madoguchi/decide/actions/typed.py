"""What a member of staff typed: cleaned of what cannot be kept, and refused when it holds a My Number."""

from django.utils.translation import gettext as _

from madoguchi.decide.errors import Unacceptable
from madoguchi.japan.my_number import find_my_number
from madoguchi.japan.text import TextError, clean_text

LONGEST = 4000


def clean(text: str, *, field: str, required: str = "") -> str:
    """The text as it may be sealed. Raises Unacceptable with words for the person; `required` are those for nothing."""
    try:
        cleaned = clean_text(text, multiline=True).strip()
    except TextError as error:
        raise Unacceptable(**{field: error.ja}) from error
    if required and not cleaned:
        raise Unacceptable(**{field: required})
    if len(cleaned) > LONGEST:
        raise Unacceptable(**{field: _("長すぎます。%(longest)s文字までにしてください。") % {"longest": LONGEST}})
    if find_my_number(cleaned):
        raise Unacceptable(
            **{
                field: _(
                    "マイナンバーのような12けたの数字があります。ここには書けません。消してから、もう一度送ってください。"
                )
            }
        )
    return cleaned
