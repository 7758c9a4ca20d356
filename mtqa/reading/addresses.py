"""Which internet addresses are public, so that no link can lead the reader into a private network."""

from __future__ import annotations

import ipaddress

# All that is given out as global unicast (RFC 4291); Python's own list lets site-local addresses pass.
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
# NAT64 (RFC 6052): the last four bytes are an IPv4 address that a gateway connects to.
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an address in numbers is a global unicast one: not private, loopback, link-local, reserved, multicast.

    IPv6 addresses that stand for an IPv4 address (mapped, 6to4, Teredo, NAT64) are judged by that one.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _inner(parsed) if isinstance(parsed, ipaddress.IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    if parsed.version == 6 and parsed not in GLOBAL_UNICAST:
        return False
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
