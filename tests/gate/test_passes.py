"""Who is let in: passes that are good, and every way in which one is not."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.cli.pass_ import pass_command
from epaper.gate.access import Access, new_access, read_access, store_of
from epaper.gate.passes import DAY as A_DAY
from epaper.gate.passes import Passes
from epaper.gate.tokens import LONGEST, Fault, Pass, RefusedError, Use, checked, signed
from tests.gate.gates import DAY, KEYS, NOW, OTHER, Site, client_of, opened

ONE = Pass(Use.DEVICE, "s1", (DAY,), int(NOW) + 60, "d1")


def fault(token: str, use: Use = Use.DEVICE, now: float = NOW) -> Fault | None:
    try:
        checked(token, KEYS, use, now)
    except RefusedError as refused:
        return refused.fault
    return None


def test_a_pass_says_what_was_signed() -> None:
    token = signed(ONE, "old", KEYS["old"])
    assert checked(token, KEYS, Use.DEVICE, NOW) == ONE
    assert re.fullmatch(r"[\w.-]+", token)  # may stand in an address and in a cookie


def test_the_example_of_the_docs() -> None:
    """docs/access.md: a CDN that computes the same can check passes by itself."""
    text = (Path(__file__).parents[2] / "docs" / "access.md").read_text("utf-8")
    (token,) = re.findall(r"^    (v1\.\S+)$", text, re.M)
    (key,) = re.findall(r"^    key\s+([0-9a-f]{64})$", text, re.M)
    one = checked(token, {"k1": bytes.fromhex(key)}, Use.DEVICE, 1_700_000_000)
    assert one == Pass(Use.DEVICE, "4711", ("2026-11-23",), 1_800_000_000, "0123456789abcdef")
    assert signed(one, "k1", bytes.fromhex(key)) == token


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80) | st.from_regex(r"v1\.(old|new)\.[\w-]{0,40}\.[\w-]{0,43}"))
def test_what_nobody_signed_is_forged(token: str) -> None:
    assert fault(token) is Fault.FORGED


@given(st.integers(0, 400), st.sampled_from("ABCxyz059-_."))
def test_a_pass_with_one_other_letter_is_forged(place: int, letter: str) -> None:
    token = signed(ONE, "new", KEYS["new"])
    place %= len(token)
    if token[place] != letter:
        assert fault(token[:place] + letter + token[place + 1 :]) is Fault.FORGED


def test_what_else_is_refused() -> None:
    good = signed(ONE, "new", KEYS["new"])
    assert fault(good) is None
    assert fault(good, now=NOW + 60) is Fault.EXPIRED
    assert fault(good, Use.LINK) is Fault.FORGED  # a cookie is no link
    assert fault(signed(ONE, "new", KEYS["old"])) is Fault.FORGED
    assert fault(signed(ONE, "third", KEYS["old"])) is Fault.FORGED
    assert fault(good + "=") is Fault.FORGED
    assert fault("") is Fault.FORGED
    assert fault(good * 20) is Fault.FORGED


def test_a_reader_without_a_pass(site: Site, access: Access) -> None:
    gate = site.client(access)
    free = ("/", "/editions.json", f"/{DAY}/", f"/{DAY}/page-1.html", f"/{DAY}/contents.html")
    assert all(gate.get(path).status_code == 200 for path in (*free, "/a/face.woff2"))
    for path in ("page-2.html", "bridge/", "edition.json"):
        answer = gate.get(f"/{DAY}/{path}")
        assert answer.status_code == 403
        assert answer.headers["cache-control"] == "no-store"
        assert "for subscribers" in answer.text
        assert f"of {DAY}" not in answer.text
    closed = site.client(replace(access, free_page=False))
    assert closed.get(f"/{DAY}/page-1.html").status_code == 403


def test_a_link_opens_once_and_signs_the_device_in(site: Site, access: Access) -> None:
    gate = site.gate(access)
    assert gate.passes is not None
    token = gate.passes.link("s1", (DAY,), NOW)
    reader, thief = client_of(gate), client_of(gate)
    page = reader.get(f"/{DAY}/page-2.html?pass={token}")
    assert (page.status_code, "set-cookie" in page.headers) == (200, False)
    assert page.headers["cache-control"] == "no-store"
    assert f"of {DAY}" not in page.text
    asked = {"pass": token}
    answer = reader.post(f"/{DAY}/page-2.html", data=asked, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{DAY}/page-2.html")
    cookie = answer.headers["set-cookie"]
    assert all(word in cookie for word in ("__Host-", "HttpOnly", "Secure", "SameSite=lax"))
    inside = reader.get(f"/{DAY}/page-2.html")
    assert inside.status_code == 200
    assert inside.headers["cache-control"].startswith("private")
    assert "Cookie" in inside.headers["vary"]
    again = thief.get(f"/{DAY}/page-2.html?pass={token}")
    assert again.status_code == 403
    assert "used already" in again.text
    other = reader.get(f"/{OTHER}/page-2.html")
    assert other.status_code == 403
    assert "does not have this edition" in other.text
    site.clock.now += 40 * A_DAY
    assert reader.get(f"/{DAY}/page-2.html").status_code == 403


def test_used_links_and_devices_outlast_a_restart(
    site: Site, access: Access, tmp_path: Path
) -> None:
    store = tmp_path / "access.db"
    first = Passes(access, store)
    token = first.link("s1", ("*",), NOW)
    cookie = first.redeem(token, NOW)
    first.close()
    assert store.stat().st_mode & 0o077 == 0
    assert b"s1" not in store.read_bytes()
    second = Passes(access, store)
    with pytest.raises(RefusedError, match="used"):
        second.redeem(token, NOW)
    assert second.check(cookie, DAY, "1.1.1.1", NOW).sub == "s1"
    second.close()


def test_more_devices_than_allowed_are_refused_until_one_signs_out(access: Access) -> None:
    passes = Passes(access)
    first = passes.redeem(passes.link("s1", ("*",), NOW), NOW)
    passes.redeem(passes.link("s1", ("*",), NOW), NOW)
    third = passes.link("s1", ("*",), NOW)
    with pytest.raises(RefusedError, match="shared"):
        passes.redeem(third, NOW)
    passes.redeem(passes.link("s2", ("*",), NOW), NOW)  # somebody else may
    passes.sign_out(first, NOW)
    with pytest.raises(RefusedError, match="expired"):
        passes.check(first, DAY, "1.1.1.1", NOW)
    assert passes.redeem(third, NOW)  # the refused link was not used up


def test_all_devices_of_a_subscriber_are_forgotten(access: Access, tmp_path: Path) -> None:
    """`epaper pass --forget` beside a server that runs."""
    served, told = Passes(access, tmp_path / "x.db"), Passes(access, tmp_path / "x.db")
    cookies = [served.redeem(served.link("s1", ("*",), NOW), NOW) for _ in range(2)]
    other = served.redeem(served.link("s2", ("*",), NOW), NOW)
    assert told.forget("s1", NOW) == 2
    assert told.forget("s1", NOW) == 0
    for cookie in cookies:
        with pytest.raises(RefusedError, match="expired"):
            served.check(cookie, DAY, "1.1.1.1", NOW)
    assert served.check(other, DAY, "1.1.1.1", NOW).sub == "s2"
    assert served.redeem(served.link("s1", ("*",), NOW), NOW)  # there is room again


def test_the_command_that_forgets_devices(tmp_path: Path) -> None:
    keys = tmp_path / "access.yaml"
    new_access(keys)
    passes = Passes(read_access(keys), store_of(keys))
    cookie = passes.redeem(passes.link("4711", ("*",), time.time()), time.time())
    asked = ["--keys", str(keys), "--sub", "4711", "--forget"]
    told = CliRunner().invoke(pass_command, asked)
    assert (told.exit_code, told.output) == (0, "1 device signed out\n")
    assert not passes.is_signed_in(cookie, time.time())
    passes.close()


def test_a_cookie_that_is_handed_round_is_refused(access: Access) -> None:
    passes = Passes(replace(access, addresses=3))
    cookie = passes.redeem(passes.link("s1", ("*",), NOW), NOW)
    for last in range(3):
        passes.check(cookie, DAY, f"1.1.1.{last}", NOW)
    with pytest.raises(RefusedError, match="shared"):
        passes.check(cookie, DAY, "1.1.1.9", NOW)
    assert passes.check(cookie, DAY, "1.1.1.9", NOW + 4000)  # an hour later it is one again


def test_keys_are_changed_without_signing_anybody_out(access: Access) -> None:
    passes = Passes(access)
    old = signed(replace(ONE, use=Use.LINK), "old", KEYS["old"])
    assert passes.redeem(old, NOW)
    assert passes.link("s1", ("*",), NOW).startswith("v1.new.")


def test_a_shared_article_is_free_and_nothing_else(site: Site, access: Access) -> None:
    gate = site.gate(access)
    assert gate.passes is not None
    reader, friend = client_of(gate), client_of(gate)
    asked = f"/share?path={DAY}/bridge"
    assert reader.get(asked).status_code == 403  # who may not read may not share
    opened(reader, f"/{DAY}/", gate.passes.link("s1", ("*",), NOW))
    place = reader.get(asked).json()["path"]
    assert friend.get(place).status_code == 200
    token = place.partition("=")[2]
    assert friend.get(f"/{DAY}/swim/?share={token}").status_code == 403
    assert friend.get(f"/{DAY}/page-2.html?share={token}").status_code == 403
    assert friend.get(f"/{OTHER}/bridge/?share={token}").status_code == 403
    assert friend.get(f"/{DAY}/?pass={token}").status_code == 403
    assert reader.get("/share?path=../secret").status_code == 404
    closed = client_of(replace_access(site, replace(access, free_shares=False)))
    assert closed.get(f"/{DAY}/bridge/?share={token}").status_code == 403


def replace_access(site: Site, access: Access):  # type: ignore[no-untyped-def]
    return site.gate(access)


def test_signing_out_takes_the_cookie_away(site: Site, access: Access) -> None:
    gate = site.gate(access)
    assert gate.passes is not None
    reader = client_of(gate)
    opened(reader, f"/{DAY}/", gate.passes.link("s1", ("*",), NOW))
    assert reader.get(f"/{DAY}/page-2.html").status_code == 200
    kept = dict(reader.cookies)
    reader.post("/sign-out")
    assert reader.get(f"/{DAY}/page-2.html").status_code == 403
    replayed = client_of(gate)
    replayed.cookies.update(kept)
    assert replayed.get(f"/{DAY}/page-2.html").status_code == 403


def test_the_access_file(tmp_path: Path, site: Site) -> None:
    file = tmp_path / "access.yaml"
    new_access(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(read_access(file).keys) == ["k1"]
    with pytest.raises(Exception, match="there already"):
        new_access(file)
    file.chmod(0o644)
    with pytest.raises(Exception, match="chmod 600"):
        read_access(file)
    inside = site.folder / "access.yaml"
    new_access(inside)
    with pytest.raises(Exception, match="lies in the site"):
        read_access(inside, site.folder)
    file.chmod(0o600)
    file.write_text("keys: {k1: short}\ndevices: 0\nsurprise: 1\n")
    with pytest.raises(Exception, match="no key") as told:
        read_access(file)
    assert "surprise" in str(told.value)
    with pytest.raises(Exception, match="--new-keys"):
        read_access(tmp_path / "nothing.yaml")


def test_search_shows_no_text_of_what_may_not_be_read(
    site: Site, access: Access, tmp_path: Path
) -> None:
    import datetime

    from epaper.archive.archive import Archive
    from epaper.archive.entry import Entry

    archive = Archive(tmp_path / "public.db")
    date = datetime.date.fromisoformat(DAY)
    text = "The ferry <script>alert(1)</script> leaves at six."
    entry = Entry(DAY, date, "bridge", f"{DAY}/bridge/", "A <b>bridge</b>", "City", 1, "en", text)
    archive.put(DAY, [entry])
    gate = site.gate(access, archive=archive)
    assert gate.passes is not None
    stranger, reader = client_of(gate), client_of(gate)
    opened(reader, f"/{DAY}/", gate.passes.link("s1", ("*",), NOW))
    asked = "/search?q=ferry&format=json"
    (hit,) = stranger.get(asked).json()["hits"]
    assert (hit["path"], hit["snippet"]) == (f"{DAY}/bridge/", [])
    (hit,) = reader.get(asked).json()["hits"]
    assert [one["text"] for one in hit["snippet"] if one["marked"]] == ["ferry"]
    page = reader.get("/search?q=ferry").text
    assert "<mark>ferry</mark>" in page
    assert "<script>alert" not in page
    assert "<b>" not in page
    asked_oddly = {"q": '"<script>x</script> AND (', "page": "-9", "from": "x"}
    assert reader.get("/search", params={"q": "ferry", "page": "9" * 5000}).status_code == 200
    json_first = {"accept": "application/json, text/plain, */*"}
    assert reader.get("/search?q=ferry", headers=json_first).json()["total"] == 1
    hostile = reader.get("/search", params=asked_oddly)
    assert hostile.status_code == 200
    assert "<script>" not in hostile.text
    assert json.loads(reader.get("/search?format=json").text)["total"] == 0


@pytest.mark.parametrize("path", ["/", "/editions.json", f"/{DAY}", f"/{DAY}/"])
def test_a_link_signs_in_wherever_it_leads(site: Site, access: Access, path: str) -> None:
    gate = site.gate(access)
    assert gate.passes is not None
    reader = client_of(gate)
    answer = opened(reader, path, gate.passes.link("s1", ("*",), NOW))
    assert answer.status_code == 200
    assert "pass=" not in str(answer.url)
    assert reader.get(f"/{DAY}/page-2.html").status_code == 200


def test_who_only_looks_at_a_link_does_not_use_it(site: Site, access: Access) -> None:
    """Mail servers and messengers ask for an address, whole or its head, before its reader does."""
    gate = site.gate(access)
    assert gate.passes is not None
    path, token = f"/{DAY}/page-2.html", gate.passes.link("s1", (DAY,), NOW)
    for ask in (client_of(gate).head, client_of(gate).get):
        looked = ask(path, params={"pass": token}, follow_redirects=False)
        assert (looked.status_code, "set-cookie" in looked.headers) == (200, False)
    assert opened(client_of(gate), path, token).status_code == 200


def test_the_page_before_an_edition_has_one_button(site: Site, access: Access) -> None:
    gate = site.gate(access)
    assert gate.passes is not None
    token = gate.passes.link("s1", (DAY,), NOW)
    page = lxml.html.fromstring(client_of(gate).get(f"/{DAY}/?pass={token}").text)
    (form,) = page.iter("form")
    assert (form.get("method"), form.get("action")) == ("post", f"/{DAY}/")
    assert dict(form.form_values()) == {"pass": token}
    assert len(list(form.iter("button"))) == 1


@pytest.mark.parametrize("body", [b"", b"pass=", b"pass=x", b"\xff", b"pass=" + b"x" * 100_000])
def test_what_is_no_pass_signs_nobody_in(site: Site, access: Access, body: bytes) -> None:
    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = site.client(access).post(f"/{DAY}/", content=body, headers=kind)
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
    assert site.client().post(f"/{DAY}/", content=body, headers=kind).status_code == 405
    climbing = site.client(access).post(
        "https://paper.test//other.example/", content=body, headers=kind
    )
    assert climbing.status_code == 404


def test_a_link_opened_again_where_it_signed_in(site: Site, access: Access) -> None:
    gate = site.gate(access)
    assert gate.passes is not None
    reader, path = client_of(gate), f"/{DAY}/page-2.html"
    token = gate.passes.link("s1", (DAY,), NOW)
    for _ in range(2):
        answer = opened(reader, path, token)
        assert answer.status_code == 200
        assert str(answer.url).endswith(path)
    site.clock.now += 10 * A_DAY  # the link has expired, the device is signed in
    assert reader.get(path, params={"pass": token}).status_code == 200
    assert client_of(gate).get(path, params={"pass": token}).status_code == 403


def test_a_link_a_day_is_one_device_and_opens_all_their_editions(
    site: Site, access: Access
) -> None:
    gate = site.gate(access)
    assert gate.passes is not None
    phone = client_of(gate)
    for day in (DAY, OTHER, DAY, OTHER):
        token = gate.passes.link("s1", (day,), site.clock.now)
        assert opened(phone, f"/{day}/page-2.html", token).status_code == 200
        site.clock.now += A_DAY
    assert phone.get(f"/{DAY}/page-2.html").status_code == 200
    assert phone.get(f"/{OTHER}/page-2.html").status_code == 200
    other = client_of(gate)  # a second device still has room
    token = gate.passes.link("s1", (DAY,), site.clock.now)
    assert opened(other, f"/{DAY}/page-2.html", token).status_code == 200


def test_another_subscriber_on_the_same_device_gains_nothing_of_the_first(access: Access) -> None:
    passes = Passes(access)
    first = passes.redeem(passes.link("s1", (OTHER,), NOW), NOW)
    second = passes.redeem(passes.link("s2", (DAY,), NOW), NOW, first)
    one = passes.check(second, DAY, "1.1.1.1", NOW)
    assert (one.sub, one.paths) == ("s2", (DAY,))


def test_editions_of_a_device_fit_into_its_cookie(access: Access) -> None:
    passes, cookie = Passes(access), ""
    days = [f"2026-{month:02}-{day:02}-riverside" for month in range(1, 13) for day in range(1, 29)]
    for day in days:
        cookie = passes.redeem(passes.link("s1", (day,), NOW), NOW, cookie)
    assert len(cookie) <= LONGEST
    one = passes.check(cookie, days[-1], "1.1.1.1", NOW)
    assert one.opens(days[-20])
    everything = passes.redeem(passes.link("s1", ("*",), NOW), NOW, cookie)
    assert passes.check(everything, DAY, "1.1.1.1", NOW).paths == ("*",)


def test_an_edition_without_its_record_is_no_free_one(site: Site, access: Access) -> None:
    (site.folder / DAY / "edition.json").unlink()
    assert site.client(access).get(f"/{DAY}/page-2.html").status_code == 403
    assert site.client().get(f"/{DAY}/page-2.html").status_code == 200


def test_used_passes_are_never_kept_in_the_archive_of_a_site() -> None:
    """public.yaml beside public/ and its public.db."""
    assert store_of(Path("in/public.yaml")) == Path("in/public.passes.db")
