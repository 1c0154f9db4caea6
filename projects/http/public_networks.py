"""IP addresses that requests may be sent to: those that are globally routed.

The list names what is allowed: a network that IANA reserves tomorrow is refused today.
"""

from __future__ import annotations

import ipaddress

# The one block that IANA allocates for global unicast: https://www.iana.org/assignments/ipv6-address-space
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
# Reserved blocks inside it, and those that carry an IPv4 address: https://www.iana.org/assignments/iana-ipv6-special-registry
NOT_ROUTED_V6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, benchmarking, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address, perhaps a private one, lies in it
        "3fff::/20",  # documentation
    )
)
# Besides what Python calls private: https://www.iana.org/assignments/iana-ipv4-special-registry
NOT_ROUTED_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # 6to4 relays
        "100.64.0.0/10",  # between a provider and its customers
        "224.0.0.0/3",  # multicast, and what is reserved above it
    )
)


def is_public(address: str) -> bool:
    """Whether an IP address in its numeric form belongs to a host of the public internet."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None or ip not in GLOBAL_UNICAST:
            return False
        return not any(ip in network for network in NOT_ROUTED_V6)
    return ip.is_global and not any(ip in network for network in NOT_ROUTED_V4)
