"""Whatever a press would take from a page is in its digest: nothing is changed unseen."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives import serialization
from pikepdf import Array, Dictionary, Name
from press_samples import DATE, press_of, two_pages

from epaper.deliver.verify import check_manifest, verify
from epaper.errors import UsageError, VerifyError
from epaper.issue.issue import Issue
from epaper.sinks.press.digest import page_digests
from epaper.sinks.press.manifest import MANIFEST, read_manifest
from epaper.sinks.press.package import Orders, make_package
from epaper.sinks.press.seal import new_key, public_key, seal_fault, secret_key

WHOLE = "its boxes, contents, fonts, pictures or intent"
Change = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def package(sample: Issue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed")
    key = folder / "paper.key"
    new_key(key)
    press = press_of(two_pages(sample), folder / "cache")
    make_package(press, folder / "package", Orders(key=secret_key(key)))
    return folder


def pages(folder: Path) -> list[Path]:
    return [folder / entry["name"] for entry in read_manifest(folder)["files"]]


def page(change: Callable[[pikepdf.Object], object]) -> Change:
    return lambda pdf: change(pdf.pages[0].obj) and None


def black_box(pdf: pikepdf.Pdf) -> None:
    box = pdf.make_stream(b"0 0 0 1 k 100 100 400 400 re f")
    pdf.pages[0].obj.Contents.append(pdf.make_indirect(box))


def black_box_after_the_code(pdf: pikepdf.Pdf) -> None:
    code = pdf.pages[0].obj.Contents[-1]
    code.write(code.read_bytes() + b"\n0 0 0 1 k 100 100 400 400 re f")


def other_font(pdf: pikepdf.Pdf) -> None:
    fonts = pdf.pages[0].obj.Resources.Font
    first, second, *_ = sorted(fonts.keys())
    fonts[first], fonts[second] = fonts[second], fonts[first]


def other_glyphs(pdf: pikepdf.Pdf) -> None:
    for found in pdf.objects:
        if isinstance(found, pikepdf.Dictionary) and "/FontFile2" in found:
            found.FontFile2.write(found.FontFile2.read_bytes() + b"\0")
            return


def other_intent(pdf: pikepdf.Pdf) -> None:
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    profile.write(profile.read_bytes() + b"\0")


def note(pdf: pikepdf.Pdf) -> None:
    look = pdf.make_stream(b"0 0 0 1 k 0 0 9 9 re f", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    stamp = Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([9, 9, 99, 99]), AP=Dictionary(N=look)
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(stamp)])


def state(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources.ExtGState.GSk.OP = True


def layers(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array([]), D=Dictionary(BaseState=Name.OFF))


def from_above(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Rotate = 180


CHANGES: dict[str, Change] = {
    "rotated": page(lambda o: o.__setitem__("/Rotate", 180)),
    "rotated from the page tree": from_above,
    "cropped": page(lambda o: o.__setitem__("/CropBox", Array([0, 0, 500, 500]))),
    "trimmed": page(lambda o: o.__setitem__("/TrimBox", Array([9, 9, 500, 500]))),
    "another unit": page(lambda o: o.__setitem__("/UserUnit", 2)),
    "black box": black_box,
    "black box after the code": black_box_after_the_code,
    "another font": other_font,
    "other glyphs": other_glyphs,
    "another intent": other_intent,
    "annotated": note,
    "overprinting": state,
    "layers": layers,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_found_under_any_name(package: Path, tmp_path: Path, change: Change) -> None:
    folder = Path(shutil.copytree(package / "package", tmp_path / "copy"))
    first, second = pages(folder)
    with pikepdf.open(first) as pdf:
        change(pdf)
        pdf.save(tmp_path / "scan.pdf", stream_decode_level=pikepdf.StreamDecodeLevel.none)
    told = verify([tmp_path / "scan.pdf", second], DATE, read_manifest(folder))
    assert any(WHOLE in finding.message for finding in told), told


def test_the_same_page_saved_anew_has_the_same_digest(package: Path, tmp_path: Path) -> None:
    first, second = pages(package / "package")
    with pikepdf.open(first) as pdf, pikepdf.open(second) as other:
        pdf.pages.insert(0, other.pages[0])
        pdf.save(
            tmp_path / "both.pdf",
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    assert page_digests(tmp_path / "both.pdf")[1] == page_digests(first)[0]
    names = [tmp_path / "renamed.pdf", second]
    shutil.copyfile(first, names[0])
    assert verify(names, DATE, read_manifest(package / "package")) == ()


def nested(first: bytes, folder: Path) -> str:
    """A page with a picture in a form in a form, and resources that lead in a circle."""
    with pikepdf.new() as pdf:
        image = pdf.make_stream(
            first, Type=Name.XObject, Subtype=Name.Image, Width=2, Height=1, BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
        )  # fmt: skip
        box = Array([0, 0, 1, 1])
        inner = pdf.make_stream(
            b"/I Do", Subtype=Name.Form, BBox=box, Resources=Dictionary(XObject=Dictionary(I=image))
        )
        outer = pdf.make_stream(
            b"/F Do", Subtype=Name.Form, BBox=box, Resources=Dictionary(XObject=Dictionary(F=inner))
        )
        inner.Resources.XObject.Outer = outer
        shown = pdf.add_blank_page(page_size=(100, 100))
        shown.obj.Resources = Dictionary(XObject=Dictionary(F=outer))
        shown.obj.Contents = pdf.make_stream(b"/F Do")
        pdf.save(folder / "nested.pdf")
    return page_digests(folder / "nested.pdf")[0]


def test_a_picture_swapped_in_a_form_and_a_circle(tmp_path: Path) -> None:
    assert nested(b"ab", tmp_path) == nested(b"ab", tmp_path)
    assert nested(b"ab", tmp_path) != nested(b"ba", tmp_path)


def test_swapped_names_are_found(package: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(package / "package", tmp_path / "copy"))
    first, second = pages(folder)
    data = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(data)
    rules = [finding.rule for finding in verify([first, second], DATE, read_manifest(folder))]
    assert rules.count("verify.swapped") == 2
    assert rules.count("verify.changed") == 2


def test_a_page_put_in_is_found(package: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(package / "package", tmp_path / "copy"))
    first = pages(folder)[0]
    with pikepdf.open(first, allow_overwriting_input=True) as pdf:
        pdf.pages.append(pdf.pages[0])
        pdf.save(first)
    told = verify(pages(folder), DATE, read_manifest(folder))
    assert any("a page more than was printed" in finding.message for finding in told)


def test_a_page_that_waits_is_named_and_its_old_version_refused(
    sample: Issue, tmp_path: Path
) -> None:
    make_package(press_of(two_pages(sample), tmp_path / "cache"), tmp_path / "p")
    first, second = pages(tmp_path / "p")
    kept = Path(shutil.copyfile(second, tmp_path / second.name))
    make_package(press_of(two_pages(sample, 2), tmp_path / "cache"), tmp_path / "p")
    manifest = read_manifest(tmp_path / "p")
    assert [f.rule for f in verify([first], DATE, manifest)] == ["verify.waits"]
    assert "verify.waits" in {f.rule for f in verify([first, kept], DATE, manifest)}


def test_the_manifest_is_the_papers_own(package: Path, tmp_path: Path) -> None:
    folder, key = package / "package", public_key(package / "paper.key.pub")
    manifest = read_manifest(folder)
    assert verify(pages(folder), DATE, manifest, key=key) == ()
    assert b"PRIVATE" not in b"".join(p.read_bytes() for p in folder.iterdir() if p.is_file())
    manifest["files"][0]["sha256"] = "0" * 64
    assert seal_fault(manifest, key) == "was changed after it was signed"
    manifest["signature"] = "none"
    assert seal_fault(manifest, key) == "is not signed"
    other = public_key(new_key(tmp_path / "other"))
    told = verify(pages(folder), DATE, read_manifest(folder), key=other)
    assert [f.rule for f in told] == ["verify.signature"]
    assert "another key" in told[0].message
    assert [f.rule for f in verify(pages(folder), DATE, None, key=key)] == ["verify.signature"]


def test_keys_of_other_tools_and_files_that_are_none(tmp_path: Path) -> None:
    public = new_key(tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o77 == 0
    secret = secret_key(tmp_path / "key")
    assert secret is not None
    (tmp_path / "ssh").write_bytes(
        secret.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.OpenSSH,
            serialization.NoEncryption(),
        )
    )
    (tmp_path / "ssh.pub").write_bytes(
        secret.public_key().public_bytes(
            serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH
        )
    )
    again = secret_key(tmp_path / "ssh")
    assert again is not None
    assert again.private_bytes_raw() == secret.private_bytes_raw()
    raw = public_key(public).public_bytes_raw()
    assert public_key(tmp_path / "ssh.pub").public_bytes_raw() == raw
    (tmp_path / "none").write_text("no key")
    for wrong in (
        lambda: new_key(tmp_path / "key"),
        lambda: secret_key(tmp_path / "none"),
        lambda: secret_key(tmp_path / "key.pub"),
        lambda: secret_key(tmp_path / "nowhere"),
        lambda: public_key(tmp_path / "key"),
        lambda: public_key(tmp_path / "none"),
    ):
        with pytest.raises(UsageError):
            wrong()


@pytest.mark.parametrize(
    ("field", "value"),
    [("files", 7), ("files", [{}]), ("pages", "many"), ("jumps", {"1": [None]}), ("waiting", [1])],
)
def test_a_damaged_manifest_is_an_error_of_ours(package: Path, field: str, value: object) -> None:
    manifest = json.loads((package / "package" / MANIFEST).read_text("utf-8"))
    check_manifest(manifest)
    with pytest.raises(VerifyError, match="manifest is damaged"):
        check_manifest({**manifest, field: value})
