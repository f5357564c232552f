"""A picture as text, which goes along with an order and needs no upload."""

import base64
import io
import mimetypes
from pathlib import Path

from PIL import Image, ImageOps

MOST_BYTES = 3_500_000
"""A data address of five megabytes is the least that any vendor takes; base64 adds a third."""
QUALITIES = (95, 90, 80)


def as_text(path: Path) -> str:
    """The picture as a data address; one that is too large goes as a JPEG."""
    content, kind = path.read_bytes(), mimetypes.guess_type(path.name)[0] or "image/png"
    for quality in QUALITIES:
        if len(content) <= MOST_BYTES:
            break
        content, kind = _jpeg(path, quality), "image/jpeg"
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def exactly(path: Path, width: int, height: int) -> bytes:
    """The picture as a PNG of that very size, which some endpoints insist on; what is left over in shape is cropped."""
    written = io.BytesIO()
    with Image.open(path) as picture:
        ImageOps.fit(picture.convert("RGB"), (width, height)).save(written, "PNG")
    return written.getvalue()


def _jpeg(path: Path, quality: int) -> bytes:
    written = io.BytesIO()
    with Image.open(path) as picture:
        picture.convert("RGB").save(written, "JPEG", quality=quality, subsampling=0)
    return written.getvalue()
