"""Where, after a cue, what was said begins, and whether it is a clause at all."""

import re
from collections.abc import Sequence

from assistant.statements.naming import (
    SPEAKING_NOUNS,
)
from assistant.statements.phrases import (
    phrase_from,
)
from assistant.statements.units import Token, word_at
from assistant.statements.verbs import VERB_FORMS, VerbForm
from assistant.statements.words import AUXILIARIES, DAYS, DETERMINERS, OCCASIONS, PREPOSITIONS

_ADDRESSED = frozenset("tell inform assure remind advise warn".split())
_OBJECTS = frozenset("him her them us me you it".split())
_TIME_NOUNS = frozenset("week month year night morning afternoon evening time days hours".split())
_TIME_START = frozenset("last this late early earlier later next days weeks months years".split())
_OPENS_CLAUSE = frozenset(
    "that whether if how why what when where who there he she it they we i you this these those "
    "no nothing".split()
)
_RELATIVE = frozenset({"who", "which", "that", "whose"})
_CLAIMED = frozenset("responsibility victory credit".split())
_FARTHEST_THAT = 22
_ALSO_DONE = frozenset("deny dismiss reject welcome defend endorse threaten".split())
_DONE_TO = frozenset(
    """
    bail parole entry access visas visa permission appeal appeals case charges lawsuit motion title
    titles crown championship bill amendment visitors guests passengers tourists entries pupils
    students customers shoppers spectators baby coach manager shot penalty
    """.split()
)
"""What courts, hosts, hotels and champions deny, dismiss, welcome and defend without a word."""
_LONGEST_OBJECT = 6


def complement_start(tokens: Sequence[Token], verb: int, form: VerbForm) -> int:
    """Return the token where what was said begins, past addressee, occasion, time and "that"."""
    at = verb + 1
    if form.complement == "attitude":
        return at
    if form.lemma in _ADDRESSED:
        at = _after_addressee(tokens, at, form.lemma)
    explicit = _explicit_start(tokens, at)
    if explicit is not None:
        return explicit
    return _after_occasions(tokens, at)


def is_clause_cue(tokens: Sequence[Token], verb: int, start: int, form: VerbForm) -> bool:
    """Whether a cue verb that needs a clause, a quotation or a comma has one beside it."""
    if form.lemma == "deny" and word_at(tokens, start) in _OBJECTS:
        return False
    if form.lemma == "claim" and word_at(tokens, start) in _CLAIMED:
        return True
    if form.lemma == "reveal" and form.form == "ing":
        return word_at(tokens, start - 1) == "that" or looks_like_clause(tokens[start : start + 16])
    if form.complement == "any":
        empty = word_at(tokens, start) in ("so", "goodbye", "hello", "yes", "grace")
        return not (empty and (start + 1 >= len(tokens) or not tokens[start + 1].is_word))
    if form.complement == "attitude":
        said = start < len(tokens) and (tokens[start].is_word or _is_quoted(tokens, start))
        if form.lemma == "cite" and (form.form == "ing" or _quotes_other(tokens, start)):
            return False
        return said and not _is_act(tokens, start, form)
    following = word_at(tokens, start)
    if start >= len(tokens) or following in (",", ".", ":", ";", "?", "!", "—", "–"):
        return verb > 1
    if word_at(tokens, start - 1) == "that" or _is_quoted(tokens, start):
        return True
    if form.lemma == "ask":
        asked = phrase_from(tokens, start)
        to_do = asked is not None and word_at(tokens, asked.end) in ("to", "whether", "if")
        return to_do or following in ("whether", "if", "how", "why", "what")
    if following in PREPOSITIONS:
        return False
    return following in _OPENS_CLAUSE or looks_like_clause(tokens[start : start + 16])


def _quotes_other(tokens: Sequence[Token], start: int) -> bool:
    """Whether "cited this quote from Powell" brings in what somebody else said."""
    return any(token.lower in ("quote", ":") for token in tokens[start:])


