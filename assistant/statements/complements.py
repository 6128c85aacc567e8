"""Where, after a cue, what was said begins, and whether it is a clause at all."""

from collections.abc import Sequence

from assistant.statements.adjuncts import TIME_START, after_occasions, is_relative, that_after
from assistant.statements.naming import is_proper
from assistant.statements.phrases import is_plain_noun, phrase_from
from assistant.statements.units import Token, word_at
from assistant.statements.verbs import VERB_FORMS, VerbForm
from assistant.statements.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    ROLES,
)

_ADDRESSED = frozenset("tell inform assure remind advise warn".split())
_OBJECTS = frozenset("him her them us me you it".split())
_OPENS_CLAUSE = frozenset(
    "that whether if how why what when where who there he she it they we i you this these those "
    "no nothing".split()
)
_SHOWN_BY_THINGS = frozenset("reveal underscore underline highlight".split())
"""Of events as well: "underscoring the task ahead" is said by nobody."""
_RELATIVE = frozenset({"who", "which", "that", "whose"})
_CLAIMED = frozenset("responsibility victory credit".split())
_FARTHEST_MARK = 22
_FARTHEST_VERB = 16
_SUBJECTS = frozenset("he she they we i there".split())
_ENDS_CLAUSE = CONJUNCTIONS | _SUBJECTS | frozenset(
    ", ; : . — – before after until since who whom whose which what where how why whether it you"
    .split()
)  # fmt: skip
"""What ends a clause or opens another: "recalled the cars it had sold"."""
_CLOSING = frozenset(", . : ; ? ! — –".split())
_CIRCUMSTANCES = frozenset("when as at about while because".split())
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
_LONGEST_STATE = 4
_PRIZES = frozenset("gold silver bronze medal medals win victory lives seat place point".split())
_COUNTS = frozenset("one two three four five several some all its their more".split())
_STATES = frozenset(
    "emergency war victory bankruptcy independence himself herself itself themselves".split()
)
"""What is declared by doing so."""
_CHOICES = frozenset("decision decisions choice intention intentions".split())
_NO_MORE_SAID = DAYS | frozenset("after at before during today yesterday".split())
"""What may follow "announced his decision" and does not say which."""
_GREETINGS = frozenset("hello goodbye farewell grace".split())
_MANNER = frozenset("laugh shout yell scream fume rage gush whisper chant exclaim".split())
_PAST = frozenset(
    "fell rose went came took gave knew saw began broke chose drew drove grew became ran fled flew "
    "wore threw stole".split()
)
_FINITE = (AUXILIARIES - {"'s", "be", "been", "being", "am", "having"}) | _PAST
_IRREGULAR_PAST = _PAST | frozenset(
    "held made got brought built bought caught lost met paid sent spent stood struck won kept led "
    "felt sat fought".split()
)
_HEARERS = frozenset(
    "reporters journalists lawmakers supporters followers fans voters viewers readers staff "
    "workers employees shareholders investors colleagues teammates players members ministers "
    "parliament".split()
)


def complement_start(tokens: Sequence[Token], verb: int, form: VerbForm) -> int:
    """Return the token where what was said begins, past addressee, occasion, time and "that"."""
    at = verb + 1
    if form.complement == "attitude" or _insists_on(tokens, at, form):
        return at
    if form.lemma in _ADDRESSED:
        at = _after_addressee(tokens, at, form.lemma)
    explicit = _explicit_start(tokens, at)
    if explicit is not None:
        return explicit
    at = _after_hearer(tokens, at)
    after = after_occasions(tokens, at)
    return after + (after > at and _introduces(tokens, after))


def _insists_on(tokens: Sequence[Token], at: int, form: VerbForm) -> bool:
    """Whether it is "insisted on a vote", not "insisted on Monday that"."""
    is_day = word_at(tokens, at + 1) in DAYS or that_after(tokens, at) is not None
    return form.lemma == "insist" and word_at(tokens, at) == "on" and not is_day


def _introduces(tokens: Sequence[Token], that: int) -> bool:
    return word_at(tokens, that) == "that" and not is_relative(tokens, that)


