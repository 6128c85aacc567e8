"""Pages and feeds by their address, from a server on this machine; and what must not be reached."""

import gzip
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Found, Unreadable
from index.reading import read_url
from index.reading.fetching import is_public
from tests.index.sources import pdf, rss

TEXT = (
    "The harbour council of Westmere voted on Tuesday to deepen its eastern channel, ending a "
    "dispute that had lasted for four years. Work begins in May."
)
PAGE = (
    "<!doctype html><html><head><title>Council votes</title>"
    '<link rel="canonical" href="https://westmere.example/a"></head>'
    f"<body><article><h1>Council votes</h1><p>{TEXT}</p></article></body></html>"
)
BARE = PAGE.replace('<link rel="canonical" href="https://westmere.example/a">', "")
FEED = rss(
    f"<title>{n}</title><link>https://w.example/{n}</link><description>{TEXT}</description>"
    for n in "ab"
)
LARGE = b"<p>" + b"a" * 10_000_000
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode()),
    "/bare?q=caf%C3%A9%20x": (200, {"Content-Type": "text/html"}, BARE.encode()),
    "/untyped": (200, {}, PAGE.encode()),
    "/gzip": (
        200,
        {"Content-Type": "text/html", "Content-Encoding": "gzip"},
        gzip.compress(PAGE.encode()),
    ),
    "/brotli": (200, {"Content-Type": "text/html", "Content-Encoding": "br"}, b"x"),
    "/feed": (200, {"Content-Type": "application/rss+xml"}, FEED.encode()),
    "/feed-as-page": (200, {"Content-Type": "text/html"}, FEED.encode()),
    "/text": (200, {"Content-Type": "text/plain"}, f"Council votes\n\n{TEXT}".encode()),
    "/pdf": (200, {"Content-Type": "application/pdf"}, pdf([[(11.0, TEXT)]])),
    "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
    "/nothing": (200, {"Content-Type": "text/html"}, b""),
    "/large": (200, {"Content-Type": "text/html"}, LARGE),
    "/bomb": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(LARGE)),
    "/broken": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, b"no gzip at all"),
    "/gone": (404, {"Content-Type": "text/html"}, b"gone"),
    "/moved": (302, {"Location": "/page"}, b""),
    "/inside": (301, {"Location": "http://127.0.0.2/admin"}, b""),
    "/file": (301, {"Location": "file:///etc/passwd"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/nowhere": (302, {"Location": "http://["}, b""),
    "/cut": (200, {"Content-Type": "text/html", "Content-Length": "9999"}, PAGE.encode()),
    "/cut-gzip": (
        200,
        {"Content-Type": "text/html", "Content-Encoding": "gzip"},
        gzip.compress(PAGE.encode())[:-20],
    ),
    "/cut-chunk": (
        200,
        {"Content-Type": "text/html", "Transfer-Encoding": "chunked"},
        b"ffff\r\n" + PAGE.encode(),
    ),
}
HOSTS: list[str] = []


class Handler(BaseHTTPRequestHandler):
    """Answers as `ANSWERS` says, and keeps the hosts that were asked for."""

    def do_GET(self) -> None:
        HOSTS.append(self.headers["Host"])
        if self.path == "/slow":
            self.server.released.wait(30)  # type: ignore[attr-defined]
            return
        status, headers, body = ANSWERS.get(self.path, (404, {}, self.path.encode()))
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:  # who asked has seen enough
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    served = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.released = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=served.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.released.set()  # type: ignore[attr-defined]
    served.shutdown()
    served.server_close()
    thread.join()


def only_here(address: str) -> bool:
    return address == "127.0.0.1"


def reason(url: str) -> str:
    [failed] = read_url(url, only_here)
    assert isinstance(failed, Unreadable), failed
    assert failed.path == url
    return failed.reason


@pytest.mark.parametrize("path", ["/page", "/untyped", "/gzip", "/moved"])
def test_a_page_is_an_article(server: str, path: str) -> None:
    [found] = read_url(f" {server}{path}\n", only_here)
    assert isinstance(found, Found)
    assert found.path == server + path
    assert (found.article.title, found.article.text) == ("Council votes", TEXT)
    assert found.article.url == "https://westmere.example/a"


@pytest.mark.parametrize("path", ["/bare?q=café x", "/text", "/pdf"])
def test_what_does_not_name_its_address_gets_it(server: str, path: str) -> None:
    [found] = read_url(server + path, only_here)
    assert isinstance(found, Found), found
    assert found.article.text == TEXT
    assert found.article.url == (None if " " in path else server + path)


@pytest.mark.parametrize("path", ["/feed", "/feed-as-page"])
def test_a_feed_is_its_entries(server: str, path: str) -> None:
    found = list(read_url(server + path, only_here))
    assert [each.path for each in found] == [f"{server}{path}#1", f"{server}{path}#2"]
    articles = [each.article for each in found if isinstance(each, Found)]
    assert [(each.title, each.url) for each in articles] == [
        ("a", "https://w.example/a"),
        ("b", "https://w.example/b"),
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/gone", "the server answered 404 Not Found"),
        ("/picture", "not a page or a feed but image/png"),
        ("/nothing", "empty"),
        ("/large", "larger than 10 MB"),
        ("/bomb", "larger than 10 MB"),
        (
            "/broken",
            "the server cannot be read: Error -3 while decompressing data: incorrect header check",
        ),
        ("/brotli", "the server packs its answer in an unknown way (br)"),
        ("/inside", "127.0.0.2 is not public: only public addresses are read"),
        ("/file", "not an address that begins with http:// or https://"),
        ("/round", "more than 5 redirects"),
        ("/nowhere", "the server sends on to what is not an address: Invalid IPv6 URL"),
        ("/cut", "the server broke off in the middle of its answer"),
        ("/cut-gzip", "the server broke off in the middle of its answer"),
        ("/cut-chunk", "the server broke off in the middle of its answer"),
    ],
)
def test_bad_answers_have_reasons(server: str, path: str, expected: str) -> None:
    assert reason(server + path) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "westmere.example",
        "ftp://w.example/a",
        "file:///etc/passwd",
        "http://",
        "http:///a",
        "javascript:a",
    ],
)
def test_other_addresses_are_not_read(url: str) -> None:
    assert reason(url) == "not an address that begins with http:// or https://"


