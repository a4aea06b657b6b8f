"""Where a command writes: what it may not overwrite, and how a file gets its name only when it is whole."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from madoguchi.anonymise.errors import Trouble


def refuse_places(outputs: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Before any work: every output has a folder, is none of the inputs, and no two are one file."""
    taken = {path.resolve(): path for path in inputs}
    for path in outputs:
        if path.is_dir() or not path.parent.is_dir():
            raise _place(
                path, "フォルダーの中の、ファイルの名前ではありません。", "is not a file in an existing folder."
            )
        if path.resolve() in taken:
            raise _place(path, "ほかの役割のファイルを上書きします。", "would overwrite a file with another part.")
        taken[path.resolve()] = path


def _place(path: Path, ja: str, en: str) -> Trouble:
    return Trouble(
        "output-place",
        ja=f"出力先「{path}」に書けません。{ja}",
        en=f"The output `{path}` cannot be written: it {en}",
        mend_ja="あるフォルダーの中の、入力、レシピ、ほかの出力とはちがうファイルを指定してください。",
        mend_en="Name a file in an existing folder that is no input, no recipe and no other output.",
    )


def refuse_existing(path: Path) -> None:
    """For what a person may have worked on."""
    if path.exists():
        raise Trouble(
            "output-exists",
            ja=f"「{path}」はもうあります。",
            en=f"`{path}` exists already.",
            mend_ja="新しい名前にしてください。",
            mend_en="Choose a new name.",
        )


def write_whole(final: Path, write: Callable[[Path], None], *, mark: str = "") -> None:
    """Write beside, and give the name at the end: whoever looks sees the old file or the new one, never a part."""
    part = final.with_name(f".{mark or os.getpid()}.{final.name}.part")
    try:
        write(part)
        part.replace(final)
    finally:
        part.unlink(missing_ok=True)
