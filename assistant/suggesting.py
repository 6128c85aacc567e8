"""Questions worth asking, answerable by construction: each is tried before it is suggested."""

from collections.abc import Callable, Sequence
from itertools import islice, zip_longest

from assistant.candidates import Candidate, Kind, candidates
from assistant.types import Answer, Refusal, Statement
from index import Article

WANTED = 3
SPOKEN: frozenset[Kind] = frozenset({"said", "quoted"})
MAX_READ = 4
"""Most questions tried on the model; what somebody said (`SPOKEN`) is looked up without it."""
_PER_ARTICLE = 12
"""Most questions read off one article, from its beginning: what comes first matters most."""
_SLOTS: tuple[tuple[Kind, ...], ...] = (
    ("said",),
    ("when", "how many", "where"),
    ("how many", "where", "when", "who did"),
    ("who", "who did"),
    ("said",),
    ("quoted",),
    ("quoted",),
)
"""Kinds to choose from for each question in turn, until there are enough."""
MAX_SPOKEN = 2
"""Most questions on what somebody said: the second only where too little else is answered."""

Ask = Callable[[str], Answer | Refusal]


class Stopped(Exception):
    """Raised when nobody wants suggestions any more."""


def suggest(
    articles: Sequence[tuple[Article, Sequence[Statement]]],
    ask: Ask,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[str]:
    """Return up to three questions that `ask` answers, varied in kind and in article.

    :param articles: with their statements, those that matter most first.
    :raises Stopped: once `cancelled`, which is asked before each question is tried, returns True.
    """
    # The first question of every article, then the second of each.
    pool = [
        candidate
        for turn in zip_longest(
            *(islice(candidates(article, said), _PER_ARTICLE) for article, said in articles)
        )
        for candidate in turn
        if candidate is not None
    ]
    chosen: list[Candidate] = []
    read = 0
    for kinds in _SLOTS:
        if len(chosen) == WANTED:
            break
        if SPOKEN.issuperset(kinds) and _spoken(chosen) == MAX_SPOKEN:
            continue
        for candidate in _best_first(pool, kinds, chosen):
            if candidate.kind not in SPOKEN:
                read += 1
            if read > MAX_READ:
                break
            if cancelled():
                raise Stopped
            if _answers(ask(candidate.question), candidate):
                chosen.append(candidate)
                break
    return [candidate.question for candidate in chosen]


def _spoken(chosen: Sequence[Candidate]) -> int:
    return sum(candidate.kind in SPOKEN for candidate in chosen)


def _best_first(
    pool: Sequence[Candidate], kinds: Sequence[Kind], chosen: Sequence[Candidate]
) -> list[Candidate]:
    """Return the candidates of some kinds, those unlike what is chosen already first."""
    told = {candidate.article_id for candidate in chosen}
    kinds_asked = {candidate.kind for candidate in chosen} - SPOKEN
    answers = {candidate.answer for candidate in chosen}
    fitting = [c for c in pool if c.kind in kinds and c.kind not in kinds_asked]
    return sorted(
        (c for c in fitting if c not in chosen),
        key=lambda c: (c.article_id in told, c.answer in answers),
    )


def _answers(outcome: Answer | Refusal, candidate: Candidate) -> bool:
    """Whether the outcome gives the answer that the question was made from."""
    if not isinstance(outcome, Answer):
        return False
    told = " ".join(sentence.text for sentence in outcome.sentences)
    cited = {c.article_id for sentence in outcome.sentences for c in sentence.citations}
    return candidate.answer in told and (candidate.kind in SPOKEN or candidate.article_id in cited)
