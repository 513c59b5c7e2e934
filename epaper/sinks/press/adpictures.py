"""Pictures within advertisements: read whatever packs them, and written as inks."""

from __future__ import annotations

import io
import zlib
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Name
from PIL import Image

from epaper.adverts.pictures import filters_of
from epaper.pictures.cut import MOST_PIXELS
from epaper.sinks.press.colour import Inks
from epaper.sinks.press.inkspaces import (
    InkSpaces,
    RefusedError,
    channels_of,
    kind_of,
    lab_range,
    palette,
)

Samples = NDArray[np.uint8]
DROPPED = ("/Decode", "/Intent", "/Alternates", "/DecodeParms", "/SMaskInData")
NOT_IN_X1A = ("/JPXDecode", "/JBIG2Decode")
JPEG = ("/DCTDecode", "/DCT")


def convert_picture(pdf: pikepdf.Pdf, image: Any, inks: InkSpaces, x1a: bool) -> bool:
    """Write the picture in inks where a press cannot take it as it is; whether it was written.

    RefusedError for one that has to be converted and cannot be read.
    """
    packing = filters_of(image)
    foreign = x1a and any(name in NOT_IN_X1A for name in packing)
    if image.get("/ImageMask", False):
        if foreign:
            _write_mask(image)
        return foreign
    space = image.get("/ColorSpace")
    whole = "/JPXDecode" in packing and space is None  # its colours are its own
    kind = kind_of(space) if space is not None else ""
    must = whole or foreign or inks.converts(space)
    if not must and not (kind == "cmyk" or (kind == "palette" and kind_of(space[1]) == "cmyk")):
        return False
    if "/Matte" in image.get("/SMask", Dictionary()) and must:
        raise RefusedError("has a picture whose edges are mixed with a matte colour")
    space, samples = samples_of(image)
    raw = samples
    made = inks.pixels(space, samples)
    if not must and made.ndim == 3 and kind == "cmyk" and np.array_equal(made, samples):
        return False  # it is within the limit: its bytes stay
    if not must and kind == "palette" and not _over(inks, made, space, samples):
        return False
    mask = image.get("/Mask")
    if isinstance(mask, Array):
        image.Mask = _stencil(pdf, raw, [int(v) for v in mask])
    _write(image, made)
    return True


def _over(inks: InkSpaces, made: Inks, space: Any, samples: Samples) -> bool:
    """Whether a palette in CMYK has to be written anew."""
    if made.ndim == 2:
        return True
    entries = np.asarray(palette(space)[1], np.uint8)
    return not np.array_equal(entries[np.minimum(samples[..., 0], len(entries) - 1)], made)


