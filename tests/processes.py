"""What the tests run in processes of its own: `python -m tests.processes COMMAND ...`."""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from index import NewsIndexError, adding
from index.passages import passage_spans
from tests.support import harvest, open_library

LONGEST = 0.3
"""Seconds until a process is killed, at most: a few batches' time."""
NEW_LIBRARY_EVERY = 4


def add(folder: str, *sets: str) -> int:
    """Add sets of articles, each `PREFIX:COUNT`; print the report, or the error."""
    library = open_library(Path(folder))
    found = [item for named in sets for item in harvest(*_parsed(named))]
    try:
        report = library.add(found)
    except NewsIndexError as error:
        print(json.dumps({"error": type(error).__name__, "message": str(error)}))
        return 1
    print(json.dumps({"added": [item.id for item in report.added], "skipped": len(report.skipped)}))
    return 0


def crash(folder: str, rounds: str, seed: str) -> int:
    """Kill a process that adds and removes, again and again; print what each round left."""
    adding.BATCH_PASSAGES = 16
    moments = random.Random(seed)
    for number in range(int(rounds)):
        library = Path(folder) / str(number // NEW_LIBRARY_EVERY)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            _add_and_remove(library, f"round{number}", writer)
            os._exit(0)
        os.close(writer)
        time.sleep(moments.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reader) as said:
            print(json.dumps(_aftermath(library, said.read().splitlines())), flush=True)
    return 0


def _add_and_remove(folder: Path, prefix: str, said: int) -> None:
    library = open_library(folder)
    for part in range(1000):
        report = library.add(
            harvest(f"{prefix}part{part}", 48),
            lambda event: event.state == "ready" and _say(said, f"ready {event.article.id}"),
        )
        victim = report.added[part % 48].id
        _say(said, f"removing {victim}")
        library.remove(victim)
        _say(said, f"removed {victim}")


def _aftermath(folder: Path, lines: list[str]) -> dict[str, object]:
    """Open the library as the next process would, and say what is wrong with it."""
    said: dict[str, set[str]] = {"ready": set(), "removing": set(), "removed": set()}
    for line in lines:
        # The last line may have been cut short: it was not said in full.
        word, _, article_id = line.partition(" ")
        if len(article_id) == 12:
            said[word].add(article_id)
    library = open_library(folder)
    library.search("tonnes of barley")
    held = {headline.id for headline in library.headlines()}
    torn = [
        article_id
        for article_id in held
        if [(p.start, p.end) for p in library.passages_of(article_id)]
        != passage_spans(library.article(article_id).text)
    ]
    found = {hit.article.id for hit in library.search("tonnes of barley", len(held) + 1)}
    problems = library.check().problems
    library.close()
    return {
        "ready": len(said["ready"]),
        "lost": sorted(said["ready"] - said["removing"] - held),
        "undead": sorted(said["removed"] & held),
        "torn": torn,
        "not_found": sorted(held - found),
        "problems": problems,
    }


def _say(descriptor: int, line: str) -> None:
    os.write(descriptor, f"{line}\n".encode())


def _parsed(named: str) -> tuple[str, int]:
    prefix, _, count = named.partition(":")
    return prefix, int(count)


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    sys.exit({"add": add, "crash": crash}[command](*arguments))
