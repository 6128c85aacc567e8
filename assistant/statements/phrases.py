"""Noun phrases that can name a speaker, read off the tokens beside a cue verb."""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.statements.countries import COUNTRY_OF
from assistant.statements.naming import (
    CLOSED,
    SPEAKING_NOUNS,
    TIES,
    Phrase,
    is_numbered,
    is_proper,
    is_speaking_noun,
    named_phrase,
)
from assistant.statements.units import Token, word_at
from assistant.statements.verbs import VERB_FORMS
from assistant.statements.words import (
    ADJECTIVES,
    DAYS,
    DETERMINERS,
    MONTHS,
    OCCASIONS,
    ORGANISATIONS,
    PARTICLES,
    PRONOUNS,
    ROLES,
    SENTENCE_ADVERBS,
)

_LONGEST_FIELD = 4
_LONGEST_TRADE = 3
_TRADE = re.compile(r"(?:er|or|ist|ian|eer)$")
_AFTER_MONTH = frozenset(".0123456789")
_POSSESSIVES = frozenset("his her its their".split())
_PARTICIPLES = frozenset("seen sent given shown made held written taken drawn found".split())
_AFTER_PARTICIPLE = frozenset("by to from in on at for with".split())
_WHEN = frozenset("late early last earlier later ahead".split())
_PLAIN = SPEAKING_NOUNS | ADJECTIVES | DETERMINERS | PARTICLES | {"'s"}
_LONGEST_CORE = 40
"""Tokens of a phrase up to its first preposition; no speaker has as many."""


def is_said_before(tokens: Sequence[Token], end: int) -> bool:
    """Whether "Said" opens a sentence as a verb: 'Said Ray: "..."', its name ending at `end`."""
    return (
        end > 1
        and tokens[0].lower in ("said", "says", "asked")
        and word_at(tokens, end) in (":", ",")
    )


def phrase_before(tokens: Sequence[Token], end: int, floor: int = 0) -> Phrase | None:
    """Return the noun phrase that ends right before token `end`, looking back to `floor`."""
    if end <= floor:
        return None
    if is_pronoun(tokens[end - 1]):
        return Phrase(end - 1, end, end, end)
    start = _core_start(tokens, end, floor)
    if start == end:
        return None
    start = _list_start(tokens, start, end, floor)
    while start - 1 > floor and tokens[start - 1].lower in TIES:
        further = _core_start(tokens, start - 1, floor, whole=True)
        if further == start - 1:
            break
        preposition = tokens[start - 1].lower
        if not _takes(tokens, start - 2, preposition) and not (
            preposition == "in" and _is_the_body(tokens, further, start - 1)
        ):
            body_start = _body_start(tokens, further, start - 1, floor)
            if body_start is None:
                break
            further = body_start
        start = further
    phrase = named_phrase(tokens, start, end)
    tie = tokens[start - 1].lower if start > floor else ""
    if phrase is not None and (
        tie in ("of", "for", "from") or (tie in TIES and not phrase.has_name)
    ):
        return None
    return phrase


def is_pronoun(token: Token) -> bool:
    """Whether a word stands for a speaker; WHO is a name."""
    return token.lower in PRONOUNS and token.is_word and token.text != "WHO"


def _list_start(tokens: Sequence[Token], start: int, end: int, floor: int) -> int:
    """Return where the places or firms begin that are one tie's: "police in Fife and nearby Angus".

    `start:end` is the last of them; without such a tie before them, `start`.
    """
    first = start
    parts = 2 if any(token.lower == "and" for token in tokens[start:end]) else 1
    while True:
        at = first - 1
        word = tokens[at] if at > floor else None
        if word is not None and word.is_word and not word.is_name and _is_common_noun(word):
            at -= 1  # "nearby", "neighbouring"
        if word_at(tokens, at) == "," and parts > 1:
            pass
        elif word_at(tokens, at) != "and" or parts > 1:
            return start
        last = at
        while at - 1 > floor and is_proper(tokens[at - 1]):
            at -= 1
        if at == last:
            return start
        first, parts = at, parts + 1
        at = first - 2 if word_at(tokens, first - 1) in DETERMINERS else first - 1
        if at >= floor and tokens[at].lower in TIES:
            return at + 1 if _owns_list(tokens, at, end, floor) else start