def samples_of(image: Any) -> tuple[Any, Samples]:
    """The space that the picture is in, and its samples after Decode: 255 is 1.0, or the number of
    a palette's entry.  RefusedError where nothing can read it."""
    width, height = int(image.Width), int(image.Height)
    if width * height > MOST_PIXELS or width < 1 or height < 1:
        raise RefusedError(f"has a picture of {width} x {height} pixels")
    space, packing = image.get("/ColorSpace"), filters_of(image)
    if packing and packing[-1] in JPEG:
        return space, _decoded(image, space, _jpeg(image, packing, channels_of(space)))
    if packing and packing[-1] in ("/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/CCF"):
        return _by_pdfium(image)
    bits, count = int(image.get("/BitsPerComponent", 8)), channels_of(space)
    try:
        data = image.read_bytes()
    except pikepdf.PdfError as error:
        raise RefusedError("has a picture that is packed in a way nobody reads") from error
    stride = (width * count * bits + 7) // 8
    if len(data) < stride * height:
        data = data.ljust(stride * height, b"\0")  # as readers do
    rows = np.frombuffer(data, np.uint8)[: stride * height].reshape(height, stride)
    raw = _unpacked(rows, bits, width * count).reshape(height, width, count)
    if kind_of(space) != "palette" and bits < 8:
        raw = (raw.astype(np.uint16) * 255 // ((1 << bits) - 1)).astype(np.uint8)
    return space, _decoded(image, space, raw)


def _unpacked(rows: Samples, bits: int, count: int) -> Samples:
    if bits == 8:
        return rows[:, :count]
    if bits == 16:
        return rows[:, : 2 * count : 2]
    if bits not in (1, 2, 4):
        raise RefusedError(f"has a picture of {bits} bits a sample")
    each = np.unpackbits(rows, axis=1).reshape(rows.shape[0], -1, bits)
    values = np.zeros(each.shape[:2], np.uint8)
    for bit in range(bits):
        values = (values << 1) | each[..., bit]
    return np.ascontiguousarray(values[:, :count])


def _jpeg(image: Any, packing: list[str], channels: int) -> Samples:
    """The samples as the JPEG has them: Pillow turns CMYK round, as Adobe's own programs write it,
    PDF does not (ISO 32000-1, 7.4.8)."""
    data = image.read_raw_bytes()
    if len(packing) > 1:
        if packing[:-1] != ["/FlateDecode"]:
            raise RefusedError("has a JPEG packed in a way nobody reads")
        data = zlib.decompress(data)
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as opened:
            pixels = np.asarray(opened)
            turned = opened.mode == "CMYK"
    except (OSError, ValueError, SyntaxError) as error:
        raise RefusedError(f"has a JPEG in it that is damaged ({error})") from error
    if turned:
        pixels = 255 - pixels
    shaped = pixels.reshape(pixels.shape[0], pixels.shape[1], -1)
    if shaped.shape[2] != channels:
        raise RefusedError("has a JPEG in it whose colours are not those that the file says")
    return shaped


def _decoded(image: Any, space: Any, raw: Samples) -> Samples:
    """The samples through the picture's Decode array (ISO 32000-1, 8.9.5.2)."""
    decode = [float(v) for v in image.get("/Decode", [])]
    kind = kind_of(space)
    if len(decode) < 2 * raw.shape[2]:
        return raw
    if kind == "lab":
        low_a, high_a, low_b, high_b = lab_range(space)
        natural = [0.0, 100.0, low_a, high_a, low_b, high_b]
    elif kind == "palette":
        top = float((1 << int(image.get("/BitsPerComponent", 8))) - 1)
        natural = [0.0, top]
    else:
        natural = [0.0, 1.0] * raw.shape[2]
    if decode[: len(natural)] == natural:
        return raw
    top = natural[1] if kind == "palette" else 255.0
    out = np.empty(raw.shape, np.uint8)
    for at in range(raw.shape[2]):
        low, high = decode[2 * at : 2 * at + 2]
        first, last = natural[2 * at : 2 * at + 2]
        value = low + raw[..., at].astype(np.float32) * ((high - low) / top)
        scaled = value if kind == "palette" else (value - first) / (last - first) * 255
        out[..., at] = np.clip(np.rint(scaled), 0, 255).astype(np.uint8)
    return out


def _by_pdfium(image: Any, mask: bool = False) -> tuple[Any, Samples]:
    """JPEG 2000, JBIG2 and fax, which pdfium draws as grey or RGB; the bits of a mask as grey."""
    with pikepdf.new() as alone:
        size = [0, 0, int(image.Width), int(image.Height)]
        copied = alone.copy_foreign(image)
        for key in ("/SMask", "/Mask"):
            if key in copied:
                del copied[key]
        if mask:
            del copied["/ImageMask"]
            if "/Decode" in copied:
                del copied["/Decode"]
            copied.ColorSpace, copied.BitsPerComponent = Name.DeviceGray, 1
        content = alone.make_stream(f"q {size[2]} 0 0 {size[3]} 0 0 cm /I Do Q".encode())
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array(size),
            Resources=Dictionary(XObject=Dictionary(I=copied)),
            Contents=content,
        )
        alone.pages.append(pikepdf.Page(page))
        out = io.BytesIO()
        alone.save(out)
    document = pypdfium2.PdfDocument(out.getvalue())
    try:
        shown = next(document[0].get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]), None)
        if shown is None:
            raise RefusedError("has a picture that nobody can read")
        pixels = np.asarray(shown.get_bitmap(render=False).to_pil().convert("RGB"))
    except pypdfium2.PdfiumError as error:
        raise RefusedError("has a picture that nobody can read") from error
    finally:
        document.close()
    space = image.get("/ColorSpace")
    if mask or kind_of(space) == "grey" or (kind_of(space) == "" and _is_grey(pixels)):
        return Name.DeviceGray, np.ascontiguousarray(pixels[..., :1])
    return Name.DeviceRGB, pixels


def _is_grey(pixels: Samples) -> bool:
    return bool((pixels.max(axis=2) == pixels.min(axis=2)).all())


def _stencil(pdf: pikepdf.Pdf, raw: Samples, ranges: list[int]) -> Any:
    """A mask where the samples lie in the ranges of a colour key (ISO 32000-1, 8.9.6.4)."""
    hidden = np.ones(raw.shape[:2], bool)
    for at in range(raw.shape[2]):
        low, high = ranges[2 * at : 2 * at + 2]
        hidden &= (raw[..., at] >= low) & (raw[..., at] <= high)
    return pdf.make_stream(
        zlib.compress(np.packbits(hidden, axis=1).tobytes(), 6),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=raw.shape[1],
        Height=raw.shape[0],
        ImageMask=True,
        BitsPerComponent=1,
        Filter=Name.FlateDecode,
    )


def _write_mask(image: Any) -> None:
    """A mask packed so that PDF 1.4 reads it."""
    _, samples = _by_pdfium(image, mask=True)
    bits = np.packbits(samples[..., 0] > 127, axis=1)
    image.write(zlib.compress(bits.tobytes(), 6), filter=Name.FlateDecode)
    if "/DecodeParms" in image:
        del image["/DecodeParms"]


def _write(image: Any, inks: Inks) -> None:
    data = inks if inks.ndim == 3 else 255 - inks
    image.write(zlib.compress(np.ascontiguousarray(data).tobytes(), 6), filter=Name.FlateDecode)
    for key in DROPPED:
        if key in image:
            del image[key]
    image.ColorSpace = Name.DeviceCMYK if inks.ndim == 3 else Name.DeviceGray
    image.BitsPerComponent, image.Width, image.Height = 8, inks.shape[1], inks.shape[0]
