"""Readers known to the paper's own OpenID Connect provider: the code flow with PKCE (RFC 7636), by
Authlib, which checks state, nonce, signature, issuer and audience."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import Any

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.starlette_client import OAuth
from httpx2 import HTTPError
from joserfc.errors import JoseError
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from epaper.gate.access import Access
from epaper.gate.passes import Passes
from epaper.gate.places import local
from epaper.gate.tokens import EVERYTHING, Fault, RefusedError

AWAY = 600  # seconds that signing in may take
PLACE = "place"  # to which a reader comes back


class OpenId:
    def __init__(self, access: Access, passes: Passes, clock: Callable[[], float]) -> None:
        assert access.provider is not None
        self._provider, self._passes, self._clock = access.provider, passes, clock
        _, key = access.signer
        self._key, self._https = key, access.https
        self._client: Any = OAuth().register(
            name="paper",
            client_id=self._provider.client_id,
            client_secret=self._provider.client_secret,
            server_metadata_url=f"{self._provider.issuer}/.well-known/openid-configuration",
            client_kwargs={"scope": "openid", "code_challenge_method": "S256"},
        )

    def session(self) -> Middleware:
        """Holds state and nonce while a reader is away, in a signed cookie of its own."""
        secret = hmac.new(self._key, b"session", hashlib.sha256).hexdigest()
        return Middleware(
            SessionMiddleware,
            secret_key=secret,
            session_cookie="epaper-sign-in",
            max_age=AWAY,
            same_site="lax",
            https_only=self._https,
        )

    async def leave(self, request: Request) -> Response:
        request.session[PLACE] = local(request.query_params.get("to", "/"))
        back = str(request.url_for("signed_in"))
        if self._https:
            back = back.replace("http://", "https://", 1)  # behind a proxy that ends TLS
        try:
            response: Response = await self._client.authorize_redirect(request, back)
        except (OAuthError, HTTPError, JoseError, ValueError):
            return RedirectResponse("/", 303)  # the provider does not answer
        return response

    async def back(self, request: Request, before: str = "") -> tuple[str, str]:
        """The cookie, in the place of the one `before`, and the address that was asked for at
        first.  RefusedError: MISSING where the provider does not vouch, SHARED where there are
        devices enough."""
        place = local(request.session.pop(PLACE, "/"))
        try:
            told = await self._client.authorize_access_token(request)
        except (OAuthError, HTTPError, JoseError, ValueError) as error:
            raise RefusedError(Fault.MISSING) from error
        facts = told.get("userinfo") or {}
        who = str(facts.get("sub", ""))
        if not who:
            raise RefusedError(Fault.MISSING)
        name = hmac.new(self._key, f"openid:{who}".encode(), hashlib.sha256).hexdigest()[:24]
        return self._passes.sign_in(name, self._paths(facts), self._clock(), before), place

    def _paths(self, facts: dict[str, Any]) -> tuple[str, ...]:
        if not self._provider.claim:
            return (EVERYTHING,)
        named = facts.get(self._provider.claim, ())
        return tuple(map(str, [named] if isinstance(named, str) else named))
