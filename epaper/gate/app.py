"""The small server before a site: files, search, passes.

A paper without subscribers needs none of it: any web server serves the folder.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from epaper.archive.archive import Archive
from epaper.gate.access import OPEN, Access
from epaper.gate.asking import cost_of, path_of, peer, posted
from epaper.gate.folder import INDEX, Folder
from epaper.gate.limits import Limits, is_near, reader
from epaper.gate.openid import OpenId
from epaper.gate.pages import Pages
from epaper.gate.passes import DAY, Passes
from epaper.gate.searching import answer
from epaper.gate.sending import NEVER, PRIVATE, SHORT, answer_with
from epaper.gate.tokens import Fault, RefusedError

FREE_PAGES = (INDEX, "page-1.html", "contents.html")  # of an edition, where page 1 is free
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
Log = Callable[[str], None]
Next = Callable[[Request], Awaitable[Response]]


@dataclass
class Gate:
    """`archive`: for search, where there is one; `passes`: None for a paper without subscribers;
    `log`: is told each request without a word of who asked."""

    folder: Folder
    archive: Archive | None = None
    access: Access = OPEN
    passes: Passes | None = None
    log: Log = lambda _: None
    clock: Callable[[], float] = time.time
    pages: Pages = field(init=False)
    limits: Limits = field(init=False)
    openid: OpenId | None = field(init=False, default=None)
    hinted: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self.pages = Pages(self.folder, search=self.archive is not None)
        self.limits = Limits(self.access.requests, self.access.burst)
        if self.access.provider is not None and self.passes is not None:
            self.openid = OpenId(self.access, self.passes, self.clock)

    @property
    def cookie(self) -> str:
        """The prefix binds it to this host and to HTTPS (RFC 6265bis, 4.1.3.2)."""
        return "__Host-epaper" if self.access.https else "epaper"

    # -- requests ----------------------------------------------------------------------------------

    async def guard(self, request: Request, call: Next) -> Response:
        """Limits before, headers after, and a line of the log."""
        started = time.perf_counter()
        self._hint(request)
        cost = cost_of(request)
        wait = self.limits.wait(self._reader(request), self.clock(), cost) if cost else 0
        if wait:
            response = self._page(self.pages.told("busy"), 429)
            response.headers["Retry-After"] = str(int(wait) + 1)
        else:
            response = await call(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        seconds = time.perf_counter() - started
        path = request.url.path if request.url.path.isprintable() else "?"
        self.log(f"{request.method} {path[:200]} {response.status_code} {seconds * 1000:.0f} ms")
        return response

    async def file(self, request: Request) -> Response:
        path = path_of(request)
        parts = self.folder.segments(path)
        if parts is None:
            return self._told(request, "missing_page", 404)
        if token := request.query_params.get("pass", ""):
            return self._asked(request, token)
        if not path.endswith("/") and self.folder.is_folder(parts):
            return RedirectResponse(f"{request.url.path}/", 308)
        edition = self.folder.edition(parts)
        if edition and not self.folder.is_folder((edition,)):
            return self._told(request, "missing_page", 404)
        if edition and self.folder.is_gone(edition, parts):
            whole = parts[1].endswith(".html")  # a page of an edition that was withdrawn
            notice = self.folder.file(parts if whole else (edition, parts[1], INDEX))
            told = b"".join(notice.parts()).decode("utf-8", "replace") if notice else ""
            return self._page(told, 410) if told else self._told(request, "gone", 410)
        if edition:
            try:
                self._let_in(request, edition, parts)
            except RefusedError as refused:
                return self._refused(request, refused.fault)
        sent = self.folder.file(parts)
        if sent is None:
            return self._told(request, "missing_page", 404)
        gated = bool(edition) and self.passes is not None
        return answer_with(self.folder, sent, request, PRIVATE if gated else SHORT)

    async def search(self, request: Request) -> Response:
        """As a page, or as JSON where that is asked for."""
        if self.archive is None:
            return self._told(request, "missing_page", 404)
        asked = dict(request.query_params)

        def may_read(edition: str) -> bool:
            with contextlib.suppress(RefusedError):
                self._let_in(request, edition, (edition, ""))
                return True
            return False

        front = self.pages.fronts.front
        found = await run_in_threadpool(answer, self.archive, asked, may_read, front=front)
        accepts = request.headers.get("accept", "")
        machine = "application/json" in accepts and "text/html" not in accepts
        if machine or asked.get("format", "") == "json":
            return JSONResponse(found, headers={"Cache-Control": PRIVATE})
        signed_in = self._is_signed_in(request)
        return self._page(await run_in_threadpool(self.pages.search, found, signed_in), 200)

    async def share(self, request: Request) -> Response:
        """For who may read an article: its address for friends, where the paper lets them."""
        path = self.folder.segments(request.query_params.get("path", "").strip("/"))
        edition = self.folder.edition((*path, INDEX)) if path else ""
        if not path or not edition or len(path) != 2 or not self.folder.is_folder(path):
            return JSONResponse({"error": "there is no such article"}, 404)
        if self.passes is None:
            return JSONResponse({"path": f"/{path[0]}/{path[1]}/"})
        try:
            self._let_in(request, edition, (*path, INDEX))
        except RefusedError as refused:
            return JSONResponse({"error": refused.fault.value}, 403)
        if not self.access.free_shares:
            return JSONResponse({"path": f"/{path[0]}/{path[1]}/"})
        token = self.passes.share("/".join(path), self.clock())
        return JSONResponse({"path": f"/{path[0]}/{path[1]}/?{urlencode({'share': token})}"})

    async def access_of(self, request: Request) -> Response:
        """What the site's own pages may ask of this device: their script cannot read the cookie."""
        told = {"passes": self.passes is not None, "signed_in": self._is_signed_in(request)}
        return JSONResponse(told, headers={"Cache-Control": NEVER})

    async def leave(self, request: Request) -> Response:
        """A page with the button that signs out."""
        if self._is_signed_in(request):
            return self._page(self.pages.told("leave", leave="yes"), 200)
        return self._told(request, "signed_out", 200)

    async def sign_out(self, request: Request) -> Response:
        if self.passes is not None:
            self.passes.sign_out(request.cookies.get(self.cookie, ""), self.clock())
        response = RedirectResponse("/", 303)
        response.delete_cookie(self.cookie, secure=self.access.https, httponly=True)
        return response

    async def signed_in(self, request: Request) -> Response:
        """Back from the provider."""
        assert self.openid is not None  # else there is no such route
        try:
            before = request.cookies.get(self.cookie, "")
            cookie, place = await self.openid.back(request, before)
        except RefusedError as refused:
            return self._refused(request, refused.fault)
        return self._with_cookie(RedirectResponse(place, 303), cookie)

    async def sign_in(self, request: Request) -> Response:
        assert self.openid is not None
        return await self.openid.leave(request)

    # -- answers -----------------------------------------------------------------------------------

    def _let_in(self, request: Request, edition: str, parts: tuple[str, ...]) -> None:
        """RefusedError for who may not read it."""
        if self.passes is None:
            return
        if self.access.free_page and parts[1:] in {(name,) for name in FREE_PAGES}:
            return
        share = request.query_params.get("share", "")
        if share and self.access.free_shares and len(parts) == 3 and parts[2] == INDEX:
            self.passes.check_share(share, "/".join(parts[:2]), self.clock())
            return
        token = request.cookies.get(self.cookie, "")
        self.passes.check(token, edition, self._reader(request), self.clock())

    def _asked(self, request: Request, token: str) -> Response:
        """A page with a button for a link that is good: mail servers and messengers, which look at
        an address before its reader does, press none.  Who may read goes on."""
        onward = self._onward(request)
        if self.passes is None:
            return onward
        now, before = self.clock(), request.cookies.get(self.cookie, "")
        try:
            if not self.passes.brings(token, now, before):
                return onward
        except RefusedError as refused:
            if self.passes.is_signed_in(before, now):
                return onward
            return self._refused(request, refused.fault)
        return self._page(self.pages.told("enter", token=token, path=request.url.path), 200)

    async def redeem(self, request: Request) -> Response:
        """The button of that page."""
        assert self.passes is not None  # else there is no such route
        if self.folder.segments(path_of(request)) is None:
            return self._told(request, "missing_page", 404)
        now, before = self.clock(), request.cookies.get(self.cookie, "")
        try:
            cookie = self.passes.redeem(await posted(request, "pass"), now, before)
        except RefusedError as refused:
            if self.passes.is_signed_in(before, now):
                return self._onward(request)
            return self._refused(request, refused.fault)
        return self._with_cookie(self._onward(request), cookie)

    @staticmethod
    def _onward(request: Request) -> Response:
        """The address without the pass, which stands in no log from here on."""
        return RedirectResponse(request.url.path, 303, headers={"Cache-Control": NEVER})

    def _with_cookie(self, response: Response, cookie: str) -> Response:
        response.set_cookie(
            self.cookie,
            cookie,
            max_age=self.access.cookie_days * DAY,
            secure=self.access.https,
            httponly=True,
            samesite="lax",
        )
        response.headers["Cache-Control"] = NEVER
        return response

    def _refused(self, request: Request, fault: Fault) -> Response:
        leave = f"/sign-in?{urlencode({'to': request.url.path})}" if self.openid else ""
        signed_in = self._is_signed_in(request)
        there = f"{request.url.netloc}/sign-out" if fault is Fault.SHARED else ""
        told = self.pages.told(fault.value, signed_in, sign_in=leave, there=there)
        return self._page(told, 403)

    def _told(self, request: Request, phrase: str, status: int) -> Response:
        return self._page(self.pages.told(phrase, self._is_signed_in(request)), status)

    def _is_signed_in(self, request: Request) -> bool:
        token = request.cookies.get(self.cookie, "")
        return (
            bool(token)
            and self.passes is not None
            and self.passes.is_signed_in(token, self.clock())
        )

    def _page(self, text: str, status: int) -> Response:
        return HTMLResponse(text, status, headers={"Cache-Control": NEVER})

    def _hint(self, request: Request) -> None:
        """Say once that a server seems to stand in front: all readers then count as one."""
        named = "x-forwarded-for" in request.headers
        if named and not (self.hinted or self.access.proxies) and is_near(peer(request)):
            self.hinted = True
            self.log("a server in front names readers' addresses; --proxies 1 goes by them")

    def _reader(self, request: Request) -> str:
        forwarded = ",".join(request.headers.getlist("x-forwarded-for"))  # a line each, or one
        return reader(peer(request), forwarded, self.access.proxies)