@pytest.mark.parametrize(
    ("path", "parser"),
    [("/page", "trafilatura.bare_extraction"), ("/feed", "feedparser.parse")],
)
def test_a_parser_that_fails_is_a_reason(
    server: str, monkeypatch: pytest.MonkeyPatch, path: str, parser: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no luck")

    monkeypatch.setattr(parser, broken)
    assert reason(server + path) == "damaged, or not what its name says (RuntimeError: no luck)"


def test_odd_addresses_have_reasons(server: str) -> None:
    assert reason("http://me:secret@w.example/") == "an address with a user name in it is not read"
    assert reason("http://w.example:port/").startswith("not an address: ")
    assert reason("http://[::1/").startswith("not an address: ")
    assert reason(f"http://{'a' * 70}.example/").endswith("cannot be found: check the address")
    assert reason(server.replace("http:", "https:")).startswith("the server cannot be read: ")
    closed = socket.create_server(("127.0.0.1", 0))
    port = closed.getsockname()[1]
    closed.close()
    assert "refused" in reason(f"http://127.0.0.1:{port}/")


def test_a_server_that_does_not_answer_is_left(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.reading.fetching._TIMEOUT", 0.05)
    assert reason(f"{server}/slow") == "the server did not answer in time"
    monkeypatch.setattr("index.reading.fetching._TOTAL_TIMEOUT", 0.0)
    assert reason(f"{server}/page") == "the server did not answer in time"


def test_the_address_that_was_checked_is_the_one_connected_to(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = server.rsplit(":", 1)[1]
    asked: list[object] = []
    resolve = socket.getaddrinfo

    def rebinding(host: str, *args: Any, **options: Any) -> Any:
        asked.append(host)
        return resolve("127.0.0.1" if asked.count(host) == 1 else "127.0.0.2", *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    [found] = read_url(f"http://news.example:{port}/page", only_here)
    assert isinstance(found, Found)
    assert asked.count("news.example") == 1
    assert HOSTS[-1] == f"news.example:{port}"


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in ("8.8.8.8", "10.0.0.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    [failed] = read_url("http://news.example/")
    assert failed == Unreadable(
        "http://news.example/", "news.example is at 10.0.0.1: only public addresses are read"
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:10.0.0.1]/",
        "http://10.0.0.1:8080/",
    ],
)
def test_this_machine_and_its_network_are_out_of_reach(url: str) -> None:
    [failed] = read_url(url)
    assert isinstance(failed, Unreadable)
    assert failed.reason.endswith("only public addresses are read")


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fc00::1",
        "fe80::1",
        "fe80::1%eth0",
        "ff02::1",
        "fec0::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1",
        "2001:0:7f00:1::80ff:fffe",
    ],
)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@settings(deadline=None)
@given(st.text(st.characters()))
def test_any_text_as_an_address_has_an_outcome(text: str) -> None:
    for each in read_url(f"http://{text}" if len(text) % 2 else text, lambda _: False):
        assert isinstance(each, Unreadable)
        f"{each.path}{each.reason}".encode()
