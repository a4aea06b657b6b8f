"""Receipts on the start page: what they are called, and the statuses in which the name is true."""

from madoguchi.declare.base import Text

SHOWN: dict[str, tuple[Text, tuple[str, ...]]] = {
    "granted": (
        Text(ja="認定された控え", ja_easy="「払(はら)います」と 決(き)まったもの", en="A claim that was granted"),
        ("decided", "closed"),
    ),
    "refused": (
        Text(
            ja="却下された控え(理由と、不服があるときの方法)",
            ja_easy="「払(はら)えません」と 決(き)まったもの。わけと、おかしいと 思(おも)う ときの 方法(ほうほう)",
            en="A claim that was refused, with the reason and the notice of remedies",
        ),
        ("decided", "closed"),
    ),
    "correction": (
        Text(ja="補正をお願いしている控え", ja_easy="直(なお)して もらうもの", en="A claim that awaits a correction"),
        ("correction",),
    ),
    "extended": (
        Text(ja="期間を延ばした控え", ja_easy="時間(じかん)が かかっているもの", en="A claim that takes longer"),
        ("extended",),
    ),
    "answered": (
        Text(ja="意見への答えが届いた控え", ja_easy="意見(いけん)に 答(こた)えたもの", en="An opinion with its answer"),
        ("decided", "closed"),
    ),
}