def _owns_list(tokens: Sequence[Token], tie: int, end: int, floor: int) -> bool:
    """Whether what stands before a tie has all of a list after it, so that none of it speaks."""
    head = tokens[tie - 1] if tie > floor else None
    if head is None or tokens[tie].lower not in (
        "in", "of", "from", "at", "for", "across", "on", "with",
    ):  # fmt: skip
        return False
    single = tokens[end - 1].lower in ORGANISATIONS or all(
        not is_proper(t) or not is_proper(n) for t, n in pairwise(tokens[tie + 1 : end])
    )
    if is_proper(head) and not is_speaking_noun(head.lower):
        if tie - 2 >= floor and tokens[tie - 2].lower == "the":
            return True  # "the Centers for Disease Control and Prevention"
        return single  # "Ann Lee of Reed and Marsh", but not "Ann Lee of Ford and Bob Ray"
    several = head.lower.endswith("s") or head.lower in ("police", "people")
    return is_speaking_noun(head.lower) and (several or single)


def phrase_from(tokens: Sequence[Token], start: int) -> Phrase | None:
    """Return the longest noun phrase that begins at token `start`."""
    if start >= len(tokens):
        return None
    if is_pronoun(tokens[start]):
        return Phrase(start, start + 1, start + 1, start + 1)
    end = _core_end(tokens, start)
    if end == start:
        end = _core_end(tokens, _after_trade(tokens, start))
    while end < len(tokens) - 1 and tokens[end].lower in TIES:
        further = _core_end(tokens, end + 1)
        if further == end + 1 and tokens[end - 1].lower in ROLES:
            further = _field_end(tokens, end + 1)
        if further == end + 1 or not _takes(tokens, end - 1, tokens[end].lower):
            break
        if OCCASIONS.intersection(token.lower for token in tokens[end + 1 : further]):
            break  # "the federation in a statement"
        is_loose = tokens[end - 1].is_name or tokens[end].lower not in ("of", "in", "from")
        if is_loose and tokens[end + 1].lower in _POSSESSIVES:
            break  # "the federation on its website"
        end = further
    return named_phrase(tokens, start, end) if end > start else None


def _after_trade(tokens: Sequence[Token], start: int) -> int:
    """Return where the name begins in "plasterer Gary Webb", "retail technology chief Ann Lee"."""
    if _next_is_name(tokens, start) and _is_common_noun(tokens[start]):
        return start + 1
    at = start
    while at - start < _LONGEST_TRADE and at < len(tokens) and is_plain_noun(tokens[at]):
        at += 1
        trade = tokens[at - 1].lower
        if _next_is_name(tokens, at - 1) and (trade in ROLES or _TRADE.search(trade)):
            return at
    return start


def opens_as_adverb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a capitalised word is an adverb that opens a sentence: "Additionally", "Late"."""
    if at > 0:
        return False
    word = tokens[at].lower
    return word in SENTENCE_ADVERBS or (word in _WHEN and _is_time(word_at(tokens, at + 1)))


def is_participle_at(tokens: Sequence[Token], at: int) -> bool:
    """Whether a participle begins what a noun is by: "documents seen by the Post"."""
    word = word_at(tokens, at)
    is_participle = word.endswith("ed") or word in _PARTICIPLES
    return is_participle and word_at(tokens, at + 1) in _AFTER_PARTICIPLE


def _is_time(word: str) -> bool:
    return word in DAYS | MONTHS | {"in", "on", "of", "that", "this", "last"}


def _body_start(tokens: Sequence[Token], start: int, end: int, floor: int) -> int | None:
    """Return where "Organization for Security and Co-operation in ..." begins; None if no such."""
    named = start - 1 > floor and all(
        is_proper(t) or t.lower == "and" or (t.is_word and _is_common_noun(t))
        for t in tokens[start:end]
    )
    if not named or tokens[start - 1].lower not in ("of", "for", "on"):
        return None
    head = tokens[start - 2]
    if not (head.is_name and head.lower in ORGANISATIONS):
        return None
    return _core_start(tokens, start - 1, floor, whole=True)


def _takes(tokens: Sequence[Token], head: int, preposition: str) -> bool:
    """Whether the noun at `head` can own the prepositional phrase after it."""
    token = tokens[head]
    if is_speaking_noun(token.lower):
        return True
    if token.is_name:
        return preposition in ("of", "for", "to")
    return preposition == "of" and token.is_word and token.lower not in CLOSED


def _is_the_body(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether it is "the Weather Service", which may be in a place."""
    return tokens[start].lower == "the" and all(is_proper(t) for t in tokens[start + 1 : end])


