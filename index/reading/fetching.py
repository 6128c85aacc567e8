"""One HTTP GET, to public addresses only, limited in size and time."""

import http.client
import io
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from index.errors import ReadingError

MAX_BYTES = 10_000_000
_TIMEOUT, _TOTAL_TIMEOUT = 15.0, 60.0
"""Seconds to wait for the next bytes, and for all of them."""
_MAX_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 1 << 16
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; news-assistant)",
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
    "application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.1",
    "Accept-Encoding": "gzip",
}
_SAFE = "/%:@!$&'()*+,;=~?-._[]"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

IsAllowed = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered: the last address, the content type in lower case, the bytes."""

    url: str
    content_type: str
    body: bytes


def is_public(address: str) -> bool:
    """Tell whether an IP address is of the public internet, and no way around into another."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.scope_id or ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def fetch(url: str, is_allowed: IsAllowed = is_public) -> Page:
    """Get a page, following up to five redirects.

    :param is_allowed: tells of an IP address whether it may be connected to.
    :raises ReadingError: if the address is not http(s) or not allowed, or the server does not
        answer in time or in full, answers with an error, or with more than `MAX_BYTES`.
    """
    deadline = time.monotonic() + _TOTAL_TIMEOUT
    for _ in range(_MAX_REDIRECTS + 1):
        parts = _checked(url)
        addresses = _resolved(parts, is_allowed)
        try:
            status, headers, body = _get(parts, addresses, deadline)
        except TimeoutError as error:
            raise ReadingError("the server did not answer in time") from error
        except http.client.IncompleteRead as error:
            raise ReadingError("the server broke off in the middle of its answer") from error
        except (OSError, http.client.HTTPException, zlib.error) as error:
            raise ReadingError(f"the server cannot be read: {error or type(error)}") from error
        if status == 200:
            return Page(url, headers.get_content_type() if headers["Content-Type"] else "", body)
        if status not in _REDIRECTS:
            meaning = http.client.responses.get(status, "")
            raise ReadingError(f"the server answered {status} {meaning}".rstrip())
        url = _redirected(url, headers["Location"] or "")
    raise ReadingError(f"more than {_MAX_REDIRECTS} redirects")


def _redirected(url: str, location: str) -> str:
    """Return where a page has moved to."""
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise ReadingError(f"the server sends on to what is not an address: {error}") from error


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises if it is not a number
    except ValueError as error:
        raise ReadingError(f"not an address: {error}") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ReadingError("not an address that begins with http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise ReadingError("an address with a user name in it is not read")
    return parts


def _resolved(parts: SplitResult, is_allowed: IsAllowed) -> list[str]:
    """Return the IP addresses of the host, all of which are allowed."""
    try:
        found = socket.getaddrinfo(parts.hostname, _port(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ReadingError(f"{parts.hostname} cannot be found: check the address") from error
    addresses = [str(address[0]) for *_, address in found]
    for address in addresses:
        if not is_allowed(address):
            place = "not public" if address == parts.hostname else f"at {address}"
            raise ReadingError(f"{parts.hostname} is {place}: only public addresses are read")
    return addresses


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _get(parts: SplitResult, addresses: list[str], deadline: float) -> tuple[int, Message, bytes]:
    """Ask one of the addresses, under the host's name; the body is read if all is well."""
    is_https = parts.scheme == "https"
    kind = http.client.HTTPSConnection if is_https else http.client.HTTPConnection
    connection = kind(parts.hostname or "", _port(parts))
    with _connected(parts, addresses) as connected:
        connection.sock = _Line(connected, deadline)
        connection.request("GET", _target(parts), headers=_HEADERS)
        with connection.getresponse() as response:
            body = _body(response) if response.status == 200 else b""
        return response.status, response.headers, body


def _connected(parts: SplitResult, addresses: list[str]) -> socket.socket:
    """Connect to the first address that answers; a certificate has to be the host's."""
    plain = None
    for address in addresses[:-1]:
        try:
            plain = socket.create_connection((address, _port(parts)), _TIMEOUT)
            break
        except OSError:
            continue
    plain = plain or socket.create_connection((addresses[-1], _port(parts)), _TIMEOUT)
    if parts.scheme == "http":
        return plain
    return ssl.create_default_context().wrap_socket(plain, server_hostname=parts.hostname)


def _target(parts: SplitResult) -> str:
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return quote(parts.path or "/", safe=_SAFE) + query


def _body(response: http.client.HTTPResponse) -> bytes:
    """Return the body, unpacked; both forms count against the limit.

    :raises IncompleteRead: if the connection ended before the body did.
    """
    encoding = response.headers.get("Content-Encoding", "identity").lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise ReadingError(f"the server packs its answer in an unknown way ({encoding})")
    data = response.read(MAX_BYTES + 1)
    is_whole = not response.length  # what is still to come of a length that was told
    if encoding != "identity" and 0 < len(data) <= MAX_BYTES:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        data = unpacker.decompress(data, MAX_BYTES + 1)
        is_whole = is_whole and unpacker.eof
    if len(data) > MAX_BYTES:
        raise ReadingError(f"larger than {MAX_BYTES // 1_000_000} MB")
    if not is_whole:
        raise http.client.IncompleteRead(data)
    return data


class _Line:
    """A socket as `http.client` uses one, with a time by which everything must have come."""

    def __init__(self, connected: socket.socket, deadline: float) -> None:
        self._socket, self._deadline = connected, deadline

    def sendall(self, data: bytes) -> None:
        """Send the request."""
        self._socket.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """Return what the answer is read from."""
        return io.BufferedReader(_Answer(self._socket, self._deadline))

    def close(self) -> None:
        """Do nothing: who opened the socket closes it."""


class _Answer(io.RawIOBase):
    """The bytes that come over a socket, until the deadline."""

    def __init__(self, connected: socket.socket, deadline: float) -> None:
        self._socket, self._deadline = connected, deadline

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Wait for bytes.

        :raises TimeoutError: if none came in time.
        """
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(min(_TIMEOUT, left))
        return self._socket.recv_into(buffer)
