"""Where releases are kept besides the data directory, from one setting: s3+https://key:secret@host:port/bucket/prefix."""

from importlib.util import find_spec
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from madoguchi.publish.release.store import Store

NAMED = "MADOGUCHI_RELEASES は s3+https://鍵の名前:鍵の秘密@ホスト/バケット/前置き?region=地域 の形にしてください (前置きと region は省けます。同じ機械の中なら s3+http:// も使えます)。"
LACKING = "MADOGUCHI_RELEASES を使うときは、追加の部品 s3 が要ります: pip install 'madoguchi[s3]'"


def release_store(url: str) -> Store | None:
    """The storage that the setting names; None when it is empty. Says what is wrong, never the secret."""
    if not url:
        return None
    parts = urlsplit(url)
    bucket, _, prefix = parts.path.strip("/").partition("/")
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise ImproperlyConfigured(NAMED) from error
    scheme = parts.scheme.removeprefix("s3+")
    lacks = not (parts.hostname and bucket and parts.username and parts.password)
    if (
        lacks
        or parts.scheme not in ("s3+https", "s3+http")
        or (scheme == "http" and not _is_near(parts.hostname or ""))
    ):
        raise ImproperlyConfigured(NAMED)
    if find_spec("boto3") is None:
        raise ImproperlyConfigured(LACKING)
    return Store(
        endpoint=f"{scheme}://{parts.hostname}{port}", host=parts.hostname or "", bucket=bucket, prefix=prefix,
        key=unquote(parts.username or ""), secret=unquote(parts.password or ""),
        region=parse_qs(parts.query).get("region", ["us-east-1"])[0],
    )  # fmt: skip


def _is_near(host: str) -> bool:
    from madoguchi.site.outbound import is_loopback

    return is_loopback(host)
