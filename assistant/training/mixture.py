"""The training mixture: rows of the data folder -> prompts and targets.

Which sets are taken, and how many rows of each, is `SOURCES`; what each set holds and under which
licence is written in MODEL_CARD.md. Everything here is deterministic for a given seed.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.prompts import UNANSWERABLE, answer_prompt, summary_prompt
from assistant.training.changed import NAME, changed_question
from assistant.training.groups import Group, Row, is_dev, read_groups, read_rows, squad_rows

MAX_PASSAGE_WORDS = 170
MAX_ARTICLE_WORDS = 400
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+")


@dataclass(frozen=True, slots=True)
class Example:
    """One training pair. `gold` holds every accepted answer, for the development figure."""

    task: str
    source: str
    target: str
    gold: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the data folder, how its rows become examples, and how many are taken."""

    file: str
    rows: int
    build: Callable[[Row, random.Random], Iterable[Example]]
    copies: int = 1


def answerable(row: Row, rng: random.Random) -> Iterator[Example]:
    """Yield the question with its passage, titled half of the time; unanswerable rows included."""
    answers = tuple(row["answers"])
    if row.get("answer_in_context") is False:
        return
    passage = window(row["context"], answers[0] if answers else "", rng)
    title = row.get("title", "").replace("_", " ") if rng.random() < 0.5 else ""
    target = answers[0] if answers else UNANSWERABLE
    task = "answer" if answers else "unanswerable"
    yield Example(task, answer_prompt(row["question"], title, passage), target, answers)


def swapped(row: Row, rng: random.Random, pool: list[str]) -> Iterator[Example]:
    """Yield a question made unanswerable by a change of one fact, with its passage."""
    question, context = row["question"], row["context"]
    if row["answers"]:
        changed = changed_question(question, context, rng, pool)
        if changed is not None:
            passage = window(context, row["answers"][0], rng)
            title = row.get("title", "").replace("_", " ") if rng.random() < 0.5 else ""
            yield Example("unanswerable", answer_prompt(changed, title, passage), UNANSWERABLE)


def without_answer(row: Row, rng: random.Random) -> Iterator[Example]:
    """Yield the question with its passage less every sentence that holds an answer."""
    left = less_answers(row["context"], row["answers"])
    if left:
        passage = window(left, "", rng)
        title = row.get("title", "").replace("_", " ") if rng.random() < 0.5 else ""
        yield Example("unanswerable", answer_prompt(row["question"], title, passage), UNANSWERABLE)


def less_answers(text: str, answers: Sequence[str]) -> str:
    """Return a text less every sentence that holds one of the answers; "" where none does."""
    held = [answer.lower() for answer in answers]
    sentences = _SENTENCE.split(text)
    left = [s for s in sentences if not any(answer in s.lower() for answer in held)]
    return " ".join(left) if len(left) < len(sentences) else ""


def summary(row: Row, rng: random.Random) -> Iterator[Example]:
    """Yield article -> summary, the number of sentences named in the prompt."""
    article = " ".join(row["article"].split()[:MAX_ARTICLE_WORDS])
    lines = [tidy(line) for line in _lines(row["summary"])]
    if not lines or not all(line_is_supported(line, article) for line in lines):
        return
    if len(lines) > 2 and rng.random() < 0.3:
        lines = lines[:2]
    yield Example("summary", summary_prompt(article, len(lines)), " ".join(lines))


def line_is_supported(line: str, article: str) -> bool:
    """Say whether every name and number of a summary line is in the article."""
    words = re.findall(r"\b(?:[A-Z][\w'’-]+|\d[\d,.]*\d|\d)", line[1:])
    return all(word.lower().removesuffix("'s") in article.lower() for word in words)


def tidy(line: str) -> str:
    """Close a highlight as a sentence: no space before the full stop, one at the end."""
    line = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(line.split()))
    return line if line.endswith((".", "!", "?", '"', "”")) else line + "."


def _lines(text: str) -> list[str]:
    lines = [line for line in text.split("\n") if line.strip()]
    return lines if len(lines) > 1 else [part for part in _SENTENCE.split(text) if part.strip()]


def window(context: str, answer: str, rng: random.Random) -> str:
    """Return at most `MAX_PASSAGE_WORDS` words of whole sentences that hold the answer."""
    if len(context.split()) <= MAX_PASSAGE_WORDS:
        return context
    sentences = _SENTENCE.split(context)
    at = context.lower().find(answer.lower()) if answer else -1
    lengths = [len(sentence.split()) for sentence in sentences]
    centre = rng.randrange(len(sentences))
    if at >= 0:
        position = 0
        for number, sentence in enumerate(sentences):
            position = context.find(sentence, position) + len(sentence)
            if at < position:
                centre = number
                break
    first = last = centre
    total = lengths[centre]
    while True:
        ways = [n for n in (first - 1, last + 1) if 0 <= n < len(sentences)]
        ways = [n for n in ways if total + lengths[n] <= MAX_PASSAGE_WORDS]
        if not ways:
            return " ".join(sentences[first : last + 1])
        chosen = rng.choice(ways)
        total += lengths[chosen]
        first, last = min(first, chosen), max(last, chosen)


