"""How often one address may ask: a bucket of tokens each (leaky bucket as a meter, ITU-T I.371)."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict

MOST = 20_000  # addresses that are remembered
HOME = 64  # bits of an IPv6 address that one household has
UNKNOWN = "?"
PAGE, WORK = 1, 10  # what a page costs of an allowance; and search, sharing and signing in


class Limits:
    """`rate` a second, `burst` at once.  The addresses that asked longest ago are forgotten."""

    def __init__(self, rate: float, burst: float) -> None:
        self.rate, self.burst = rate, burst
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # left, and when

    def wait(self, address: str, now: float, cost: float = PAGE) -> float:
        """Seconds to wait; 0 where it may go on, which takes so many tokens."""
        cost = min(cost, self.burst)
        left, when = self._buckets.pop(address, (self.burst, now))
        left = min(self.burst, left + max(0.0, now - when) * self.rate)
        allowed = left >= cost
        self._buckets[address] = (left - cost if allowed else left, now)
        if len(self._buckets) > MOST:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (cost - left) / self.rate


def home(address: str) -> str:
    """An address as it is counted: IPv4 whole, IPv6 by its household."""
    try:
        told = ipaddress.ip_address(address.strip())
    except ValueError:
        return UNKNOWN
    if isinstance(told, ipaddress.IPv6Address):
        if told.ipv4_mapped:
            return str(told.ipv4_mapped)
        return str(ipaddress.ip_network((told, HOME), strict=False).network_address)
    return str(told)


def is_near(peer: str) -> bool:
    """Whether a peer is this machine or one of its own net: a server in front, no reader's."""
    told = home(peer)
    return told != UNKNOWN and ipaddress.ip_address(told).is_private


def reader(peer: str, forwarded: str, proxies: int) -> str:
    """Whose request it is: the peer's, or with `proxies` in front the one that the outermost of
    them wrote into X-Forwarded-For.  What a reader writes there counts for nothing."""
    named = [one for one in forwarded.split(",") if one.strip()]
    if proxies and len(named) >= proxies:
        return home(named[-proxies])
    return home(peer)
