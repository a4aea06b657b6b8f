"""A QR code as a picture in the page: drawn here, asked of nobody."""

from base64 import b64encode

from allauth.mfa.adapter import get_adapter


def picture_of(link: str) -> str:
    """A data: address of an SVG."""
    return f"data:image/svg+xml;base64,{b64encode(get_adapter().build_totp_svg(link).encode()).decode()}"