def application(gate: Gate) -> Starlette:
    routes = [
        Route("/search", gate.search, methods=["GET"]),
        Route("/share", gate.share, methods=["GET"]),
        Route("/access", gate.access_of, methods=["GET"]),
        Route("/sign-out", gate.leave, methods=["GET"]),
        Route("/sign-out", gate.sign_out, methods=["POST"]),
    ]
    middleware = [Middleware(BaseHTTPMiddleware, dispatch=gate.guard)]
    if gate.openid is not None:
        routes.append(Route("/sign-in", gate.sign_in, methods=["GET"]))
        routes.append(Route("/signed-in", gate.signed_in, methods=["GET"]))
        middleware.append(gate.openid.session())
    routes.append(Route("/{path:path}", gate.file, methods=["GET", "HEAD"]))
    if gate.passes is not None:
        routes.append(Route("/{path:path}", gate.redeem, methods=["POST"]))

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        if gate.archive is not None:
            gate.archive.close()
        if gate.passes is not None:
            gate.passes.close()

    return Starlette(routes=routes, middleware=middleware, lifespan=lifespan)


def gate_of(
    site: Path, database: Path | None, access: Access, store: Path | None, log: Log
) -> Gate:
    """`database`: the archive, where it is there; `store`: where used passes are kept."""
    archive = Archive(database) if database is not None and database.is_file() else None
    passes = Passes(access, store) if access.keys else None
    return Gate(Folder(site), archive, access, passes, log=log)
