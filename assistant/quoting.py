"""Answers to "what did X say about Y": the statements of X that are on Y, as cited sentences."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.grounding import content_words, tokens
from assistant.standing import standing
from assistant.statements import StatementQuestion, same_speaker
from assistant.statements.verbs import VERB_FORMS
from assistant.types import Cited, Statement
from index import Article
from index.embedding import Embedder

MAX_STATEMENTS = 5
ON_TOPIC = 0.30
"""Least cosine between a topic and a statement that does not name it."""
NAMED_BONUS, LEAD_BONUS, LEAD_DECAY = 0.2, 0.2, 4.0
"""What a statement gains by naming the topic, and by standing early: news puts first what
matters most. The second falls by e every `LEAD_DECAY` statements of its article."""
LONG_TOPIC, MOSTLY = 3, 0.5
"""Content words of a long topic, and the share of them that tells that a statement is on it."""


Told = tuple[Article, Statement]

_KINDS = tuple(
    frozenset(verbs.split())
    for verbs in (
        "deny reject dismiss refute rebuff rule",
        "promise pledge vow",
        "warn caution threaten",
        "accuse blame criticise criticize condemn denounce decry slam blast lambast deplore",
        "praise hail welcome applaud commend thank congratulate",
        "call urge demand appeal",
        "confirm acknowledge admit concede",
    )
)
"""Verbs that a question asks with, and the cues that answer it."""


def on_topic(embedder: Embedder, topic: str | None, statements: Sequence[Told]) -> list[Told]:
    """Return the statements on a topic, the closest first; all of them where there is no topic.

    A statement is on the topic if it or its sentence names it, or if it is close in meaning; where
    the topic is a name ("Syria"), being close counts only under a title that names it. Where most
    words of a long topic ("that the port will be sold") are named, one of them is not enough.
    """
    if topic is None or not statements:
        return list(statements)
    texts = [statement.citation.quote for _, statement in statements]
    vectors = embedder.embed([topic, *texts])
    scores = vectors[1:] @ vectors[0]
    shares = np.array([_share_named(topic, text) for text in texts], np.float32)
    named = np.sign(shares)
    lead = LEAD_BONUS * np.exp(-_places(statements) / LEAD_DECAY)
    order = np.argsort(-(scores + NAMED_BONUS * named + lead), kind="stable")
    elsewhere = [_is_name(topic) and not _names_topic(topic, a.title) for a, _ in statements]
    is_told = len(content_words(topic)) >= LONG_TOPIC and shares.max() >= MOSTLY
    least = shares.max() / 2 if is_told else 0
    near = (n for n in order if named[n] or (scores[n] >= ON_TOPIC and not elsewhere[n]))
    return [statements[n] for n in near if shares[n] >= least]


def of_kind(verb: str, statements: Sequence[Told]) -> list[Told]:
    """Return the statements that do what a question's verb says: its denials, its promises.

    All of them where the verb is as wide as "say".
    """
    kind = _kind(verb)
    if kind is None:
        return list(statements)
    return [(article, said) for article, said in statements if _lemma(said.cue) in kind]


def _kind(verb: str) -> frozenset[str] | None:
    return next((kind for kind in _KINDS if verb in kind), None)


def _lemma(word: str) -> str:
    form = VERB_FORMS.get(word.lower())
    return form.lemma if form is not None else word


def cited_statements(found: Sequence[Told], beyond: int = 0) -> tuple[Cited, ...]:
    """Return the first statements as sentences that stand alone, newest article first.

    Sentences of one article keep its order; the same sentence is shown once.

    :param beyond: how many are left out at the beginning, as they were shown before.
    """
    distinct = {(article.id, s.citation.start): (article, s) for article, s in reversed(found)}
    ordered = sorted(
        list(reversed(distinct.values()))[beyond : beyond + MAX_STATEMENTS],
        key=lambda pair: (
            -(pair[0].published.toordinal() if pair[0].published else 0),
            pair[0].id,
            pair[1].citation.start,
        ),
    )
    return tuple(standing(article, statement) for article, statement in ordered)


def speaks(
    asked: StatementQuestion,
    sentences: Sequence[Cited],
    spoken_at: Callable[[Cited], Sequence[Statement]],
) -> bool:
    """Whether what was read answers for the speaker and on the topic that were asked about.

    The speaker must be named in it and, where there is a topic, a word of that too, and a denial
    must be there if one is asked for. Somebody else's words, on the speaker or on anything, are
    no answer, nor are the speaker's on another matter.

    :param spoken_at: returns the statements that stand in a sentence.
    """
    text = " ".join(s.text for s in sentences)
    names = tokens(asked.speaker or "")[-1:]
    spoken = not names or names[0].lower() in map(str.lower, tokens(text))
    titles = " ".join(c.title for s in sentences for c in s.citations)
    if not spoken or not (asked.topic is None or _names_topic(asked.topic, f"{text} {titles}")):
        return False
    kind = _kind(asked.verb)
    if kind is not None and not any(_lemma(word) in kind for word in tokens(text)):
        return False
    others = [statement for cited in sentences for statement in spoken_at(cited)]
    speaker = asked.speaker
    return speaker is None or not others or any(_is_voice_of(speaker, said) for said in others)


def _is_voice_of(speaker: str, said: Statement) -> bool:
    """Whether a statement is the speaker's own, or of somebody who speaks for the speaker."""
    if same_speaker(speaker, said.speaker):
        return True
    office = re.escape(" ".join(tokens(speaker)[-2:]))
    pattern = rf"\b{office}(?:['’]s)? spokes(?:man|woman|person)\b"
    return re.search(pattern, said.citation.quote, re.IGNORECASE) is not None


def spoken_name(asked: str, statements: Sequence[Statement]) -> str:
    """Return the name under which the articles quote whom was asked for; as asked where none."""
    names = Counter(statement.speaker for statement in statements)
    return names.most_common(1)[0][0] if names else asked


def _places(statements: Sequence[Told]) -> NDArray[np.float32]:
    """Return each statement's place among those of its article, from 0."""
    seen: dict[str, int] = {}
    places = []
    for article, _ in statements:
        places.append(seen.get(article.id, 0))
        seen[article.id] = places[-1] + 1
    return np.array(places, np.float32)


def _is_name(topic: str) -> bool:
    """Whether a topic is a name alone: "Syria", "the United Nations"."""
    words = [word for word in topic.split() if word.lower() not in ("the", "of", "and")]
    return all(word[:1].isupper() for word in words)


def _names_topic(topic: str, text: str) -> bool:
    return _share_named(topic, text) > 0


def _share_named(topic: str, text: str) -> float:
    """Return the share of the words of a topic that a text holds."""
    words, held = content_words(topic), content_words(text)
    named = [word for word in words if any(_alike(word, other) for other in held)]
    return len(named) / len(words) if words else 0.0


def _alike(word: str, other: str) -> bool:
    """Whether two words share a root: "syria" and "syrian"."""
    short, long = sorted((word, other), key=len)
    return word == other or (
        len(short) >= 4 and long.startswith(short) and len(long) - len(short) < 4
    )
