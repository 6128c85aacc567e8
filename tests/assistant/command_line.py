"""Running the command line, and what the tests of it have in their library."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index import Headline
from index.library import Library
from tests.support import HashedWords

ROOT = Path(__file__).parents[2]
ASSISTANT = (sys.executable, "-c", "import sys; from assistant.cli import main; sys.exit(main())")
DAM = (
    "Engineers warn about the dam at Wadi Halim\n\n"
    "The chief engineer, Samira Daoud, told the council of Wadi Halim on Monday that the dam above "
    "the town must be repaired before winter. She said that water had been seeping through its "
    "eastern wall since April.\n\n"
    "“We have asked for money three times,” Daoud said. The repair would cost 14 million dinars. "
    "The mayor, Yusuf Benali, promised an answer within a week.\n"
)
ROWS = (
    '{"title": "Ferry returns to the strait", "text": "The ferry Amal returned to the strait on '
    'Saturday after eleven months in the dock. It carries 400 passengers.", "date": "2023-06-03", '
    '"source": "Coast Gazette", "url": "https://example.org/ferry"}\n'
    "{broken\n"
)
PLAIN_QUESTION = "How much would the repair cost?"
QUESTION = "What did Samira Daoud say about the dam?"


class Outcome:
    """What a command left: its exit code, and what it wrote."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        """The one JSON object on standard output."""
        assert self.out.count("\n") == 1
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The one line on standard error, nothing being on standard output."""
        assert self.out == ""
        (line,) = self.err.splitlines()
        assert "Traceback" not in line
        return line


Run = Callable[..., Outcome]


def process(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    return subprocess.run(
        [*ASSISTANT, *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False, **options,
    )  # fmt: skip


def headlines(library: Path) -> list[Headline]:
    """Return what is in a library, by the index itself."""
    opened = Library(library, HashedWords)
    found = opened.headlines()
    opened.close()
    return found


def dam_id(library: Path) -> str:
    """Return the identifier of the article about the dam."""
    return next(item.id for item in headlines(library) if "dam" in item.title)
