"""A reading that was refused."""


class Refused(Exception):
    """The gate stayed closed. `code` stands in the trail; `reason_ja` is for the person."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.reason_ja = REASONS[code]


REASONS = {
    "unknown": "この記録は見つかりません。",
    "erased": "この記録は保存期間が過ぎたため消去されています。",
    "no-rule": "この方法では個人情報を開けません。",
    "purpose": "利用目的が記録の利用目的と違うため、開けません。",
    "role": "この記録を担当する課の役割がないため、開けません。",
    "link": "このリンクでは開けません。",
    "shielded": "支援措置の対象の方、またはそうかもしれない方の記録です。担当の職員だけが、伏せた画面で見られます。",
    "output": "支援措置の対象の方の住所などを含むため、止めました。出すには、理由と、もう1人の承認が要ります。",
    "consent": "承認がないか、期限が過ぎたか、もう使われたため、開けません。",
}
