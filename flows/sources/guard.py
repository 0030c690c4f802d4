"""
Which addresses may be connected to: public ones, and those that the settings allow by name.

The check is made on the very address that a socket is about to connect to. A name that resolves to an inner
address, a redirect to one, twelve ways to write 127.0.0.1 and a name server that changes its mind all end here.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Iterable
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

# Not for the public internet, by the IANA special-purpose address registries (RFC 6890 and what updates it).
_SPECIAL = {
    "0.0.0.0/8": "this network, RFC 791",
    "10.0.0.0/8": "private use, RFC 1918",
    "100.64.0.0/10": "shared by carriers, RFC 6598",
    "127.0.0.0/8": "loopback, RFC 1122",
    "169.254.0.0/16": "link local, cloud metadata; RFC 3927",
    "172.16.0.0/12": "private use, RFC 1918",
    "192.0.0.0/24": "protocol assignments, RFC 6890",
    "192.0.2.0/24": "documentation, RFC 5737",
    "192.31.196.0/24": "AS112, RFC 7535",
    "192.52.193.0/24": "AMT, RFC 7450",
    "192.88.99.0/24": "old 6to4 relays, RFC 7526",
    "192.168.0.0/16": "private use, RFC 1918",
    "192.175.48.0/24": "AS112, RFC 7534",
    "198.18.0.0/15": "benchmarks, RFC 2544",
    "198.51.100.0/24": "documentation, RFC 5737",
    "203.0.113.0/24": "documentation, RFC 5737",
    "224.0.0.0/4": "multicast, RFC 1112",
    "240.0.0.0/4": "reserved and broadcast, RFC 1112",
    "168.63.129.16/32": "a cloud's inner services behind a public address",
    "::/96": "unspecified, loopback and IPv4-compatible, RFC 4291",
    "64:ff9b:1::/48": "local translation, RFC 8215",
    "100::/64": "discard, RFC 6666",
    "2001::/23": "protocol assignments, Teredo; RFC 2928",
    "2001:db8::/32": "documentation, RFC 3849",
    "2002::/16": "6to4, an IPv4 address inside; RFC 3056",
    "3fff::/20": "documentation, RFC 9637",
    "5f00::/16": "segment routing, RFC 9602",
    "fc00::/7": "unique local, RFC 4193",
    "fe80::/10": "link local, RFC 4291",
    "fec0::/10": "site local, RFC 3879",
    "ff00::/8": "multicast, RFC 4291",
}
_NETWORKS = {4: [], 6: []}  # type: dict[int, list[tuple[IPv4Network | IPv6Network, str]]]
for _written, _why in _SPECIAL.items():
    _network = ip_network(_written)
    _NETWORKS[_network.version].append((_network, _why))
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are the IPv4 address that is meant

REFUSED = "is not a public address"


def why_not(address: str) -> str:
    """
    Say why an address is not public, "" when it is. An IPv4 address inside an IPv6 one is what is judged.

    >>> why_not("127.0.0.1")
    'loopback, RFC 1122'
    >>> why_not("::ffff:169.254.169.254")
    'link local, cloud metadata; RFC 3927'
    >>> why_not("2606:4700:4700::1111")
    ''
    """
    meant = _meant(address)
    return next((why for network, why in _NETWORKS[meant.version] if meant in network), "")


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet."""
    return not why_not(address)


@cache
def socket_factory(allowed: tuple[str, ...]) -> Callable[[Any], socket.socket]:
    """
    Make the function that opens sockets for aiohttp: to public addresses and to the networks in `allowed`.

    It raises PermissionError before anything is sent. `allowed` holds networks as `Settings` writes them.
    """
    networks = [ip_network(each) for each in allowed]

    def opened(info: Any) -> socket.socket:
        family, kind, protocol, _, address = info
        why = why_not(address[0])
        if why and not _inside(address[0], networks):
            raise PermissionError(errno.EACCES, f"{address[0]} {REFUSED} ({why})")
        return socket.socket(family, kind, protocol)

    return opened


def _inside(address: str, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    meant = _meant(address)
    return any(meant.version == network.version and meant in network for network in networks)


def _meant(address: str) -> IPv4Address | IPv6Address:
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address) and (found.ipv4_mapped or found in _NAT64):
        return IPv4Address(found.packed[-4:])
    return found
