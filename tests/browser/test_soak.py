"""A long day: a thousand questions through the served page, by the events that a browser sends."""

import itertools
import json
import os
import statistics
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import served

pytestmark = pytest.mark.slow

QUESTIONS, TABS = 1000, 25
"""Questions in all, and tabs in which they are asked, one after the other."""
WARM = 200
"""Questions until every cache is full."""
MOST_GROWTH = 30.0
"""MB that may be added over the last 800 questions; one answer kept for each would be 10."""

WHO = "Lavrov Assad al-Shaibani Bathily Putin Pedersen Netanyahu Tebboune al-Sharaa Erdogan".split()
WHAT = "Syria Russia Libya Morocco Derna Suez grain Sweden Turkey Iran NATO Moscow Damascus".split()
FORMS = (
    "what did {0} say about {1}",
    "when did {0} speak of {1}?",
    "where is {1}, and what has {0} to do with it?",
    "how many people in {1} did {0} name?",
    "who met {0} in {1}?",
    "why did {0} leave {1}?",
    "what happened in {1} after {0} spoke?",
    "did {0} promise anything to {1}?",
)


def questions() -> Iterator[str]:
    """Yield questions, each another, answered and refused, of all forms from the start."""
    for what, who, form in itertools.product(WHAT, WHO, FORMS):
        yield form.format(who, what)


class Tab:
    """One tab of the page, without a browser."""

    def __init__(self, url: str) -> None:
        self.url, self.session = url, uuid.uuid4().hex
        with urllib.request.urlopen(f"{url}config") as answer:
            config = json.load(answer)
        question = next(
            c["id"] for c in config["components"] if c["props"].get("elem_id") == "question"
        )
        self.begin = next(
            d for d in config["dependencies"] if [question, "submit"] in map(list, d["targets"])
        )
        self.answer = next(
            d for d in config["dependencies"] if d["trigger_after"] == self.begin["id"]
        )

    def ask(self, question: str) -> str:
        """Ask, and return the HTML of the latest turn."""
        self._run(self.begin, [question, None, None])
        return self._run(self.answer, [None])

    def _run(self, event: dict[str, Any], data: list[Any]) -> str:
        body = {"fn_index": event["id"], "data": data, "session_hash": self.session}
        request = urllib.request.Request(
            f"{self.url}gradio_api/queue/join",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as joined:
            joined.read()
        latest = ""
        stream = f"{self.url}gradio_api/queue/data?session_hash={self.session}"
        with urllib.request.urlopen(stream, timeout=120) as lines:
            for line in lines:
                if not line.startswith(b"data:"):
                    continue
                message = json.loads(line[5:])
                if message["msg"] == "process_completed":
                    assert message["success"], message
                    return latest or str(message["output"]["data"][0])
        raise AssertionError("the stream ended before the answer")


def rss(pid: int) -> float:
    """Return a process's resident memory in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@pytest.mark.parametrize("kind", ["few", "samples"], ids=["page", "models"])
def test_memory_is_flat_over_a_thousand_questions(kind, tmp_path):
    """The page alone, over an assistant without models, and then the whole."""
    with served(kind, tmp_path) as (url, pid):
        held: list[float] = []
        asked = questions()
        for _ in range(TABS):
            tab = Tab(url)
            for _ in range(QUESTIONS // TABS):
                assert 'class="turn answer ' in tab.ask(next(asked))
            held.append(rss(pid))
            print(f"{len(held) * QUESTIONS // TABS} questions, {held[-1]:.0f} MB", flush=True)
        warm = held[WARM * TABS // QUESTIONS :]
        # The slope of a line through all of them, which one late garbage collection cannot fake.
        slope = statistics.linear_regression(range(len(warm)), warm).slope
        assert slope * len(warm) < MOST_GROWTH, held