def _core_start(tokens: Sequence[Token], end: int, floor: int, whole: bool = False) -> int:
    start = end
    determined = False
    floor = max(floor, end - _LONGEST_CORE)
    while start > floor:
        token = tokens[start - 1]
        following = tokens[start] if start < end else None
        is_relative = token.lower == "that" and tokens[end - 1].lower.endswith("s")
        is_determiner = token.lower in DETERMINERS and not is_proper(token) and not is_relative
        if is_determiner and following is not None and token.is_word:
            start, determined = start - 1, True
            break
        if not _may_join(tokens, start - 1, following, floor):
            break
        start -= 1
    if not determined and word_at(tokens, start - 1) == "and":
        first = _pair_start(tokens, start, end, floor)
        start, determined = (start, False) if first is None else (first, True)
    determined = determined or any(token.lower == "'s" for token in tokens[start + 1 : end])
    return start if determined or whole else _without_loose_words(tokens, start, end)


def _pair_start(tokens: Sequence[Token], start: int, end: int, floor: int) -> int | None:
    """Return where "the crane and small turbine maker" begins: one body, by two things."""
    if not _is_common_noun(tokens[end - 1]) or tokens[end - 1].lower not in ORGANISATIONS - ROLES:
        return None
    at = start - 1
    while at > floor and (tokens[at].lower in ("and", ",") or is_plain_noun(tokens[at])):
        at -= 1
    opens = at == floor and tokens[at].lower == "the"
    return at if opens and not tokens[end - 1].lower.endswith("s") else None


def is_plain_noun(token: Token) -> bool:
    """Whether a word without a capital may be a noun, as far as plain rules can tell."""
    return token.is_word and not token.is_name and _is_common_noun(token)


def _may_join(tokens: Sequence[Token], at: int, following: Token | None, floor: int) -> bool:
    token = tokens[at]
    if token.quotation is not None or _is_dateline(tokens, at) or opens_as_adverb(tokens, at):
        return False
    if is_proper(token):
        return True
    if token.lower.endswith("-year-old"):
        return True
    if token.lower in ("'s", "'", "&"):
        return following is not None
    if token.lower == "and":
        return following is not None and _joins_equals(tokens, at, floor)
    if token.lower in PARTICLES and following is not None and following.is_name:
        return True
    if not token.is_word:
        is_number = token.text[0].isdigit()
        return is_number and (following is not None or is_numbered(tokens, at))
    return _is_common_noun(token) and (
        following is None
        or not following.is_name
        or token.lower in SPEAKING_NOUNS | ADJECTIVES
        or following.lower in SPEAKING_NOUNS
    )


def _is_dateline(tokens: Sequence[Token], at: int) -> bool:
    """Whether a place in capitals opens a sentence it is no part of: "LONDON Prosecutors said"."""
    place = at == 0 and len(tokens[0].text) > 3 and tokens[0].text.isupper()
    return place and tokens[0].lower in COUNTRY_OF and _next_is_name(tokens, 0)