def _is_act(tokens: Sequence[Token], start: int, form: VerbForm) -> bool:
    """Whether a verb of speech is used for what is done: "welcomed 3 million visitors"."""
    if form.lemma in ("compare", "renew"):
        return word_at(tokens, start) in PREPOSITIONS
    if word_at(tokens, start) in _OBJECTS - {"it"}:
        return start + 1 >= len(tokens) or not tokens[start + 1].is_word  # "thanked him."
    if form.lemma not in _ALSO_DONE:
        return False
    for at in range(start, min(len(tokens), start + _LONGEST_OBJECT)):
        word = word_at(tokens, at)
        if word in _DONE_TO:
            return True
        if not tokens[at].is_word and not word[:1].isdigit():
            return False
        if word in PREPOSITIONS and word != "than":
            return False
    return False


def looks_like_clause(tokens: Sequence[Token]) -> bool:
    """Whether there is a finite verb among these tokens, as far as plain rules can tell."""
    for at, token in enumerate(tokens):
        if token.lower in (";", ".", ":", ",") or (at and token.lower in _RELATIVE):
            return False
        if at > 0 and token.lower in AUXILIARIES and token.lower != "'s":
            return True
        if at > 1 and token.text == token.lower and token.lower.endswith("ed"):
            before = tokens[at - 1]
            if before.is_word and before.lower not in DETERMINERS | PREPOSITIONS | {"and"}:
                return True
    return False


def _is_quoted(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].quotation is not None


def _after_addressee(tokens: Sequence[Token], at: int, lemma: str) -> int:
    titled = _is_quoted(tokens, at) and word_at(tokens, at + 1) == "that"
    if titled or word_at(tokens, at) in _OBJECTS:
        return at + 1
    if lemma == "warn" and word_at(tokens, at) in PREPOSITIONS | {"that"}:
        return at
    addressee = phrase_from(tokens, at)
    if addressee is None and lemma == "tell" and word_at(tokens, at).endswith("s"):
        return at + 1
    if addressee is None or (lemma == "warn" and word_at(tokens, addressee.end) != "that"):
        return at
    return addressee.end


def _explicit_start(tokens: Sequence[Token], at: int) -> int | None:
    """Return where the complement begins if "that", a colon or a quotation says so plainly."""
    for further in range(at, min(len(tokens), at + _FARTHEST_THAT)):
        token = tokens[further]
        if token.lower in VERB_FORMS and further > at:
            return None
        if token.lower == "that" and _may_introduce(tokens, at, further):
            return further + 1
        if token.lower == ":" and further + 1 < len(tokens):
            return further + 1
        if token.quotation is not None:
            direct = further == at or word_at(tokens, further - 1) in (",", ":")
            plain = word_at(tokens, at) in _INTRODUCES and further - at < 8
            return further if direct and (further == at or plain) else None
        if (token.lower in AUXILIARIES and token.lower != "'s") or token.lower in (".", ";"):
            return None
    return None


def _may_introduce(tokens: Sequence[Token], at: int, that: int) -> bool:
    """Whether only a time, a place or an aside stands between a cue and its "that"."""
    if that == at:
        return True
    if word_at(tokens, at) not in _INTRODUCES:
        return False
    for further in range(at, that - 1):
        if word_at(tokens, further) == "to" and _is_infinitive(tokens[further + 1]):
            return False
    commas = any(token.lower == "," for token in tokens[at:that])
    return not commas or tokens[that - 1].lower == ","


def _is_infinitive(token: Token) -> bool:
    return (
        token.is_word
        and not token.is_name
        and token.lower not in DETERMINERS | OCCASIONS | SPEAKING_NOUNS
    )


_INTRODUCES = PREPOSITIONS | DAYS | _TIME_START | {",", "that"}


def _after_occasions(tokens: Sequence[Token], at: int) -> int:
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
        return at + 1
    if word in _TIME_START and word_at(tokens, at + 1) in _TIME_NOUNS | DAYS | {"on"}:
        return at + 2 if word_at(tokens, at + 1) != "on" else at + 3
    if word not in PREPOSITIONS:
        return at
    if word_at(tokens, at + 1) in DAYS:
        return at + 2
    for further in range(at + 1, min(len(tokens), at + 7)):
        token = tokens[further]
        if token.lower in OCCASIONS:
            return further + 1 if word_at(tokens, further + 1) not in OCCASIONS else further + 2
        if not token.is_word and not re.fullmatch(r"\d+|'s", token.lower):
            return at
    return at
