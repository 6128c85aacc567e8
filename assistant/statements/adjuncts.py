"""What may stand between a cue and its "that": when, where and on what occasion it was said."""

import re
from collections.abc import Sequence

from assistant.statements.naming import SPEAKING_NOUNS
from assistant.statements.units import Token, word_at
from assistant.statements.words import (
    ADVERBS,
    AUXILIARIES,
    DAYS,
    DETERMINERS,
    MONTHS,
    OCCASIONS,
    PREPOSITIONS,
    PRONOUNS,
)

TIME_START = frozenset("last this late early earlier later next days weeks months years".split())
_TIME_NOUNS = frozenset("week month year night morning afternoon evening time days hours".split())
_SPANS = _TIME_NOUNS | frozenset(
    "day hour minutes minute weeks months years decade decades summer autumn winter spring weekend "
    "month's year's".split()
)
_ADVERBS = ADVERBS - {"so"} | frozenset(
    "afterwards afterward there here only simply more later earlier ahead again once before "
    "twice online live late early ago".split()
)
_WHICH = frozenset("same next following previous".split())
_OPENS_NOUN = frozenset("the a an this these those his her its their my our your".split())
_SUBJECTS = PRONOUNS | frozenset("we i you there".split())
_NO_PHRASE = AUXILIARIES - {"'s"} | _SUBJECTS | {".", ";", "?", "!"}
_FARTHEST = 30
_CLOSES_PHRASE = PREPOSITIONS | {"that", ",", ":", "—", "–"}
_SAYS_WHEN = frozenset("earlier later late early last ago afterwards".split())
_PAGES = frozenset("account page feed channel site profile".split())
_PARTS_OF_DAY = frozenset("morning afternoon evening night".split())


def that_after(tokens: Sequence[Token], at: int) -> int | None:
    """Return the "that" which introduces what was said, if only adjuncts stand before it.

    "said [then] that", "said [after the talks] that", "said [in Doha, where she was,] that"; not
    "said the report that ..." nor "said in a letter that was published ...".
    """
    end = min(len(tokens), at + _FARTHEST)
    first = at
    while at < end:
        is_that = tokens[at].lower == "that"
        following = _after_time(tokens, at)
        if is_that and following is None:
            if at > first and is_relative(tokens, at):
                return None
            return at + _is_doubled(tokens, at)
        if following is None:
            following = _after_adjunct(tokens, at, end)
        if following is None:
            return None
        at = following
    return None


def _is_doubled(tokens: Sequence[Token], that: int) -> bool:
    """Whether "that" is printed twice, as in "said that that the dam"."""
    following = word_at(tokens, that + 2)
    opens = following in DETERMINERS | PRONOUNS or following.endswith("ing")
    return word_at(tokens, that + 1) == "that" and opens


def _after_adjunct(tokens: Sequence[Token], at: int, end: int) -> int | None:
    """Return where the adjunct that begins at `at` ends; None if there is none."""
    word = tokens[at].lower
    if word in (",", "—", "–"):
        return _after_aside(tokens, at, end)
    if word in PREPOSITIONS and not (word == "to" and _is_infinitive(tokens, at + 1)):
        return _after_phrase(tokens, at + 1, end)
    is_adverb = word in _ADVERBS or (word.endswith("ly") and tokens[at].text == word)
    is_one_word = word in DAYS | MONTHS | {"and"} or (tokens[at].is_word and is_adverb)
    return at + 1 if is_one_word else None


def _after_time(tokens: Sequence[Token], at: int) -> int | None:
    """Return where "that week", "the same day" or "two hours later" ends, if one begins here."""
    if word_at(tokens, at) in _SPANS:
        return at + 1 if word_at(tokens, at + 1) in _ADVERBS | {"that"} else None
    further = at + 1 + (word_at(tokens, at + 1) in _WHICH)
    opens = word_at(tokens, at) in DETERMINERS | TIME_START or word_at(tokens, at).isdigit()
    if not opens or word_at(tokens, further) not in _SPANS:
        return None
    closed = word_at(tokens, further + 1) in _ADVERBS | PREPOSITIONS | {"that", ","}
    return further + 1 if closed else None


def _after_aside(tokens: Sequence[Token], comma: int, end: int) -> int | None:
    """Return the "that" after the mark which closes an aside; its own clause may have verbs."""
    for at in range(comma + 2, end - 1):
        if tokens[at].lower in (".", ";", ":"):
            return None
        if tokens[at].lower == tokens[comma].lower and tokens[at + 1].lower == "that":
            return at + 1
    return None


def _after_phrase(tokens: Sequence[Token], at: int, end: int) -> int | None:
    """Return where the object of a preposition ends: one noun phrase, up to the next adjunct."""
    first = at
    if word_at(tokens, at) in DETERMINERS | PRONOUNS | {"whom", "them", "him", "us", "me"}:
        at += 1
    while at < end:
        token = tokens[at]
        word = token.lower
        if word in _CLOSES_PHRASE or token.quotation is not None:
            break
        if at > first and (word in _SAYS_WHEN or _after_time(tokens, at) is not None):
            break
        if word in _OPENS_NOUN and at > first and not _may_go_on(tokens, at - 1):
            return None  # "on Monday the report that ..."
        if word in _NO_PHRASE and token.text == word:  # "in May 2017" has no verb
            return None
        at += 1
    return at if first < at < end else None


def _may_go_on(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].lower in DETERMINERS | PREPOSITIONS | {"and", "all", "both"}


def is_relative(tokens: Sequence[Token], that: int) -> bool:
    """Whether a verb follows: "in a letter that was published"."""
    following = word_at(tokens, that + 1)
    if following in AUXILIARIES:
        return True
    participle = following.endswith("ed") and tokens[that + 1].text == following
    closed = PREPOSITIONS | DAYS | AUXILIARIES | DETERMINERS | {"", "."}
    return participle and word_at(tokens, that + 2) in closed


def _is_infinitive(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at] if at < len(tokens) else None
    return (
        token is not None
        and token.is_word
        and not token.is_name
        and token.lower not in DETERMINERS | OCCASIONS | SPEAKING_NOUNS
        and not token.lower.endswith("s")
    )


def after_occasions(tokens: Sequence[Token], at: int) -> int:
    """Return the token after the times and occasions that stand right after a cue."""
    while at < len(tokens):
        further = _after_occasion(tokens, at)
        if further == at:
            return at
        at = further
    return at


def _after_occasion(tokens: Sequence[Token], at: int) -> int:
    word = word_at(tokens, at)
    if word_at(tokens, at + 2) == "'s":
        return at
    if word in DAYS or word == "here":
        after = at + 1 + (word_at(tokens, at + 1) in _PARTS_OF_DAY)
        return at if word_at(tokens, after) in AUXILIARIES else after
    if word in TIME_START and word_at(tokens, at + 1) in _TIME_NOUNS | DAYS | MONTHS | {"on"}:
        return at + 2 if word_at(tokens, at + 1) != "on" else at + 3
    if word not in PREPOSITIONS:
        return at
    if word_at(tokens, at + 1) in DAYS | MONTHS and not word_at(tokens, at + 2).isdigit():
        return at + 2
    for further in range(at + 1, min(len(tokens), at + 7)):
        token = tokens[further]
        if token.lower in OCCASIONS:
            return further + 1 + (word_at(tokens, further + 1) in OCCASIONS | _PAGES)
        if not token.is_word and not re.fullmatch(r"\d+|'s", token.lower):
            return at
    return at
