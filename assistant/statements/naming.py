"""The name inside a noun phrase: "British Minister of State for the Armed Forces Ann Lee"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.statements.countries import NATIONALITIES, PLACES
from assistant.statements.given_names import FEMALE_NAMES, MALE_NAMES
from assistant.statements.units import Token, word_at
from assistant.statements.verbs import VERB_FORMS
from assistant.statements.words import (
    ADVERBS,
    AUXILIARIES,
    COMPANY_ENDINGS,
    CONJUNCTIONS,
    DAYS,
    DEMONYMS,
    DETERMINERS,
    DOCUMENTS,
    GENERAL_COMPANIES,
    GROUPS,
    HONORIFICS,
    KIN,
    MONTHS,
    OFFICE_WORDS,
    ORGANISATIONS,
    PARTICLES,
    PORTFOLIO_HOLDERS,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
)

SPEAKING_NOUNS = ROLES | ORGANISATIONS | DOCUMENTS | GROUPS
CLOSED = (
    PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | ADVERBS | PRONOUNS | DAYS
    | frozenset(
        "i i'm i've i'll i'd we there here which whom whose what how why where no yes last next "
        "remains remained becomes became seems seemed appears appeared stays stayed "
        "week month year more than them him us neither none nobody no-one".split()
    )
)  # fmt: skip
"""Words that are in no name and no plain noun phrase."""
_CONTRACTED = frozenset(
    f"{pronoun}'{verb}"
    for pronoun in "i you he she it we they".split()
    for verb in "ve d ll re m".split()
)
_RELATIONS = frozenset("mother friend lawyer critic supporter opponent ally fan colleague".split())
"""Who is somebody's, so that the name after "of" is not their own."""
_LONGEST_NUMBER = 2
_IN_NO_NAME = _CONTRACTED | MONTHS | DETERMINERS
_ABBREVIATED = frozenset("sen rep gov gen lt col maj capt sgt adm dr prof rev st dep".split())
_OCCUPATION = re.compile(r"(?:er|or|ist|man|woman|star|eer|ian|mate|^forward|back)$")
_PEOPLE = re.compile(r"(?:\w{3}ists?|\w{3}(?:men|man|woman|women)|\w{4}ians?)$")
_HYPHENATED = re.compile(
    r"-(?:born|star|right|left|of-(?:the-)?[a-z]+|[a-z]+(?:ner|ing|ted|ked|sed|ned))$"
)
"""What somebody is by somewhere or something: "London-based", "Oscar-winner"."""
_TITLES = ROLES | ORGANISATIONS | HONORIFICS.keys() | _ABBREVIATED | {"counsel"}
_GIVEN_NAMES = MALE_NAMES | FEMALE_NAMES
_NO_NAMES = frozenset("democrat republican courtesy celebrity scientologist former then".split())
"""What may stand before a name without being part of it: "Democrat Al Lawson"."""
_NAMES_TOO = frozenset("dean king prince bishop pope major marshal".split())
_MEMBERS = frozenset(
    "women men children people peoples veterans workers farmers girls boys".split()
)
TIES = PREPOSITIONS - {"like", "than", "as", "after", "before", "during", "since", "until"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `start:end` naming a speaker; `name_start:name_end` is the part that is a name.

    Without a name (`name_start == name_end`) it is an office, a body or a pronoun.
    """

    start: int
    end: int
    name_start: int
    name_end: int

    @property
    def has_name(self) -> bool:
        """Whether part of it is a name."""
        return self.name_start < self.name_end


def is_speaking_noun(word: str) -> bool:
    """Whether a lower-case noun is one of those that speak in the news: people and bodies."""
    return word in SPEAKING_NOUNS or bool(_PEOPLE.search(word))


def is_proper(token: Token) -> bool:
    """Whether a word can be part of a name or a capitalised title."""
    if not token.is_name:
        return False
    is_initial = len(token.text) == 2 and token.text[1] == "."  # "Paul A. Friedman"
    if is_initial or token.is_surname:
        return True
    if token.lower in _IN_NO_NAME:
        return False
    return token.lower not in CLOSED or (token.text.isupper() and len(token.text) > 1)


def is_numbered(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number belongs to the name before it: "Fox 5 DC", "NBC 10 said"."""
    number = tokens[at].text
    if not number.isdigit() or len(number) > _LONGEST_NUMBER or at == 0:
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    closes = following is None or following.lower in VERB_FORMS or following.lower in (",", ".")
    return is_proper(tokens[at - 1]) and (
        closes or (following is not None and is_proper(following))
    )


def named_phrase(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:
    """Return tokens `start:end` as a phrase, its name found; None if no word of it is a noun."""
    if all(t.lower in DETERMINERS - GROUPS or not t.is_word for t in tokens[start:end]):
        return None
    name_start = end
    while name_start > start and (
        is_proper(tokens[name_start - 1])
        or (tokens[name_start - 1].lower in PARTICLES and name_start < end)
        or (name_start - 1 > start and is_numbered(tokens, name_start - 1))
    ):
        name_start -= 1
    run_start = name_start
    if name_start < end and tokens[end - 1].lower in COMPANY_ENDINGS:
        first = run_start
        while first > start and _goes_on_before(tokens[first - 1]):
            first -= 1
        owner = _person_of_a_place(tokens, start, first)
        if owner is not None:
            return Phrase(start, end, *owner)  # "Ann Lee of Ford Motor Co"
        if _is_body_of(tokens, start, first):
            return Phrase(start, end, first - 2, end)  # "Bank of New York Co"
        if not any(token.lower in TIES for token in tokens[first:end]):
            return Phrase(start, end, first, end)  # "Standard and Poor's Corp"
    joined = _joined_name(tokens, start, run_start, end)
    if joined is not None:
        return Phrase(start, end, joined, end)
    if tokens[start].lower == "the" and tokens[end - 1].lower in DEMONYMS and end - start > 2:
        return Phrase(start, end, end, end)  # "the West Virginia Democrat"
    if run_start - start > 1 and _is_of_another(tokens, start, run_start):
        return Phrase(start, end, end, end)
    body_start = _owned_body(tokens, start, run_start, end)
    if body_start is not None:
        return Phrase(start, end, body_start, end)
    name_start = _after_titles(tokens, run_start, end)
    tied = _is_tied(tokens, start, run_start) or (
        # "Ann Lee of brokers James Capel"
        run_start > start and _person_of_a_place(tokens, start, run_start) is not None
    )
    if tied and word_at(tokens, run_start - 2) in PORTFOLIO_HOLDERS:
        given = _given_name(tokens, run_start, end)
        if given is not None:
            return Phrase(start, end, given, end)
    if tied and _is_head_of(tokens, run_start, end):
        return Phrase(start, end, end - 2, end)
    is_whole = name_start == run_start or _is_all_of_body(tokens, start, run_start, name_start)
    if tied and (is_whole or name_start == end):
        owner = _person_of_a_place(tokens, start, run_start)
        return Phrase(start, end, *owner) if owner else Phrase(start, end, end, end)
    return Phrase(start, end, name_start, end)


def _is_body_of(tokens: Sequence[Token], start: int, run_start: int) -> bool:
    """Whether the run of capitals after "of" is a body's: "Bank of New York"."""
    if run_start - 2 < start or tokens[run_start - 1].lower != "of":
        return False
    body = tokens[run_start - 2]
    return body.is_name and body.lower in ORGANISATIONS - ROLES


def _is_all_of_body(tokens: Sequence[Token], start: int, run_start: int, name_start: int) -> bool:
    """Whether only a nationality parts a body from its name: "Association of American Railways"."""
    origin = tokens[run_start:name_start]
    return _is_body_of(tokens, start, run_start) and all(t.lower in NATIONALITIES for t in origin)


def _joined_name(tokens: Sequence[Token], start: int, run_start: int, end: int) -> int | None:
    """Return where "S and P" or "Aqueduct and Sewer Authority" begins; None where two are meant."""
    first = run_start - 1
    if first <= start or tokens[first].lower not in ("and", "&"):
        return None
    while first > start and is_proper(tokens[first - 1]):
        first -= 1
    before = tokens[first : run_start - 1]
    if not before:
        return None
    if end - run_start == 1 and len(before) == 1 and len(tokens[end - 1].text) == 1:
        return first if before[0].text.isupper() and len(before[0].text) < 3 else None
    is_one = (
        first == start + 1
        and tokens[start].lower == "the"
        and end - run_start > 1
        and tokens[end - 1].lower in ORGANISATIONS - ROLES
        # "the White House and State Department", "the FBI and Justice Department"
        and not any(_is_office(token) or token.text.isupper() for token in before)
    )
    return first if is_one else None


def _goes_on_before(token: Token) -> bool:
    """Whether a company's name may go on before its last run: "Standard and Poor's Corp"."""
    return is_proper(token) or token.lower in ("and", "&", "'s", "'")


def _owned_body(tokens: Sequence[Token], start: int, run_start: int, end: int) -> int | None:
    """Return where "National Women's Soccer League" begins: a body by whom it is for."""
    if run_start - 2 < start or tokens[run_start - 1].lower not in ("'s", "'"):
        return None
    owner = tokens[run_start - 2]
    if (
        not owner.is_name
        or owner.lower not in _MEMBERS
        or tokens[end - 1].lower not in ORGANISATIONS
    ):
        return None
    first = run_start - 2
    while first > start and is_proper(tokens[first - 1]):
        first -= 1
    return first


def _given_name(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """Return where the name begins in "Irrigation Hossam Farouk", after "Minister of"."""
    for at in range(start + 1, end - 1):
        if tokens[at].lower in MALE_NAMES | FEMALE_NAMES:
            return at
    return end - 2 if end - start > 2 and not _is_office(tokens[end - 1]) else None


def _is_head_of(tokens: Sequence[Token], run_start: int, end: int) -> bool:
    """Whether it is "president of Delta Books Ann Lee", so that its last two words are a name."""
    if end - run_start < 3 or word_at(tokens, run_start - 1) != "of":
        return False
    holds = word_at(tokens, run_start - 2) in ROLES
    named = tokens[end - 2].lower in _GIVEN_NAMES and not _is_office(tokens[end - 1])
    return holds and named and tokens[run_start].lower not in _GIVEN_NAMES


def _is_tied(tokens: Sequence[Token], start: int, run: int) -> bool:
    """Whether a run of capitals is what a preposition ties to the noun: "aide to Ann Lee"."""
    at = run - 1
    joined = False  # "Disease Control and Prevention"
    while at > start and tokens[at].lower not in TIES:
        if not tokens[at].is_word and not (joined and tokens[at].lower == ","):
            break  # but not in "Kent, Essex and Surrey"
        if tokens[at].is_name and not joined:
            return False
        joined = joined or tokens[at].lower == "and"
        at -= 1
    if at <= start or tokens[at].lower not in TIES:
        return False
    if joined and tokens[at - 1].is_name and tokens[at - 1].lower in ORGANISATIONS:
        return True  # "Association of Machinists and Aerospace Workers"
    # "chief of staff Ann Lee" is a title and a name.
    return at == run - 1 or tokens[at].lower != "of" or tokens[at + 1].lower in DETERMINERS


def _is_of_another(tokens: Sequence[Token], start: int, run: int) -> bool:
    """Whether it is "critics of the country's President Ann Lee" or "the wife of chef Bob Ray"."""
    tie = next((at for at in range(start + 1, run) if tokens[at].lower == "of"), None)
    if tie is None:
        return False
    noun = tokens[tie - 1].lower
    several = noun in ROLES and noun.endswith("s") and noun not in ORGANISATIONS
    return several or noun in KIN | _RELATIONS


def _after_titles(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where the name begins in a run of capitalised words; `end` where there is none."""
    if (
        start == 0
        and end > 2
        and _OCCUPATION.search(tokens[0].lower)
        and (tokens[0].lower not in MALE_NAMES | FEMALE_NAMES)
    ):
        start = 1  # "Sprinter Nia Campbell"
    if start == end:
        return end
    if tokens[end - 1].lower in COMPANY_ENDINGS or (
        tokens[start].lower == "general" and word_at(tokens, start + 1) in GENERAL_COMPANIES
    ):
        return start
    if end - start > 1 and tokens[end - 2].lower in HONORIFICS:
        return end - 1  # "Mr Hague", though The Hague is a place
    if all(_is_office(token) for token in tokens[start:end]):
        return end
    if tokens[end - 1].lower in ORGANISATIONS:
        return start
    first = start
    for at in range(start, end - 1):
        word = tokens[at].lower
        is_body = 0 < at == end - 2 and not _is_office(tokens[end - 1])
        if is_body and word in ORGANISATIONS and word not in ROLES:
            continue  # "Network Rail", "Daily Post"
        given = tokens[at - 1].lower if at > start else ""
        is_dean = word == "dean" and at == start == end - 2
        if is_dean or (word in _NAMES_TOO and given in _GIVEN_NAMES):
            continue  # "Jeffrey Dean Morgan"
        is_manager = word == "gm" and word_at(tokens, at + 1) in _GIVEN_NAMES  # else the carmaker
        if word in _TITLES or is_manager:
            first = at + 1
    is_body = tokens[end - 1].lower in ("center", "centre")
    while first < end - 1 and _is_origin(tokens[first], end - first, is_body):
        first += 1
    if first < end and all(_is_office(token) for token in tokens[first:end]):
        return start  # "Conference of Catholic Bishops", "Tri-County Bancorp Board".
    return first


def _person_of_a_place(
    tokens: Sequence[Token], start: int, run_start: int
) -> tuple[int, int] | None:
    """Return the name in "Lars Bakke of Fjord Markets": two words or more, none of an office."""
    tie = next((at for at in range(start, run_start) if tokens[at].lower in TIES), None)
    if tie is None or tokens[tie].lower not in ("of", "from", "at", "with"):
        return None
    first = tie
    while first > start and (is_proper(tokens[first - 1]) or tokens[first - 1].lower in PARTICLES):
        first -= 1
    first = _after_titles(tokens, first, tie)
    titled = first > start and tokens[first - 1].lower in ROLES | HONORIFICS.keys()
    if tie - first < (1 if titled else 2) or any(_is_office(t) for t in tokens[first:tie]):
        return None
    return first, tie


def _is_origin(token: Token, words: int, is_body: bool) -> bool:
    """Whether a word says where somebody is from; "Sofia Lindqvist" is from nowhere."""
    word = token.lower
    known = word in NATIONALITIES or word in _ABBREVIATED or word in _NO_NAMES
    if _HYPHENATED.search(token.text):
        return True
    return known or (word in PLACES and words > 2 and not is_body)


def _is_office(token: Token) -> bool:
    word = token.lower
    return (
        word in OFFICE_WORDS
        or word in NATIONALITIES
        or word in DEMONYMS
        or word in PLACES
        or (word in PARTICLES and not token.is_name)
        or all(part in OFFICE_WORDS or part in NATIONALITIES for part in word.split("-"))
    )
