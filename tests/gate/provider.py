"""A small OpenID Connect provider on loopback, for tests: whoever comes is `reader-1`."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey


@dataclass
class Provider:
    """What it says may be spoilt: `claims` over those of an honest one, `key` that signs."""

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    published: RSAKey | None = None
    asked: dict[str, dict[str, str]] = field(default_factory=dict)  # by code

    def leave(self, query: dict[str, str]) -> str:
        """Where a reader is sent who has signed in."""
        code = hashlib.sha256(query["state"].encode()).hexdigest()[:16]
        self.asked[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """For a code, once, to who knows the verifier of its challenge (RFC 7636)."""
        asked = self.asked.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or asked.get("code_challenge") != challenge:
            return None
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": "reader-1",
            "aud": asked["client_id"],
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **self.claims,
        }
        token = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.key)
        return {"access_token": "x", "token_type": "Bearer", "id_token": token}


@contextmanager
def served(provider: Provider) -> Iterator[Provider]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path == "/.well-known/openid-configuration":
                self._say(
                    {
                        "issuer": provider.address,
                        "authorization_endpoint": f"{provider.address}/authorize",
                        "token_endpoint": f"{provider.address}/token",
                        "jwks_uri": f"{provider.address}/keys",
                        "id_token_signing_alg_values_supported": ["RS256"],
                    }
                )
            else:
                key = provider.published or provider.key
                self._say({"keys": [{**key.as_dict(private=False), "kid": "1"}]})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            told = provider.token(form)
            self._say(told or {"error": "invalid_grant"}, 200 if told else 400)

        def log_message(self, *_: object) -> None: ...

        def _say(self, told: dict[str, Any], status: int = 200) -> None:
            data = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
