"""The words for workbooks that cannot be read, each with what to do about it."""

from madoguchi.opendata.errors import Trouble
from madoguchi.opendata.reading.troubles import no_table, old_or_locked


def damaged(name: str) -> Trouble:
    """The archive or a part of it is broken."""
    return Trouble(
        "damaged",
        ja=f"{name} は壊れています。開けません。",
        en=f"{name} is damaged and cannot be opened.",
        mend_ja="Excel で開いて保存しなおすか、もとのファイルをもらいなおしてください。",
        mend_en="Open it in Excel and save it again, or ask for the original.",
    )


def too_large(name: str, unpacked: int) -> Trouble:
    """It would unpack to far more than a sheet for people holds."""
    return Trouble(
        "too-large",
        ja=f"{name} は、ひらくと {unpacked >> 20:,} MB になります。安全のため、開きません。",
        en=f"{name} would unpack to {unpacked >> 20:,} MB; it is not opened.",
        mend_ja="使っていない行や画像を消すか、CSV で保存しなおしてください。",
        mend_en="Delete unused rows and pictures, or save it as CSV.",
    )


def no_sheet(name: str, wanted: str, names: list[str]) -> Trouble:
    """The named sheet is not there, or every sheet is hidden."""
    there = "、".join(names)
    return Trouble(
        "no-sheet",
        ja=f"{name} に、シート「{wanted}」はありません。" if wanted else f"{name} に、見えるシートがありません。",
        en=f"{name} has no sheet `{wanted}`." if wanted else f"{name} has no visible sheet.",
        mend_ja=f"--sheet でシートを指定してください: {there}",
        mend_en=f"Name a sheet with --sheet: {there}",
    )


def locked(name: str) -> Trouble:
    """A password on the archive."""
    return old_or_locked(name)


def other_archive(name: str, kind: str) -> Trouble:
    """A ZIP that is no workbook."""
    return no_table(name, kind)
