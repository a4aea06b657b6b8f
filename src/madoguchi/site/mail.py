"""The town's mail server, from one setting: smtp://host:25, smtp+starttls://user:word@host:587, smtps://user:word@host."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
NAMED = "MADOGUCHI_SMTP は smtp://ホスト:25、smtp+starttls://利用者:合言葉@ホスト:587、smtps://利用者:合言葉@ホスト のどれかの形にしてください。"
LACKING = "MADOGUCHI_SMTP を使うときは、差出人(MADOGUCHI_MAIL_FROM。例: madoguchi@city.example.lg.jp)と、窓口のアドレス(MADOGUCHI_ADDRESS。例: https://madoguchi.city.example.lg.jp)も要ります。"


@dataclass(frozen=True)
class MailServer:
    host: str
    port: int
    user: str
    password: str
    tls: bool
    ssl: bool


def mail_server(url: str, *, sender: str, address: str) -> MailServer | None:
    """The server that the setting names; None when it is empty: then no e-mail is sent. Says what is wrong, and where."""
    if not url:
        return None
    parts = urlsplit(url)
    try:
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        port = 0
    if not port or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ImproperlyConfigured(NAMED)
    if "@" not in sender or "\n" in sender or urlsplit(address).scheme not in ("http", "https"):
        raise ImproperlyConfigured(LACKING)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(
        parts.hostname, port, user, password, tls=parts.scheme == "smtp+starttls", ssl=parts.scheme == "smtps"
    )
