"""Why a file is not taken: a code that the page has words for (`receive.upload_words`)."""


class Refusal(Exception):
    """`code`: broken, too-many-pixels, encrypted, signed, too-complex, my-number, grown, busy."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
