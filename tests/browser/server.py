"""Serves the page in a process of its own: `server.py PORT KIND FOLDER`, see `main` for the kinds.

Any connection that it tries to make to another machine is refused, and written to the log.
"""

import logging
import sys
import threading
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

OUTSIDE = "TRIED TO REACH"


def refuse_outside(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "socket.connect":
        return
    address = arguments[1]
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        print(OUTSIDE, address, flush=True)
        raise ConnectionRefusedError(f"{OUTSIDE} {address}")


def many(count: int) -> Any:
    """Return articles enough to fill a long list; the first has some fifty pages."""
    from index import Article

    long = "\n\n".join(
        f"Paragraph {n} tells how the ferry of line {n % 9} crossed the strait at {n % 24}:00 "
        "with cars, bicycles and a choir. The captain said that the sea was calm." * 3
        for n in range(400)
    )
    yield Article.of("A very long report on ferries", long, published=date(2025, 1, 1))
    for n in range(1, count):
        day = date(2024, 1, 1) + timedelta(days=n)
        text = f"Town council {n} met on {day} and voted for bridge number {n}."
        yield Article.of(
            f"Council {n} votes for a bridge", text, source=f"Town {n % 7}", published=day
        )


def copies() -> Any:
    """Return articles of which every other one has a copy, dated the day before."""
    from index import Article

    for n in range(80):
        day = date(2024, 1, 1) + timedelta(days=3 * n)
        text = f"Town council {n} voted for bridge number {n}, {n * n} metres long."
        yield Article.of(f"Council {n} votes for a bridge", text, published=day)
        if n % 2:
            before = day - timedelta(days=1)
            yield Article.of(f"Bridge {n} is to be built", text, published=before)


def await_file(path: Path, seen: threading.Event) -> None:
    while not path.exists():
        time.sleep(0.05)
    seen.set()


def main(port: int, kind: str, folder: str) -> None:
    from ui import serve

    if kind in ("real", "samples"):
        from assistant import Assistant

        news = Assistant(folder)
        if kind == "samples":
            news.add_samples()
        serve(news, port=port)
        return
    from tests.ui.fake import ARTICLES, FakeAssistant

    articles = {"empty": [], "few": ARTICLES, "many": many(500), "copies": copies()}[kind]
    fake = FakeAssistant(articles)
    if kind == "copies":
        fake.grouped.clear()
        threading.Thread(
            target=await_file, args=(Path(folder, "grouped"), fake.grouped), daemon=True
        ).start()
    serve(fake, port=port)


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    sys.addaudithook(refuse_outside)
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
