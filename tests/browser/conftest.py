"""A real browser (the system's Chromium, headless) and a page served by a process of its own."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]
SERVER = Path(__file__).with_name("server.py")
SCREENSHOTS = Path(__file__).parent / "screenshots"
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("there is no chromium on this machine: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@contextmanager
def serving(kind: str, folder: Path) -> Iterator[str]:
    """Serve one kind of library; yield the address."""
    with served(kind, folder) as (url, _):
        yield url


@contextmanager
def served(kind: str, folder: Path, port: int | None = None) -> Iterator[tuple[str, int]]:
    """Serve one kind of library, and see that the server reached for nothing outside.

    Yields the address and the process's number.

    :param port: where; at a free one if not given.
    """
    if port is None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
    log = folder / "server.log"
    with log.open("w") as written:
        server = subprocess.Popen(
            [sys.executable, str(SERVER), str(port), kind, str(folder)],
            cwd=ROOT, env=_environment(), stdout=written, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        _wait(server, f"http://127.0.0.1:{port}/", log)
        yield f"http://127.0.0.1:{port}/", server.pid
    finally:
        server.terminate()
        server.wait(20)
    assert "TRIED TO REACH" not in log.read_text()


def _environment() -> dict[str, str]:
    without_proxy = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    return {**without_proxy, "PYTHONPATH": str(ROOT)}


def _wait(server: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    for _ in range(240):
        if server.poll() is not None:
            pytest.fail(f"the server ended:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    pytest.fail(f"the server did not answer:\n{log.read_text()}")


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[str]:
    with serving("few", tmp_path_factory.mktemp("few")) as url:
        yield url


@pytest.fixture
def empty(tmp_path: Path, browser: Any) -> Iterator[str]:
    with serving("empty", tmp_path) as url:
        yield url


@pytest.fixture
def fresh(tmp_path: Path, browser: Any) -> Iterator[str]:
    with serving("few", tmp_path) as url:
        yield url


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[str]:
    with serving("many", tmp_path_factory.mktemp("many")) as url:
        yield url


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[str]:
    with serving("real", tmp_path_factory.mktemp("real")) as url:
        yield url


CUT_OFF = re.compile(
    r"signal is aborted|Connection errored out|Failed to fetch|Unexpected error 404: Not Found"
    r"|ERR_INCOMPLETE_CHUNKED_ENCODING|network error"
)
"""What Gradio's client says of a request that loading the page again cuts off.

The last three: the server has dropped the session of the page that goes while it opens a stream
for it, or while that stream has begun already.
"""


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a page as somebody new; at the end, see that nothing was fetched and nothing broke."""
    contexts, outside, pages = [], [], []

    def note(request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            outside.append(request.url)

    def visit(url: str, viewport: dict[str, int] = DESKTOP, **options: Any) -> Any:
        context = browser.new_context(viewport=viewport, **options)
        contexts.append(context)
        context.on("request", note)
        page = context.new_page()
        page.set_default_timeout(20_000)
        broken, loads = [], []
        pages.append((broken, loads))
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("console", lambda line: broken.append(line.text) if line.type == "error" else None)
        page.on("load", lambda loaded: loads.append(loaded.url))
        page.goto(url)
        page.wait_for_selector(".chat-empty, .latest", state="attached")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert outside == []
    for broken, loads in pages:
        was_loaded_again = len(loads) > 1
        assert [m for m in broken if not (was_loaded_again and CUT_OFF.search(m))] == []


def ask(page: Any, question: str) -> Any:
    """Ask, wait until the answer is whole, and return its turn."""
    turn = page.locator(".turn").nth(page.locator(".turn").count())
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    turn.locator(".tools, .refusal, .notice").first.wait_for(timeout=60_000)
    return turn


@pytest.fixture
def picture() -> Callable[[Any, str], None]:
    """Keep a screenshot for people to look at."""
    SCREENSHOTS.mkdir(exist_ok=True)

    def picture(page: Any, name: str) -> None:
        page.wait_for_timeout(250)
        page.screenshot(path=str(SCREENSHOTS / f"{name}.png"))

    return picture
