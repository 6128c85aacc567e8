"""Questions made unanswerable by changing one fact of them, in the ways people do.

The kinds are those that Rajpurkar et al. (2018, arXiv:1806.03822, table 2) found in SQuAD 2.0:
negation, antonyms, names and numbers swapped, and conditions that the passage does not meet.
"""

import random
import re
from collections.abc import Iterator
from itertools import pairwise

NAME = re.compile(r"(?<!^)\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")
_NUMBER = re.compile(r"\b\d[\d,]*\b")
_AUXILIARY = re.compile(r"\b(?:did|does|do|was|were|is|are|has|have|had|could|would)\b")
_WORD = re.compile(r"[a-z]{5,}")
_TOKEN = re.compile(r"[A-Za-z]+")
_PAIRS = (
    "first last|largest smallest|highest lowest|most least|before after|north south|east west|"
    "northern southern|eastern western|oldest newest|older younger|earliest latest|increase "
    "decrease|increased decreased|increasing decreasing|began ended|begin end|start finish|"
    "started stopped|won lost|win lose|founded abolished|born buried|support oppose|supported "
    "opposed|supporters opponents|allowed forbidden|accepted rejected|accept reject|more fewer|"
    "higher lower|larger smaller|longer shorter|major minor|majority minority|best worst|better "
    "worse|strong weak|strongest weakest|early late|earlier later|above below|inside outside|"
    "internal external|public private|rich poor|wealthy poor|male female|men women|father mother|"
    "son daughter|brother sister|king queen|husband wife|positive negative|success failure|"
    "successful unsuccessful|legal illegal|possible impossible|common rare|similar different|"
    "same different|upper lower|ancient modern|old new|hot cold|dry wet|light dark|fast slow|"
    "import export|imports exports|buy sell|bought sold|gain loss|gained lost|rise fall|rose fell|"
    "advantage disadvantage|advantages disadvantages|cause prevent|caused prevented|helped "
    "hindered|include exclude|included excluded|joined left|enter leave|entered left|arrive "
    "depart|arrived departed|created destroyed|build destroy|built destroyed|opened closed|open "
    "close|attack defend|attacked defended|victory defeat|ally enemy|allies enemies|peace war|"
    "winter summer|spring autumn|morning evening|day night|maximum minimum|simple complex|easy "
    "difficult|popular unpopular|famous unknown|agreed disagreed|agree disagree|love hate|like "
    "dislike|long short|hired fired|promoted demoted|natural artificial|urban rural|"
    "shallow deep|wide narrow|full empty|alive dead|guilty innocent|permanent temporary|domestic "
    "foreign|former current|ignored considered|praised criticised|remember forget"
)
_OPPOSITES = {
    word: other
    for pair in _PAIRS.split("|")
    for word, other in (pair.split(), reversed(pair.split()))
}


def changed_question(
    question: str, context: str, rng: random.Random, pool: list[str]
) -> str | None:
    """Return the question with one fact of it changed, or None where it has none to change.

    :param context: the passage that answers it.
    :param pool: names from elsewhere; names of the same passage are the harder case.
    """
    kinds = [
        options
        for kind in (_negated, _opposite, _other_number, _other_word)
        if (options := list(kind(question, context, rng)))
    ]
    if names := list(_other_name(question, context, rng, pool)):
        kinds += [names, names]
    return rng.choice(rng.choice(kinds)) if kinds else None


def _negated(question: str, _: str, rng: random.Random) -> Iterator[str]:
    for match in _AUXILIARY.finditer(question):
        denied = match.group() + rng.choice(("n't", " not", " never"))
        yield question[: match.start()] + denied + question[match.end() :]
        return


def _opposite(question: str, context: str, _: random.Random) -> Iterator[str]:
    for match in _TOKEN.finditer(question):
        other = _OPPOSITES.get(match.group())
        if other and not re.search(rf"\b{other}\b", context):
            yield question[: match.start()] + other + question[match.end() :]


def _other_number(question: str, context: str, rng: random.Random) -> Iterator[str]:
    present = [m.group() for m in _NUMBER.finditer(context)]
    for match in _NUMBER.finditer(question):
        digits = match.group().replace(",", "")
        alike = [n for n in present if len(n) == len(match.group()) and n not in question]
        moved = str(max(1, int(digits) + rng.choice((-30, -12, -7, -2, 1, 3, 9, 21))))
        for other in [moved, *alike[:1]]:
            yield question[: match.start()] + other + question[match.end() :]


def _other_name(question: str, context: str, rng: random.Random, pool: list[str]) -> Iterator[str]:
    names = [m for m in NAME.finditer(question) if m.group().split()[0] in context]
    if not names:
        return
    match, foreign = rng.choice(names), rng.choice(pool)
    if foreign.lower() not in context.lower():
        yield question[: match.start()] + foreign + question[match.end() :]
    inside = {m.group() for m in NAME.finditer(context)} - set(NAME.findall(question))
    near = [
        name
        for name in sorted(inside)
        if not any(word in question for word in name.split())
        # What is also written small is no name ("The" at the head of a sentence).
        and not re.search(rf"\b{name.lower()}\b", context)
    ]
    if near:
        yield question[: match.start()] + rng.choice(near) + question[match.end() :]


def _other_word(question: str, context: str, rng: random.Random) -> Iterator[str]:
    """A word of the passage in place of one of the question that is used alike.

    Alike is what follows the same word ("the war" for "the treaty") or ends the same ("signed",
    "ratified"): enough of a word class to make questions that read well, without a tagger.
    """
    asked = set(_TOKEN.findall(question.lower()))
    followers: dict[str, list[str]] = {}
    tokens = _TOKEN.findall(context)
    for before, word in pairwise(tokens):
        if _WORD.fullmatch(word) and word not in asked:
            followers.setdefault(before.lower(), []).append(word)
            followers.setdefault(f"-{word[-3:]}", []).append(word)
    places = list(_TOKEN.finditer(question))
    for before, match in pairwise(places):
        word = match.group()
        if not _WORD.fullmatch(word) or word not in context:
            continue
        after = followers.get(before.group().lower(), []) if len(before.group()) < 5 else []
        alike = [w for w in followers.get(f"-{word[-3:]}", []) if abs(len(w) - len(word)) < 5]
        for candidates in (after, alike):
            if candidates:
                yield question[: match.start()] + rng.choice(candidates) + question[match.end() :]