def is_clause_cue(tokens: Sequence[Token], verb: int, start: int, form: VerbForm) -> bool:
    """Whether a cue verb that needs a clause, a quotation or a comma has one beside it."""
    if form.lemma == "claim" and word_at(tokens, start) in _CLAIMED:
        return True
    if form.lemma in _SHOWN_BY_THINGS and form.form == "ing":
        return _is_after_that(tokens, start) or looks_like_clause(
            tokens[start : start + _FARTHEST_VERB]
        )
    if _is_deed(tokens, start, form) and not _is_told(tokens, verb, start):
        return False
    if form.complement == "any":
        return _is_any_cue(tokens, start, form)
    if form.complement == "attitude":
        return _is_attitude(tokens, start, form)
    return not _is_without_clause(tokens, verb, start, form) and _has_clause(
        tokens, verb, start, form
    )


def _is_after_that(tokens: Sequence[Token], start: int) -> bool:
    return word_at(tokens, start - 1) == "that"


def _is_told(tokens: Sequence[Token], verb: int, start: int) -> bool:
    """Whether "that" or a subject with its verb follows: "claimed the seat was stolen"."""
    if _is_after_that(tokens, start):
        return True
    if word_at(tokens, verb - 1) in _RELATIVE:
        return False  # "the man who claimed the seat was late"
    if word_at(tokens, start) in _SUBJECTS:
        return True
    for at in range(start + 1, min(len(tokens), start + _FARTHEST_VERB)):
        word = tokens[at].lower
        if word in _ENDS_CLAUSE:
            return False
        if word in _FINITE:
            return True
    return False


def _is_deed(tokens: Sequence[Token], start: int, form: VerbForm) -> bool:
    """Whether, with no clause after it, the verb tells what was done: "claimed the title"."""
    following = word_at(tokens, start)
    match form.lemma:
        case "announce":
            return _is_unsaid(tokens, start)
        case "answer":
            return following in DETERMINERS  # "answered his critics"
        case "claim":
            return _is_prize(tokens, start)
        case "confirm":
            return _is_appointment(tokens, start)
        case "declare":
            return any(t.lower in _STATES for t in tokens[start : start + _LONGEST_STATE])
        case "recall":  # "recalled another 2 million vehicles"
            near = tokens[start : start + _LONGEST_STATE]
            return following in _COUNTS or any(t.text[0].isdigit() for t in near)
        case "report" | "write":
            return _is_own_story(tokens, start)
    return form.complement == "any" and following in _GREETINGS


def _is_any_cue(tokens: Sequence[Token], start: int, form: VerbForm) -> bool:
    """Whether a verb that takes whatever follows takes it as what was said."""
    following = word_at(tokens, start)
    if form.lemma == "tell" and following == "about":
        return False  # "told his father about his wish": not what he said of it
    if form.lemma == "admit" and following == "to" and not _is_gerund(tokens, start + 1):
        return False  # "admitted to hospital"
    if following == "that" and is_relative(tokens, start):
        return False  # "said in a statement Monday that confirmed the find"
    is_empty = following in ("so", "yes")
    return not (is_empty and (start + 1 >= len(tokens) or not tokens[start + 1].is_word))


def _is_attitude(tokens: Sequence[Token], start: int, form: VerbForm) -> bool:
    """Whether a verb that says something itself does, and is no act."""
    if form.lemma == "deny" and word_at(tokens, start) in _OBJECTS:
        return False
    if form.lemma == "cite" and (form.form == "ing" or _quotes_other(tokens, start)):
        return False
    said = start < len(tokens) and (tokens[start].is_word or _is_quoted(tokens, start))
    return said and not _is_act(tokens, start, form)


def _is_without_clause(tokens: Sequence[Token], verb: int, start: int, form: VerbForm) -> bool:
    """Whether a verb is of a meaning that is no cue: "repeat that pledge", "continued to rise"."""
    if form.lemma == "repeat" and _is_after_that(tokens, start):
        return not (looks_like_clause(tokens[start:]) or is_finished(tokens[start:]))
    if form.lemma in _MANNER:
        return word_at(tokens, start) in _CIRCUMSTANCES  # "laughed when she saw it"
    if form.lemma != "continue" or _closes(tokens, start):
        return False
    is_quoting = any(token.quotation for token in tokens[max(0, verb - 8) :])
    return word_at(tokens, verb + 1) == "to" or not is_quoting  # "continued its exports"


