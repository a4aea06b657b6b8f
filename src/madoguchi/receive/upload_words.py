"""What is said of a file that is not taken: what is wrong, and how to mend it. The name of the file is put in front."""

from madoguchi.declare.answers import Context
from madoguchi.declare.problem import Problem, problem

Words = tuple[str, str, str]
"""Japanese, easy Japanese, English; {mb}, {office} and {telephone} are filled in."""

WORDS: dict[str, Words] = {
    "broken": (
        "ファイルが壊れているか、途中で切れています。保存し直すか、撮り直して、もう一度選んでください。",
        "ファイルが こわれています。もう一度(いちど) 写真(しゃしん)を とって、えらんでください。",
        "The file is damaged or cut off. Save it again or take the picture again, then choose it once more.",
    ),
    "too-many-pixels": (
        "画像の画素が多すぎて、安全に開けません。カメラの画質を下げて撮り直すか、300dpi以下でスキャンしてください。",
        "画像(がぞう)が 大(おお)きすぎます。ふつうの 大(おお)きさで 写真(しゃしん)を とりなおしてください。",
        "The picture has too many pixels to be opened safely. Take it at a lower quality, or scan at 300 dpi or less.",
    ),
    "encrypted": (
        "パスワードや制限のかかったPDFは、中を確かめられません。制限を外して保存し直すか、印刷した紙の写真を送ってください。",
        "パスワードの ある PDFは 送(おく)れません。パスワードを はずすか、紙(かみ)の 写真(しゃしん)を 送(おく)ってください。",
        "A PDF with a password or restrictions cannot be checked. Save it without them, or send a photograph of the printed page.",
    ),
    "signed": (
        "電子署名のあるPDFは、確認のために作り直すと署名が無効になるため、ここでは受け取れません。"
        "署名が要る書類は{office}(電話{telephone})にご相談ください。要らなければ、印刷した紙の写真を送ってください。",
        "電子署名(でんししょめい)の ある PDFは ここでは 送(おく)れません。{office}に 聞(き)いてください(電話(でんわ){telephone})。"
        "紙(かみ)の 写真(しゃしん)なら 送(おく)れます。",
        "A digitally signed PDF cannot be taken here: checking it would break the signature. If the signature is needed, ask "
        "{office} (telephone {telephone}); if not, send a photograph of the printed page.",
    ),
    "too-complex": (
        "つくりが複雑で、決まった時間のうちに安全を確かめられません。ページを分けるか、印刷した紙の写真を送ってください。",
        "この ファイルは むずかしくて 調(しら)べられません。紙(かみ)の 写真(しゃしん)を 送(おく)ってください。",
        "It is too complex to be checked in time. Split it, or send a photograph of the printed page.",
    ),
    "my-number": (
        "中に、マイナンバー(個人番号)と思われる12けたの数字があります。番号を消すか、かくして作り直してください。"
        "マイナンバーが必要な手続では、窓口で確認します({office} 電話{telephone})。",
        "ファイルの中(なか)に マイナンバーのような 数字(すうじ)が あります。かくして、作(つく)りなおしてください。"
        "マイナンバーは 窓口(まどぐち)で 見(み)せてください({office} 電話(でんわ){telephone})。",
        "It holds a 12-digit number that looks like a My Number. Remove or cover it and make the file anew. "
        "Where a My Number is needed, it is checked at the counter ({office}, telephone {telephone}).",
    ),
    "grown": (
        "安全な形に作り直すと{mb}MBを超えます。画質を下げるか、ページを分けて送ってください。",
        "ファイルが {mb}MBより 大(おお)きく なります。小(ちい)さく するか、分(わ)けて 送(おく)ってください。",
        "Made safe, it is larger than {mb} MB. Lower its quality, or split it.",
    ),
    "heic": (
        "HEICの写真は受け取れません。iPhoneは「設定」→「カメラ」→「フォーマット」で「互換性優先」を選んで撮り直すか、"
        "写真の画面を写した画像(スクリーンショット)を送ってください。",
        "HEICの 写真(しゃしん)は 送(おく)れません。写真(しゃしん)の スクリーンショットを 送(おく)ってください。",
        "HEIC pictures are not taken. On an iPhone choose Settings, Camera, Formats, Most Compatible and take it again, "
        "or send a screenshot of the picture.",
    ),
    "busy": (
        "いま、ほかのファイルを確かめています。少し待ってから、もう一度選んで送ってください。",
        "いま こんでいます。すこし まって、もう一度(いちど) 送(おく)ってください。",
        "Other files are being checked just now. Wait a moment, then choose it and send it again.",
    ),
    "virus": (
        "ウイルスの検査で見つかったものがあるため、受け取りませんでした。お使いの機器を検査してください。"
        "書類は、紙で{office}(電話{telephone})に出せます。",
        "ウイルスが 見(み)つかりました。受(う)け取(と)りません。紙(かみ)で {office}に 出(だ)してください(電話(でんわ){telephone})。",
        "The virus scan found something, so it was not taken. Please check your device. "
        "You may hand in the paper to {office} (telephone {telephone}).",
    ),
    "scanner-down": (
        "いま、ウイルスの検査が動いていないため、ファイルを受け取れません。ほかに入力したものは残っています。"
        "しばらくしてから送るか、窓口に出してください({office} 電話{telephone})。",
        "いま ファイルを 調(しら)べられません。書(か)いた ものは 残(のこ)っています。"
        "あとで 送(おく)ってください({office} 電話(でんわ){telephone})。",
        "The virus scan is not running just now, so no file can be taken. What you entered is kept. "
        "Send it later, or bring it to the counter ({office}, telephone {telephone}).",
    ),
}


def refused(code: str, ctx: Context, *, most: int = 0) -> Problem:
    """The words of one code of `sanitise` or `scanning`."""
    office = ctx.version.office
    names = (office.name.ja, office.name.ja_easy or office.name.ja, office.name.en or office.name.ja)
    ja, easy, en = (
        words.format(mb=most, office=name, telephone=office.telephone)
        for words, name in zip(WORDS[code], names, strict=True)
    )
    return problem(code, ja=ja, easy=easy, en=en)


def too_many(most: int) -> Problem:
    return problem(
        "too-many-files",
        ja=f"送れるファイルは{most}つまでです。先にほかのファイルを取りのぞいてください。",
        easy=f"ファイルは {most}つまでです。ほかの ファイルを 消(け)して ください。",
        en=f"At most {most} files. Remove another file first.",
    )


def too_large_together(most: float) -> Problem:
    return problem(
        "too-large-together",
        ja=f"ファイルを合わせると{most}MBを超えます。残りは窓口に出してください。",
        easy=f"ファイルが ぜんぶで {most}MBより 大(おお)きいです。残(のこ)りは 窓口(まどぐち)に 出(だ)して ください。",
        en=f"All files together exceed {most} MB. Please bring the rest to the counter.",
    )
