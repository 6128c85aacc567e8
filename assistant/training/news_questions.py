"""Questions written on news articles, with what our own retriever finds for them.

People ask news otherwise than Wikipedia: half of their questions name a time, and what an article
leaves out (a price, a birthplace, who comes next) is asked in the very words that it uses of
something else. Each question is asked of the passage that answers it, of the nearest passages of
its article that do not, and of a near passage of another article. Run once; training reads the
file (`train --news`)::

    python -m assistant.training.news_questions ARTICLES.jsonl QUESTIONS.jsonl examples.jsonl

Articles are ``{id, title, date, text}``, questions ``{question, answers, article}``, with no
answers where the article does not say.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from tqdm import tqdm

from assistant.grounding import locate
from assistant.prompts import UNANSWERABLE, answer_prompt
from assistant.training.groups import Row, is_dev, read_rows
from assistant.training.mixture import Example
from assistant.wording import wording
from index import Article, Filter, Found, Hit
from index.embedding import MiniLM
from index.library import Library

RETRIEVED = 6
"""Passages found for a question, in its own article and in all."""
OWN_SHARE, OTHER_SHARE = 0.6, 0.5
"""Of the questions: how many come with a further passage of their article that does not answer,
and how many with one of another article."""
ANSWER_COPIES = 2
"""So that passages that answer are not few among those that do not."""
UNTITLED_SHARE = 0.2


def examples(row: Row, own: Article, library: Library, rng: random.Random) -> Iterator[Example]:
    """Yield a question with its passages.

    :param own: the article that it was written on.
    """
    question, answers = row["question"], tuple(row["answers"])
    inside = library.search(question, RETRIEVED, Filter(articles=frozenset((own.id,))))
    holding = [hit for hit in inside if _holds(hit, answers)]
    for hit in holding[:1] * ANSWER_COPIES:
        yield Example("answer", _prompt(question, hit, rng), answers[0], answers)
    silent = [hit for hit in inside if hit not in holding]
    chosen = [] if answers else silent[:1]
    if rng.random() < OWN_SHARE:
        chosen = silent[: len(chosen) + 1]
    if rng.random() < OTHER_SHARE:
        found = library.search(question, RETRIEVED)
        held_out = is_dev(own.text)
        others = [
            hit
            for hit in found
            if hit.article.id != own.id
            and is_dev(hit.article.text) == held_out
            and not _holds(hit, answers)
        ]
        chosen += others[:1]
    for hit in chosen:
        yield Example("unanswerable", _prompt(question, hit, rng), UNANSWERABLE)


def _prompt(question: str, hit: Hit, rng: random.Random) -> str:
    title = hit.article.title if rng.random() >= UNTITLED_SHARE else ""
    return answer_prompt(wording(question, hit.article.published), title, hit.text)


def _holds(hit: Hit, answers: Sequence[str]) -> bool:
    return any(locate(answer, hit.text) for answer in answers)


def main() -> None:
    """Write the examples."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    articles = {row["id"]: _article(row) for row in read_rows(given.articles)}
    questions = read_rows(given.questions)
    with tempfile.TemporaryDirectory() as folder, given.out.open("w", encoding="utf-8") as out:
        library = Library(Path(folder) / "library", MiniLM)
        library.add(Found(article.title, article) for article in articles.values())
        for row in tqdm(questions, unit="question"):
            own = articles[row["article"]]
            for example in examples(row, own, library, random.Random(row["question"])):
                line = asdict(example) | {"dev": is_dev(own.text)}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")


def _article(row: Row) -> Article:
    published = date.fromisoformat(row["date"][:10]) if row.get("date") else None
    return Article.of(row["title"], row["text"], published=published)


if __name__ == "__main__":
    main()
