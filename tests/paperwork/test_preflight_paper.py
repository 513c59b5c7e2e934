"""The preflight report on paper."""

from __future__ import annotations

from paperwork_samples import TRIM, bare, faults, page_jpeg, sheets_of

from epaper.geometry import Rect
from epaper.model.finding import Finding, Severity
from epaper.paperwork.preflight_report import CheckedFile, preflight_report
from epaper.paperwork.spots import PagePicture

PICTURE = PagePicture(page_jpeg(), TRIM)


def finding(number: int, severity: Severity = Severity.ERROR, page: int = 1) -> Finding:
    rect = Rect(10 * number, 20 * number % 1400, 60, 30) if page else None
    return Finding(
        severity,
        "picture.resolution",
        f"picture {number} has 90 ppi",
        f"send more {number}",
        page=page,
        rect=rect,
    )


def test_every_finding_is_told_with_its_number_severity_rule_and_remedy() -> None:
    files = (
        CheckedFile("good.pdf", ()),
        CheckedFile(
            "bad.pdf",
            (finding(1, page=0), finding(2), finding(3, Severity.WARNING), finding(4, page=2)),
            {1: PICTURE, 2: PICTURE},
        ),
    )
    pdf = preflight_report("The Courier", files)
    assert pdf == preflight_report("The Courier", files)
    assert not faults(pdf)
    drawn = sheets_of(pdf)
    text = "".join(sheet.text for sheet in drawn)
    assert "Notfittoprint:3errors,1warning" in text
    assert "good.pdffittoprint" in text
    assert text.count("bad.pdf") == 2
    for number, f in enumerate(files[1].findings, 1):
        kind = f.severity.name.lower()
        where = bare(f", {f.rect.x / 72 * 25.4:.0f} mm from the left") if f.rect else ""
        assert f"{number}{kind}picture.resolution{where}" in text
        assert bare(f.message) in text
        assert bare(f.remedy) in text
    assert "Thefile" in text
    assert sum(len(sheet.pictures) for sheet in drawn) == 2


def test_warnings_alone_are_fit_to_print() -> None:
    pdf = preflight_report("C", (CheckedFile("a.pdf", (finding(1, Severity.WARNING),)),))
    text = sheets_of(pdf)[0].text
    assert "Fittoprint,1warning" in text
    assert "Notfit" not in text


def test_long_lists_go_on_and_nothing_runs_off() -> None:
    many = tuple(finding(n) for n in range(1, 140))
    files = [CheckedFile(f"file-{n}.pdf", many[: 4 + 45 * n], {1: PICTURE}) for n in range(4)]
    pdf = preflight_report("A title that is rather long " * 4, [*files, *files[:1] * 60])
    assert not faults(pdf)
    drawn = sheets_of(pdf)
    text = "".join(sheet.text for sheet in drawn)
    wanted = sum(len(file.findings) for file in files) + 60 * 4
    assert text.count("ppisendmore") == wanted
    assert "file-3.pdf,page1,goeson" in text
    assert len(drawn) < 60
    lists = [sheet for sheet in drawn if "errorpicture.resolution" in sheet.text]
    for sheet in lists:  # a file's heading never stands alone at the foot
        for at in range(4):
            head = f"file-{at}.pdf{4 + 45 * at}errors"
            assert not sheet.text.rsplit("Preflight:", 1)[0].endswith(head)
    boxes = drawn[1].letters
    assert len({(round(b.x, 1), round(b.y, 1)) for b in boxes}) == len(boxes)  # none over another


def test_frames_lie_on_the_picture_where_the_findings_are() -> None:
    spot = Finding(
        Severity.ERROR,
        "rule.weight",
        "a rule of 0.1 pt",
        "draw it heavier",
        page=1,
        rect=Rect(TRIM.width / 2, TRIM.height / 2, 0.1, 0.1),
    )
    plain = CheckedFile("a.pdf", (spot,), {1: PICTURE})
    (sheet,) = sheets_of(preflight_report("C", (plain,)))
    (picture,) = sheet.pictures
    tags = [b for b in sheet.letters if picture.contains(b)]
    assert tags
    assert all(abs(b.x - (picture.x + picture.width / 2)) < 12 for b in tags)
    assert all(abs(b.y - (picture.y + picture.height / 2)) < 12 for b in tags)