def _has_clause(tokens: Sequence[Token], verb: int, start: int, form: VerbForm) -> bool:
    """Whether what was said stands before a cue, or after it as a quotation or a clause."""
    if _closes(tokens, start):
        return verb > 1
    if _is_after_that(tokens, start) or _is_quoted(tokens, start):
        return True
    following = word_at(tokens, start)
    if form.lemma == "ask":
        asked = phrase_from(tokens, start)
        to_do = asked is not None and word_at(tokens, asked.end) in ("to", "whether", "if")
        return to_do or following in ("whether", "if", "how", "why", "what")
    if following in PREPOSITIONS:
        return False
    if following == "it" and word_at(tokens, start + 1) in (",", ".", ";", ")", ""):
        return False  # "who proposed it, is"
    following = following.partition("'")[0]  # "they'd"
    return following in _OPENS_CLAUSE or looks_like_clause(tokens[start : start + _FARTHEST_VERB])


def _closes(tokens: Sequence[Token], start: int) -> bool:
    return start >= len(tokens) or tokens[start].lower in _CLOSING


def _is_appointment(tokens: Sequence[Token], start: int) -> bool:
    """Whether "confirmed Ann Lee to be the chair" is what a body does; "to be dead" is told."""
    chosen = phrase_from(tokens, start)
    if chosen is None or not chosen.has_name or word_at(tokens, chosen.end) != "to":
        return False
    is_fact = word_at(tokens, chosen.end + 1) in ("be", "have")
    return not is_fact or word_at(tokens, chosen.end + 2) in DETERMINERS | ROLES


def _is_own_story(tokens: Sequence[Token], start: int) -> bool:
    """Whether "reported this story from Beirut" tells whose article it is."""
    first, second = word_at(tokens, start), word_at(tokens, start + 1)
    return (first == "it" and second in PREPOSITIONS) or (
        first in DETERMINERS and second in ("story", "article", "report")
    )


def _is_unsaid(tokens: Sequence[Token], start: int) -> bool:
    """Whether "announced his decision to reporters" leaves open what was decided."""
    if word_at(tokens, start) not in DETERMINERS or word_at(tokens, start + 1) not in _CHOICES:
        return False
    at, following = start + 2, word_at(tokens, start + 2)
    if following == "to":
        hearer = word_at(tokens, at + 1)
        return hearer in DETERMINERS or hearer in _HEARERS
    if following == "on":
        return word_at(tokens, at + 1) in DAYS
    return following in _NO_MORE_SAID or _closes(tokens, at)


def _is_prize(tokens: Sequence[Token], start: int) -> bool:
    """Whether "claimed their first title" is what a winner does."""
    for token in tokens[start : start + _LONGEST_OBJECT]:
        if token.lower in _DONE_TO | _PRIZES:
            return True
        if not token.is_word or token.lower in AUXILIARIES:
            return False
    return False


def _is_gerund(tokens: Sequence[Token], at: int) -> bool:
    return any(token.lower.endswith("ing") for token in tokens[at : at + 2])


def _quotes_other(tokens: Sequence[Token], start: int) -> bool:
    """Whether "cited this quote from Powell" brings in what somebody else said."""
    return any(token.lower in ("quote", ":") for token in tokens[start:])


