"""What is indexed and asked: documents of one passage each, made from a seed or read from a file.

Only the standard library: the peers' environments have nothing of ours.
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

PASSAGE_WORDS = 110
SUMMARY_WORDS = 600

_SYLLABLES = (
    "ba bel cor dan el far gor hal is jor kan lum mar nor os per qua ros sel tam ur vel wen yar zo"
)
_ROLES = "minister|president|spokesman|envoy|governor|economist|general|lawyer|mayor|professor"
_BODIES = (
    "foreign ministry|central bank|port authority|supreme court|health agency|election commission|"
    "border guard|railway union|energy company|water board|football federation|space agency"
)
_TOPICS = (
    "grain exports|the ceasefire|fuel prices|the border crossing|the new railway|prisoner exchange|"
    "the flood relief fund|school reform|the fishing dispute|offshore gas|the vaccination campaign|"
    "desert locusts|the harbour strike|the budget deficit|refugee housing|the dam project|"
    "cyber attacks|the currency peg|the olive harvest|air traffic|the museum fire|wheat imports"
)
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_MOODS = "cautious|hopeful|angry|calm|divided|unanimous|surprised|sceptical|relieved|worried"
_SENTENCES = (
    "{person}, {role} of the {body} of {place}, said on {day} that {topic} would go on.",
    "The {body} in {place} put the cost of {topic} at {number} million dollars.",
    '"We are {mood} about {topic}," {person} told reporters in {place}.',
    "At least {number} people were affected in {place}, according to the {body}.",
    "{person} denied that the {body} had known about {topic} before {day}.",
    "Residents of {place} were {mood} after {number} lorries crossed the bridge near {other}.",
    "A report by the {body} found that {topic} had cost {place} {number} jobs in {year}.",
    "The {role} of {place}, {person}, promised {number} new homes by {year}.",
    "Officials in {other} called the decision of the {body} on {topic} a step forward.",
    "{person} will travel to {other} on {day} to meet the {role} and discuss {topic}.",
    "In {year} the two sides had agreed on {topic}, but the {body} of {place} withdrew.",
    "Shares of the {body} fell by {number} points once {person} had spoken in {other}.",
)


@dataclass(frozen=True, slots=True)
class Document:
    """What every system gets to index: one passage of about `PASSAGE_WORDS` words."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents, questions about them, and a text to summarise."""

    documents: tuple[Document, ...]
    questions: tuple[str, ...]
    article: str


def load(path: Path | None, seed: int, documents: int, questions: int) -> Corpus:
    """Return documents of a JSONL file (title, text), or made up from a seed.

    :raises ValueError: if the file holds fewer passages than are wanted.
    """
    pieces = _made_up(seed) if path is None else _from_file(path)
    taken = tuple(islice(pieces, documents))
    if len(taken) < documents:
        raise ValueError(f"{path} holds {len(taken)} passages, {documents} are wanted")
    chosen = random.Random(seed)
    asked = tuple(_question(document, chosen) for document in chosen.choices(taken, k=questions))
    words = " ".join(document.text for document in taken[:12]).split()
    return Corpus(taken, asked, " ".join(words[:SUMMARY_WORDS]))


def _made_up(seed: int) -> Iterator[Document]:
    number, chance = 0, random.Random(seed)
    while True:
        facts = _facts(chance)
        text: list[str] = []
        while sum(len(sentence.split()) for sentence in text) < PASSAGE_WORDS:
            text.append(chance.choice(_SENTENCES).format(**(facts | _detail(chance))))
        title = f"{facts['person']} on {facts['topic']}"
        yield Document(f"d{number}", title, " ".join(text))
        number += 1


def _facts(chance: random.Random) -> dict[str, str]:
    return {
        "person": f"{_name(chance, 2)} {_name(chance, 3)}",
        "place": _name(chance, 3),
        "body": chance.choice(_BODIES.split("|")),
        "topic": chance.choice(_TOPICS.split("|")),
    }


def _detail(chance: random.Random) -> dict[str, str]:
    return {
        "other": _name(chance, 3),
        "role": chance.choice(_ROLES.split("|")),
        "day": chance.choice(_DAYS.split("|")),
        "mood": chance.choice(_MOODS.split("|")),
        "number": str(chance.randrange(3, 900)),
        "year": str(chance.randrange(1995, 2026)),
    }


def _name(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choices(_SYLLABLES.split(), k=syllables)).capitalize()


def _from_file(path: Path) -> Iterator[Document]:
    number = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for text in _passages(str(row["text"])):
                yield Document(f"d{number}", str(row.get("title") or ""), text)
                number += 1


def _passages(text: str) -> Iterator[str]:
    sentences: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        sentences.append(sentence)
        if sum(len(part.split()) for part in sentences) >= PASSAGE_WORDS:
            yield " ".join(sentences)
            sentences = []


def _question(document: Document, chance: random.Random) -> str:
    names = re.findall(r"[A-Z][a-z]+(?: [A-Z][a-z]+)+", document.text) or [document.title]
    words = [w for w in document.text.split() if w.isalpha() and w.islower() and len(w) > 4]
    topic = " ".join(chance.sample(words, min(2, len(words))))
    return f"What did {chance.choice(names)} say about {topic}?"
