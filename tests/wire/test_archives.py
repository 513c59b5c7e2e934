"""Archives: what is in them comes in, what leads out, links, nests or explodes does not."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from wire_samples import ninjs

from epaper.sources.wire import archive as archive_file
from epaper.sources.wire.importing import Settings
from epaper.sources.wire.outcome import Outcome, Result

Bring = Callable[..., list[Outcome]]


def test_an_archive_of_items(bring: Bring, tmp_path: Path) -> None:
    path = tmp_path / "night.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.json", json.dumps(ninjs()))
        archive.writestr(
            "deep/b.json", json.dumps(ninjs("tag:b", body="Another story altogether."))
        )
        archive.writestr("../../climbs.json", json.dumps(ninjs("tag:c")))
    outcomes = bring(path)
    assert sorted(o.result for o in outcomes) == [Result.NEW, Result.NEW, Result.REFUSED]
    assert not (tmp_path.parent / "climbs.json").exists()


def test_links_in_archives_are_refused(bring: Bring, tmp_path: Path) -> None:
    path = tmp_path / "night.tar"
    with tarfile.open(path, "w") as archive:
        link = tarfile.TarInfo("secret.json")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        data = json.dumps(ninjs()).encode()
        entry = tarfile.TarInfo("a.json")
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    assert sorted(o.result for o in bring(path)) == [Result.NEW, Result.REFUSED]


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_an_archive_in_an_archive_is_refused_by_name(bring: Bring, tmp_path: Path) -> None:
    inner = packed(**{"b.json": json.dumps(ninjs("tag:b")).encode()})
    path = tmp_path / "night.zip"
    path.write_bytes(
        packed(
            **{
                "a.json": json.dumps(ninjs()).encode(),
                "deep/inner.zip": inner,
                "inner.tar.gz": gzip.compress(inner),
                "named.json": inner,
            }
        )
    )
    outcomes = {outcome.file: outcome for outcome in bring(path)}
    assert outcomes.pop("night.zip/a.json").result is Result.NEW
    assert sorted(outcomes) == [
        "night.zip/deep/inner.zip",
        "night.zip/inner.tar.gz",
        "night.zip/named.json",
    ]
    assert all("archive in an archive" in outcome.reason for outcome in outcomes.values())
    single = tmp_path / "night.json.gz"
    single.write_bytes(gzip.compress(inner))
    assert [o.result for o in bring(single)] == [Result.REFUSED]


@pytest.mark.parametrize("way", ["zip", "gz", "tar.gz", "tar.xz", "hidden.tar.bz2"])
def test_a_bomb_is_refused_before_it_is_large(
    bring: Bring, tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Megabytes of nothing in some kilobytes, also in a member that is passed over."""
    monkeypatch.setattr(archive_file, "LEAST_LIMIT", 1_000_000)
    nothing = bytes(9_000_000)
    path = tmp_path / f"night.{way}"
    if way == "zip":
        path.write_bytes(packed(**{"a.json": nothing}))
    elif way == "gz":
        path.write_bytes(gzip.compress(nothing, 1))
    else:
        with tarfile.open(path, f"w:{way.rsplit('.', 1)[1]}") as archive:
            entry = tarfile.TarInfo(".a" if "hidden" in way else "a.json")
            entry.size = len(nothing)
            archive.addfile(entry, io.BytesIO(nothing))
            archive.addfile(tarfile.TarInfo("b.json"))
    assert path.stat().st_size < 45_000
    outcomes = bring(path)
    assert "unpacks to more than" in outcomes[-1].reason
    assert {outcome.result for outcome in outcomes} == {Result.REFUSED}


def test_members_with_odd_names_and_kinds_are_told(bring: Bring, tmp_path: Path) -> None:
    path = tmp_path / "night.tar"
    with tarfile.open(path, "w", errors="surrogateescape") as archive:
        for kind in (tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.LNKTYPE, tarfile.SYMTYPE):
            entry = tarfile.TarInfo(f"kind{kind.decode()}.json")
            entry.type, entry.linkname = kind, "a.json"
            archive.addfile(entry)
        data = json.dumps(ninjs()).encode()
        for name in ("a.json", "a.json", "a.json/b.json", "/abs.json", "\udcff\x1b[2J.json"):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    outcomes = bring(path)
    assert sum("link or device" in outcome.reason for outcome in outcomes) == 4
    assert sum("another member" in outcome.reason for outcome in outcomes) == 2
    assert sum("leads out" in outcome.reason for outcome in outcomes) == 1
    assert all(outcome.file.isprintable() for outcome in outcomes)
    assert sorted(o.result for o in outcomes if o.result is not Result.REFUSED) == [
        Result.NEW,
        Result.SAME,
    ]


def test_a_damaged_member_is_told_and_the_others_come_in(bring: Bring, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.json", json.dumps(ninjs()))
        archive.writestr("b.json", json.dumps(ninjs("tag:b", body="Spoilt words.")))
    path = tmp_path / "night.zip"
    path.write_bytes(out.getvalue().replace(b"Spoilt words", b"Spoilt wards"))
    outcomes = {outcome.file: outcome for outcome in bring(path)}
    assert outcomes["night.zip/a.json"].result is Result.NEW
    assert "damaged" in outcomes["night.zip/b.json"].reason


def test_hostile_archives_take_nothing_from_outside(
    bring: Bring, corpus: Path, settings: Settings
) -> None:
    for name in ("path-traversal.zip", "path-traversal-backslash.zip"):
        outcomes = bring(corpus / "hostile" / "archives" / name)
        assert any("leads out" in outcome.reason for outcome in outcomes), name
    assert not [path for path in settings.editions.rglob("*evil*") if ".wire" not in path.parts]


def test_an_archive_without_members_is_told(bring: Bring, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed())
    (told,) = bring(tmp_path / "a.zip")
    assert told.result is Result.REFUSED
    assert "holds nothing to import" in told.reason
