"""The addresses under which this machine is reached on the post's own network."""

from __future__ import annotations

import fcntl
import socket
import struct
from ipaddress import IPv4Address, IPv4Network

# RFC 1918, RFC 3927, and RFC 6598 for what stands behind a satellite terminal. The post's
# authority vouches for no other address.
PRIVATE = tuple(
    map(
        IPv4Network,
        ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10"),
    )
)
_SIOCGIFADDR = 0x8915  # netdevice(7): the IPv4 address of an interface


def addresses() -> tuple[IPv4Address, ...]:
    """Private IPv4 addresses of the interfaces that are up, in their order."""
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _index, name in socket.if_nameindex():
            address = _address_of(name, probe)
            if address and any(address in network for network in PRIVATE):
                found.append(address)
    return tuple(dict.fromkeys(found))


def host_name(chosen: str) -> str:
    """The name that the certificate carries: the setting's, else the machine's own."""
    own = socket.gethostname().partition(".")[0].lower().replace("_", "-")
    return chosen.lower() or f"{own}.local"


def _address_of(interface: str, probe: socket.socket) -> IPv4Address | None:
    request = struct.pack("256s", interface.encode()[:15])
    try:
        answer = fcntl.ioctl(probe.fileno(), _SIOCGIFADDR, request)
    except OSError:  # an interface without an IPv4 address
        return None
    return IPv4Address(answer[20:24])
