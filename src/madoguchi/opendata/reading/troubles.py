"""The words for files that cannot be read, each with what to do about it."""

from madoguchi.opendata.errors import Trouble

_SAVE_JA = "表計算ソフトで開き、「CSV UTF-8」で保存しなおしてください。"
_SAVE_EN = "Open it in a spreadsheet program and save it as “CSV UTF-8”."


def not_a_file(name: str) -> Trouble:
    """A folder, a pipe or a device."""
    return Trouble(
        "not-a-file",
        ja=f"{name} はふつうのファイルではありません。",
        en=f"{name} is not a regular file.",
        mend_ja="CSV か XLSX のファイルを指定してください。",
        mend_en="Name a CSV or XLSX file.",
    )


def empty(name: str) -> Trouble:
    """Nothing in it."""
    return Trouble(
        "empty",
        ja=f"{name} は空です。",
        en=f"{name} is empty.",
        mend_ja="保存や送信がとちゅうで終わっていないか、もとのファイルを確かめてください。",
        mend_en="Look at the original: saving or sending may have stopped half-way.",
    )


def changed(name: str) -> Trouble:
    """Somebody wrote into it meanwhile."""
    return Trouble(
        "changed",
        ja=f"{name} は、読んでいるあいだに変わりました。",
        en=f"{name} changed while it was read.",
        mend_ja="ほかの人やソフトが保存し終わってから、もう一度行ってください。",
        mend_en="Wait until it has been saved, and try again.",
    )


def old_or_locked(name: str) -> Trouble:
    """`.xls`, or an `.xlsx` with a password: both are OLE containers."""
    return Trouble(
        "old-or-locked",
        ja=f"{name} は、古い Excel の形式 (.xls) か、パスワードのかかったファイルです。",
        en=f"{name} is an old Excel file (.xls) or protected by a password.",
        mend_ja="Excel で開き、パスワードを外して、.xlsx か「CSV UTF-8」で保存しなおしてください。",
        mend_en="Open it in Excel, take off the password, and save it as .xlsx or “CSV UTF-8”.",
    )


def no_table(name: str, kind: str) -> Trouble:
    """Another kind of file."""
    what = {"binary": "文字のファイル"}.get(kind)
    return Trouble(
        "no-table",
        ja=f"{name} は{f' {kind} です' if not what else what + 'ではありません'}。CSV でも XLSX でもありません。",
        en=f"{name} is {kind}, neither CSV nor XLSX.",
        mend_ja=_SAVE_JA,
        mend_en=_SAVE_EN,
    )


def strange_byte(name: str, encoding: str, line: int, offset: int, byte: int) -> Trouble:
    """A byte that fits into no encoding."""
    return Trouble(
        "encoding",
        ja=f"{name}:{line}: 読めない文字があります (先頭から {offset:,} バイト目、0x{byte:02X}。文字コードは {encoding} と見ています)。",
        en=f"{name}:{line}: a byte fits into no encoding (offset {offset:,}, 0x{byte:02X}; read as {encoding}).",
        mend_ja=f"{line} 行目の文字を直し、「CSV UTF-8」で保存しなおしてください。文字コードが違うときは --encoding で指定できます。",
        mend_en=f"Mend line {line} and save the file as “CSV UTF-8”, or name the encoding with --encoding.",
        line=line,
    )


def unknown_encoding(name: str) -> Trouble:
    """An encoding that Python does not have, or that is none of text."""
    return Trouble(
        "encoding-name",
        ja=f"「{name}」という文字コードはありません。",
        en=f"There is no encoding `{name}`.",
        mend_ja="utf-8、cp932、euc_jp、utf-16-le などを指定してください。",
        mend_en="Name utf-8, cp932, euc_jp, utf-16-le …",
    )


def bad_delimiter(sign: str) -> Trouble:
    """More or less than one character, or a quote."""
    return Trouble(
        "delimiter",
        ja=f"区切りの文字「{sign}」は使えません。",
        en=f"`{sign}` cannot be a delimiter.",
        mend_ja="「,」「;」「tab」のように1文字を指定してください。",
        mend_en="Name one character, such as `,`, `;` or `tab`.",
    )


def nul(name: str, line: int) -> Trouble:
    """U+0000 in the text."""
    return Trouble(
        "nul",
        ja=f"{name}:{line}: 文字でないもの (NUL) が入っています。",
        en=f"{name}:{line}: there is a NUL character.",
        mend_ja="ファイルが壊れているかもしれません。" + _SAVE_JA,
        mend_en="The file may be damaged. " + _SAVE_EN,
        line=line,
    )


def open_quote(name: str, line: int) -> Trouble:
    """A quote that never closes swallows the rest of the file."""
    return Trouble(
        "quote",
        ja=f'{name}:{line}: この行で始まる引用符 (") が閉じていません。',
        en=f'{name}:{line}: the quote (") that opens on this line never closes.',
        mend_ja=f'{line} 行目からの「"」の数を確かめてください。文字としての「"」は「""」と書きます。',
        mend_en=f'Count the `"` from line {line} on; a `"` that is text is written `""`.',
        line=line,
    )


def too_wide(name: str, columns: int, most: int) -> Trouble:
    """More columns than a table for people has."""
    return Trouble(
        "too-wide",
        ja=f"{name} は {columns:,} 列あります (上限は {most:,} 列です)。",
        en=f"{name} has {columns:,} columns (the limit is {most:,}).",
        mend_ja="行と列が逆でないか、区切りの文字が正しいか、確かめてください。",
        mend_en="See whether rows and columns are swapped, and whether the delimiter is right.",
    )


def no_rows(name: str) -> Trouble:
    """Nothing but blank lines."""
    return Trouble(
        "no-rows",
        ja=f"{name} には、空でない行がありません。",
        en=f"{name} has no row that is not blank.",
        mend_ja="正しいファイル (XLSX なら正しいシート) か確かめてください。",
        mend_en="See whether this is the right file and, in an XLSX, the right sheet.",
    )
