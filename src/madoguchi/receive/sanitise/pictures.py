"""A picture is decoded and written anew: what was hung on, hidden or noted in it (place, device, thumbnail) is gone."""

from io import BytesIO

from PIL import Image, PngImagePlugin
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from madoguchi.receive.sanitise.refusal import Refusal

ROOM = 48 * 1024 * 1024
"""For the pixels in memory: a telephone's 12 megapixels in colour. A larger JPEG is taken in at a half, a quarter or an eighth."""
MOST_PIXELS = 120_000_000
"""Of a JPEG; to decode more takes too long, however small it is made."""
SCALES = (1, 2, 4, 8)
QUALITIES = (90, 75, 60)
SMALL = 480
ORIENTATION, GPS = 0x0112, 0x8825
_BYTES = {"1": 1, "L": 1, "P": 1, "LA": 4, "I;16": 2, "CMYK": 8}  # CMYK: itself, and the RGB that is made of it

Image.MAX_IMAGE_PIXELS = None  # ours is stricter, and asked before anything is decoded
PngImagePlugin.MAX_TEXT_MEMORY = 4 * PngImagePlugin.MAX_TEXT_CHUNK


def jpeg(content: bytes, most: int) -> bytes:
    """The same picture as a plain JPEG. The one note that is kept says which way is up."""
    image = JpegImageFile(BytesIO(content))
    scale = _scale(image)
    up = _orientation(image)
    if scale > 1:
        image.draft(None, (-(-image.width // scale), -(-image.height // scale)))
    image.load()
    image.info = {}
    plain = image.convert("RGB") if image.mode == "CMYK" else image
    return _fitting(plain, most, up)


def _fitting(image: Image.Image, most: int, up: int) -> bytes:
    """As good as goes into `most` bytes."""
    notes = Image.Exif()
    if up != 1:
        notes[ORIENTATION] = up
    for quality in QUALITIES:
        out = BytesIO()
        image.save(out, "JPEG", quality=quality, exif=notes.tobytes() if up != 1 else b"")
        if out.tell() <= most:
            break
    return out.getvalue()


def _scale(image: JpegImageFile) -> int:
    """How many times smaller it must be made to have room."""
    pixels = image.width * image.height
    if pixels <= MOST_PIXELS:
        kept = _coefficients(image) if image.info.get("progressive") else 0
        for scale in SCALES:
            if kept + pixels // scale**2 * _BYTES.get(image.mode, 4) <= ROOM:
                return scale
    raise Refusal("too-many-pixels")


def _coefficients(image: JpegImageFile) -> int:
    """What the decoder of a progressive JPEG holds until the last scan, whatever the scale: two bytes for each sample."""
    across, down = max(layer[1] for layer in image.layer), max(layer[2] for layer in image.layer)
    samples = sum(layer[1] * layer[2] for layer in image.layer)
    return 2 * image.width * image.height * samples // (across * down)


def _orientation(image: JpegImageFile) -> int:
    """1 to 8; 1 where the notes say nothing that can be read."""
    try:
        told = image.getexif().get(ORIENTATION)
    except Exception:  # made-up notes: a picture without them is as good
        return 1
    return told if isinstance(told, int) and 1 <= told <= 8 else 1


def png(content: bytes, most: int) -> bytes:
    """The same picture as a plain PNG, of a moving one the first look."""
    image = PngImageFile(BytesIO(content))
    if image.width * image.height * _BYTES.get(image.mode, 4) > ROOM:
        raise Refusal("too-many-pixels")
    image.load()
    image.info = {key: value for key, value in image.info.items() if key == "transparency"}
    for level in (4, 6):
        out = BytesIO()
        image.save(out, "PNG", compress_level=level)
        if out.tell() <= most:
            break
    return out.getvalue()


def small(content: bytes, most: int) -> bytes:
    """A look at it that fits into a square of SMALL pixels, as a JPEG; of a picture that was made anew."""
    is_jpeg = content.startswith(b"\xff\xd8")
    image: Image.Image = JpegImageFile(BytesIO(content)) if is_jpeg else PngImageFile(BytesIO(content))
    up = _orientation(image) if isinstance(image, JpegImageFile) else 1
    image.draft("RGB", (SMALL, SMALL))
    image.load()
    image.info = {key: value for key, value in image.info.items() if key == "transparency"}
    layer = image.convert("RGBA")
    layer.thumbnail((SMALL, SMALL))
    plain = Image.new("RGB", layer.size, "white")
    plain.paste(layer, mask=layer.getchannel("A"))
    return _fitting(plain, most, up)


def warm_up() -> None:
    """Each way is gone once, so that nothing has to be imported when nothing can be opened any more."""
    notes = Image.Exif()
    notes[ORIENTATION] = 6
    for mode, form, make in (("RGB", "JPEG", jpeg), ("CMYK", "JPEG", jpeg), ("P", "PNG", png)):
        out = BytesIO()
        Image.new(mode, (1, 1)).save(out, form, exif=notes.tobytes())
        make(out.getvalue(), ROOM)
        if mode != "CMYK":
            small(make(out.getvalue(), ROOM), ROOM)
    notes[GPS] = {1: "N", 2: (35.0, 0.0, 0.0), 3: "E", 4: (139.0, 0.0, 0.0)}
    out = BytesIO()
    Image.new("RGB", (1, 1)).save(out, "JPEG", exif=notes.tobytes())
    place(out.getvalue(), ROOM)


def place(content: bytes, most: int) -> bytes:
    """Where it says that it was taken, `lat lon` in thousandths of a degree (some hundred metres); b"" for nowhere."""
    image = JpegImageFile(BytesIO(content)) if content.startswith(b"\xff\xd8") else PngImageFile(BytesIO(content))
    try:
        notes = image.getexif().get_ifd(GPS)
        lat, lon = _degrees(notes[2], notes[1] == "S"), _degrees(notes[4], notes[3] == "W")
    except Exception:  # no notes, or made-up ones
        return b""
    return f"{lat:.3f} {lon:.3f}".encode() if abs(lat) <= 90 and abs(lon) <= 180 else b""


def _degrees(told: tuple[float, float, float], negative: bool) -> float:
    degrees, minutes, seconds = (float(one) for one in told)
    found = degrees + minutes / 60 + seconds / 3600
    return -found if negative else found


MAKERS = {"image/jpeg": jpeg, "image/png": png, "place": place, "small": small}