def _joins_equals(tokens: Sequence[Token], at: int, floor: int) -> bool:
    """Whether "and" at `at` joins two halves of one subject that opens its clause."""
    start = at
    while start > floor and (is_proper(tokens[start - 1]) or _plain(tokens[start - 1])):
        start -= 1
    if start < at and word_at(tokens, start - 1) in ("of", "for") and start - 2 >= floor:
        # "International Association of Machinists and Aerospace Workers"
        return tokens[start - 2].is_name and tokens[start - 2].lower in ORGANISATIONS
    return start < at and (start == floor or tokens[start - 1].lower in {",", ";", "that", "and"})


def _plain(token: Token) -> bool:
    return token.lower in _PLAIN


def _is_common_noun(token: Token) -> bool:
    word = token.lower
    if word in SPEAKING_NOUNS or word in ADJECTIVES:
        return True
    if word in CLOSED or word in DETERMINERS or word.endswith("ly"):
        return False
    form = VERB_FORMS.get(word)
    return form is None or form.form == "base"


def _without_loose_words(tokens: Sequence[Token], start: int, end: int) -> int:
    """Drop plain words from the left of a phrase that no determiner opens."""
    first = end
    while first > start:
        token = tokens[first - 1]
        known = is_proper(token) or not token.is_word or token.lower in PARTICLES | {"and"}
        after_name = first - 1 > start and is_proper(tokens[first - 2])
        plural_head = first == end and token.lower.endswith("s")
        if not (known or after_name or plural_head) and (
            token.lower not in SPEAKING_NOUNS | ADJECTIVES
        ):
            break
        first -= 1
    while first < end and (tokens[first].lower in {"and", "'s", "'", "&"}):
        first += 1
    return first


def _core_end(tokens: Sequence[Token], start: int) -> int:
    end = start
    while end < len(tokens):
        token = tokens[end]
        if token.quotation is not None or opens_as_adverb(tokens, end):
            break
        word = token.lower
        if (
            is_proper(token)
            or (word in DETERMINERS and end == start)
            or (word in PARTICLES and end > start and _next_is_name(tokens, end))
            or (end > start and is_numbered(tokens, end))
        ):
            end += 1
        elif word in ("'s", "'", "&", "and") and end > start:
            is_joined = _next_is_name(tokens, end) or _joins_titles(tokens, end)
            if not is_joined and word in ("and", "&"):
                break
            end += 1
        elif word in MONTHS and word_at(tokens, end + 1)[:1] in _AFTER_MONTH:
            break  # "his retirement Feb. 4"
        elif token.is_word and _is_common_noun(token) and _continues(tokens, start, end):
            end += 1
        else:
            break
    while end > start and tokens[end - 1].lower in ("'s", "'", "&", "and"):
        end -= 1
    return end


def _joins_titles(tokens: Sequence[Token], at: int) -> bool:
    """Whether "and" joins two trades of one person: "author and radio journalist Ann Lee"."""
    near = range(at + 1, min(len(tokens) - 1, at + 1 + _LONGEST_FIELD))
    named = any(tokens[n].lower in ROLES and _next_is_name(tokens, n) for n in near)
    return named and tokens[at - 1].lower in ROLES


def _field_end(tokens: Sequence[Token], start: int) -> int:
    """Return where the field of "director of commercial planning, Ann Lee" ends, at its comma."""
    end = start
    while end < len(tokens) and tokens[end].is_word and tokens[end].lower not in CLOSED:
        end += 1
    named = word_at(tokens, end) == "," and _next_is_name(tokens, end)
    return end if named and end - start <= _LONGEST_FIELD else start


def _next_is_name(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and is_proper(tokens[at + 1])


def _continues(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a plain word at `end` belongs to a phrase begun at `start`."""
    word = tokens[end].lower
    if word in SPEAKING_NOUNS or word in ADJECTIVES:
        return True
    if (
        tokens[start].lower in DETERMINERS
        and end > start
        and (word_at(tokens, end + 1) in ("of", ",", "."))
    ):
        return True
    before = tokens[end - 1]
    if before.lower in SPEAKING_NOUNS and word.endswith("ed"):
        return False  # "the court decided"
    if is_participle_at(tokens, end):
        return before.lower in DETERMINERS  # "the accused in the case"
    return end > start and not is_proper(before) and before.lower not in ROLES
