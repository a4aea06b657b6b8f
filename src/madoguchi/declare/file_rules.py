"""What a town says of a personal information file (個人情報ファイル) where its form alone does not tell."""

from typing import Literal

from madoguchi.declare.base import Declared, Text


class FileRules(Declared):
    """Everything here is optional: what is left out follows from the fields, the purpose and the municipality."""

    name: Text | None = None  # the file's own name, where it is not the title's
    range: Text | None = None  # 記録範囲: whose data it holds, since when
    collection: Text | None = None  # 記録情報の収集方法
    special_care: bool | None = None  # 要配慮個人情報を含むか, as somebody compared it with the law's definition
    special_procedure: Text | None = None  # 訂正・利用停止についての他の法令の特別の手続
    medium: Literal["electronic", "manual", "both"] = "electronic"
    listed: Literal["threshold", "always"] = "threshold"