def _is_act(tokens: Sequence[Token], start: int, form: VerbForm) -> bool:
    """Whether a verb of speech is used for what is done: "welcomed 3 million visitors"."""
    if form.lemma == "thank" and word_at(tokens, start) in ("to", "for"):
        return True  # "thanks to its rockets", "many thanks for"
    if form.lemma == "hail" and word_at(tokens, start) == "from":
        return True
    if form.lemma == "defend" and word_at(tokens, start).endswith(("self", "selves")):
        return True
    if form.lemma in ("compare", "renew"):
        return word_at(tokens, start) in PREPOSITIONS
    if word_at(tokens, start) in _OBJECTS - {"it"}:
        return start + 1 >= len(tokens) or not tokens[start + 1].is_word  # "thanked him."
    if form.lemma not in _ALSO_DONE or _denies_clause(tokens, start, form):
        return False
    for at in range(start, min(len(tokens), start + _LONGEST_OBJECT)):
        word = word_at(tokens, at)
        if word in _DONE_TO:
            return (form.lemma, word) != ("deny", "charges")  # They are said to be false.
        if not tokens[at].is_word and not word[:1].isdigit() and word not in ("'s", "'"):
            return False
        if word in PREPOSITIONS and word != "than":
            return False
    return False


def _denies_clause(tokens: Sequence[Token], start: int, form: VerbForm) -> bool:
    """Whether it is "denied that a motion was filed", not "dismissed that motion"."""
    is_that = form.lemma == "deny" and word_at(tokens, start) == "that"
    return is_that and looks_like_clause(tokens[start + 1 : start + _FARTHEST_VERB])


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


def is_finished(tokens: Sequence[Token]) -> bool:
    """Whether these tokens, which stand before a cue, may well be a clause as they are."""
    return looks_like_clause(tokens) or any(t.text in _IRREGULAR_PAST for t in tokens[1:])


def _is_quoted(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].quotation is not None


def _after_addressee(tokens: Sequence[Token], at: int, lemma: str) -> int:
    if word_at(tokens, at) == "that" and lemma != "tell":
        return at
    titled = _is_quoted(tokens, at) and word_at(tokens, at + 1) == "that"
    if titled or (word_at(tokens, at) in _OBJECTS and not tokens[at].is_name):
        return at + 1
    if lemma == "warn" and word_at(tokens, at) in PREPOSITIONS | {"that"}:
        return at
    if word_at(tokens, at).endswith("s") and not tokens[at].is_name and (
        at + 1 < len(tokens) and is_proper(tokens[at + 1])
    ):  # fmt: skip
        return at + 1  # "told reporters Ann Lee had left"
    addressee = phrase_from(tokens, at)
    if addressee is None and lemma == "tell" and word_at(tokens, at).endswith("s"):
        return at + 1
    if addressee is None or (lemma == "warn" and word_at(tokens, addressee.end) != "that"):
        return at
    return _end_of_name(tokens, addressee.end)


def _end_of_name(tokens: Sequence[Token], at: int) -> int:
    """Return the "that" after "told Delta affiliate KTLA"; where none is near, `at`."""
    for further in range(at, min(len(tokens), at + _LONGEST_OBJECT)):
        token = tokens[further]
        if token.lower == "that":
            return further
        if not (is_proper(token) or is_plain_noun(token) or token.lower == "'s"):
            return at
    return at


def _after_hearer(tokens: Sequence[Token], at: int) -> int:
    """Return where a clause begins after "to Reuters" of "confirmed to Reuters the dam is old"."""
    hearer = phrase_from(tokens, at + 1) if word_at(tokens, at) == "to" else None
    if hearer is None or not hearer.has_name:
        return at
    return hearer.end if looks_like_clause(tokens[hearer.end : hearer.end + _FARTHEST_VERB]) else at


def _explicit_start(tokens: Sequence[Token], at: int) -> int | None:
    """Return where the complement begins if "that", a colon or a quotation says so plainly."""
    that = that_after(tokens, at)
    if that is not None:
        return that + 1
    for further in range(at, min(len(tokens), at + _FARTHEST_MARK)):
        token = tokens[further]
        if token.lower in VERB_FORMS and further > at:
            return None
        if token.lower == ":" and further + 1 < len(tokens):
            return further + 1
        if token.quotation is not None:
            direct = further == at or word_at(tokens, further - 1) in (",", ":")
            plain = word_at(tokens, at) in _INTRODUCES and further - at < 8
            return further if direct and (further == at or plain) else None
        if (token.lower in AUXILIARIES and token.lower != "'s") or token.lower in (".", ";"):
            return None
    return None


_INTRODUCES = PREPOSITIONS | DAYS | TIME_START | {",", "that"}
