"""Sentences of English prose, by their offsets.

Rules rather than a model: a mark of closing punctuation ends a sentence unless an abbreviation,
an initial, a number or a lower-case word says otherwise; a line break always ends one.
"""

import re

Span = tuple[int, int]

_TITLES = (
    "mr mrs ms dr prof sen rep gov gen lt col maj capt cmdr sgt adm hon rev fr st messrs "
    "pres amb det insp supt pte cpl brig"
)
_MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec"
_NEVER_LAST = frozenset(f"{_TITLES} vs v no nos art fig e.g i.e cf viz approx al".split())
_NEVER_LAST_NAMES = frozenset(
    "Sens Reps Govs Gens Drs Profs Revs Hons Lts Cols Majs Capts Sgts Adms Pvt Pfc Spc Cdr Cmdrs "
    "Sec Atty Asst Msgr".split()
)
"""Titles that are plain words without their capital: ten reps, a sec."""
_STATES = frozenset(
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb "
    "Nev Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo Ont Que".split()
)
"""Abbreviations of states and provinces, after a place or a party: "Austin, Tex.", "D-Ill."."""
_SELDOM_LAST = frozenset(
    f"{_MONTHS} inc corp ltd co bros jr sr dept est "
    "a.m p.m u.s u.k u.n e.u u.a.e d.c etc ave blvd rd mt ft ph.d".split()
)
_AFTER_HYPHEN = frozenset(f"{_TITLES} {_MONTHS}".title().split()) | _NEVER_LAST_NAMES | _STATES
"""What ends no sentence after a hyphen either: "then-Gov.", "July 29-Aug. 3"."""
_STARTERS = frozenset(
    "the a an he she it they we you i his her its their our this that these those there in on at "
    "but and or so yet for from with after before when while as if although though however "
    "meanwhile moreover furthermore earlier later according by to no not what who how why".split()
)
# Begun at a run's start and possessive, so that a page of dots is read once, not squared.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]»]*+(?=\s|$)|\n\s*+")
_WORD_BEFORE = re.compile(r"[\w.&'’]+$")
_NEXT_WORD = re.compile(r"\s*[\"'“‘(\[«]*([\w'’-]*)")


def sentence_spans(text: str) -> list[Span]:
    """Return the (start, end) of each sentence, in order, without surrounding white space.

    Everything in `text` but white space is inside exactly one span.
    """
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match.group().strip() and not _ends_sentence(text, match.start(), match.end()):
            continue
        _append(spans, text, start, match.end())
        start = match.end()
    _append(spans, text, start, len(text))
    return spans


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        first = start + piece.index(stripped[0])
        spans.append((first, first + len(stripped)))


def _ends_sentence(text: str, dot: int, after: int) -> bool:
    following = _NEXT_WORD.match(text, after)
    next_word = following.group(1) if following else ""
    if next_word and next_word[0].islower():
        return False
    if text[dot] != "." or text.startswith("..", dot):
        return True
    before = _WORD_BEFORE.search(text, max(0, dot - 24), dot)
    written = before.group() if before else ""
    start = dot - len(written)
    if start and text[start - 1] == "-" and written not in _AFTER_HYPHEN:
        return True  # "state-of-the-art", "vitamin-D"
    word = written.lower()
    if word in _NEVER_LAST or written in _NEVER_LAST_NAMES:
        # "No." before a figure is a number, "No." alone is an answer.
        return word in ("no", "nos") and not next_word[:1].isdigit()
    is_state = written in _STATES and text.endswith((", ", "-"), 0, start)
    is_initial = len(word) == 1 and word.isalpha() and word != "i"
    if is_initial or is_state or word in _SELDOM_LAST or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return next_word.lower() in _STARTERS or not next_word
    return True