SOURCES = (
    Source("squad_train_subset", 12170, answerable),
    Source("squad_train_subset_b", 3543, answerable),
    Source("squadshifts_new_wiki", 5000, answerable),
    Source("squadshifts_reddit", 1000, answerable),
    Source("squadshifts_amazon_reviews", 700, answerable),
    Source("quoref_subset", 700, answerable),
    Source("fairytaleqa_train", 700, answerable),
    Source("tweetqa", 500, answerable),
    Source("boolq_subset", 250, answerable),
    Source("ester_news", 400, answerable),
    Source("multirc_subset", 200, answerable),
    Source("squad_synth_unanswerable", 3500, answerable),
    Source("adversarialqa_unanswerable", 300, answerable),
    Source("cnndm_validation_1000", 979, summary, copies=2),
    Source("cnndm_train_sample", 200, summary, copies=2),
    Source("inshorts_subset", 481, summary, copies=2),
    Source("xsum_subset", 1099, summary),
)
SQUAD = Source("train-v1.1", 40_000, answerable)
"""All of SQuAD 1.1, where its training file is at hand."""
HARDENED_FILES = ("squad_train_subset", "squad_train_subset_b", "squadshifts_new_wiki")
"""Sets whose questions are also made unanswerable, in two ways, for these shares of the rows."""
SWAPPED_SHARE, WITHOUT_ANSWER_SHARE = 0.35, 0.25
GOLD_SHARE, NEAR_SHARE, NEAREST = 0.5, 0.6, 4
"""Of the questions with retrieved passages: how many come with the passage that answers, how many
with one of the `NEAREST` that do not."""


def from_group(group: Group, rng: random.Random) -> Iterator[Example]:
    """Yield what retrieval gives for a question: passages that answer it, and near ones."""
    titled = rng.random() < 0.6
    if rng.random() < GOLD_SHARE:
        prompt = answer_prompt(group.question, group.title if titled else "", group.passage)
        yield Example("answer", prompt, group.answers[0], group.answers)
    if group.negatives and rng.random() < NEAR_SHARE:
        title, passage = rng.choice(group.negatives[:NEAREST])
        prompt = answer_prompt(group.question, title if titled else "", passage)
        yield Example("unanswerable", prompt, UNANSWERABLE)


def build(
    data: Path,
    groups: Path | None = None,
    squad: Path | None = None,
    written: Path | None = None,
    seed: int = 0,
) -> tuple[list[Example], list[Example]]:
    """Return (train, dev) examples; no passage or article is in both.

    :param data: folder with the JSONL files named in `SOURCES`.
    :param groups: what `assistant.training.retrieved` wrote, to train on what retrieval gives.
    :param squad: SQuAD 1.1's training file, if it is to be taken (`SQUAD`).
    :param written: what `assistant.training.written` wrote; about half of the examples are then it.
    """
    train: list[Example] = []
    dev: list[Example] = []
    files = [(source, read_rows(data / f"{source.file}.jsonl")) for source in SOURCES]
    if squad is not None:
        files.append((SQUAD, list(squad_rows(squad, data))))
    for source, rows in files:
        rng = random.Random(f"{seed} {source.file}")
        rng.shuffle(rows)
        pool = [m.group() for row in rows for m in NAME.finditer(row.get("question", ""))]
        for row in rows[: source.rows]:
            held = is_dev(row.get("context") or row["article"])
            examples = [e for _ in range(source.copies) for e in source.build(row, rng)]
            if source.file in HARDENED_FILES:
                if rng.random() < SWAPPED_SHARE:
                    examples += swapped(row, rng, pool)
                if rng.random() < WITHOUT_ANSWER_SHARE:
                    examples += without_answer(row, rng)
            (dev if held else train).extend(examples)
    rng = random.Random(f"{seed} groups")
    for group in read_groups(groups) if groups else ():
        (dev if group.dev else train).extend(from_group(group, rng))
    rng = random.Random(f"{seed} written")
    rows = read_rows(written) if written else []
    dev += [example for row in rows if row["dev"] for example in answerable(row, rng)]
    learnt = [example for row in rows if not row["dev"] for example in answerable(row, rng)]
    train += learnt * max(1, len(train) // len(learnt)) if learnt else []
    random.Random(seed).shuffle(train)
    random.Random(seed).shuffle(dev)
    return train, dev
