"""Where what was said begins and ends, whose it is, and what is nobody's: articles of our own."""

import sys
import time
from itertools import product
from types import FrameType

import pytest

from assistant.samples import sample_paths
from assistant.statements import extract
from index import Article
from index.reading.drafts import Draft
from index.reading.markdown import read_markdown


def found(text: str) -> list[tuple[str, str]]:
    return [(s.speaker, s.text) for s in extract(Article.of("A title", text))]


@pytest.mark.parametrize(
    "cue",
    [
        "said then that",
        "said there that",
        "said afterwards that",
        "said later in the day that",
        "said once more that",
        "said privately and in public that",
        "said that week that",
        "told reporters separately that",
        "said after the talks that",
        "said after that meeting that",
        "said in an interview earlier this week that",
        "said in Sfax at the opening of a school that",
        "said in Doha on Saturday, when it rained, that",
        "said last week, in a letter to Bob Ray, that",
        "said in a speech — his first — that",
        "announced in May 2017 that",
        "said that that",
    ],
)
def test_a_text_begins_at_the_clause_that_was_said(cue: str) -> None:
    assert found(f"Ann Lee {cue} the dam had burst.") == [("Ann Lee", "the dam had burst")]


@pytest.mark.parametrize(
    "said",
    [
        "there was no doubt that it rained",
        "the minister had claimed that it rained",
        "the claims that it failed were false",
        "then the talks that failed would resume",
    ],
)
def test_a_clause_with_another_inside_is_left_whole(said: str) -> None:
    assert found(f"Ann Lee said {said}.") == [("Ann Lee", said)]


def test_a_result_is_not_what_was_said() -> None:
    assert found("Ann Lee screamed so loudly that neighbours called the police.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The second was the rivalry of powers, which, Ann Lee said, had ruined the land",
        "The dam, which, Ann Lee said, was new, has burst",
        "It remained to be seen, Ann Lee added, whether Sfax would pay",
        "There is no sign, Ann Lee said, that it leaked",
        "The dam held, Ann Lee said, because it was new",
    ],
)
def test_a_clause_around_its_cue_is_not_cut(sentence: str) -> None:
    assert found(f"{sentence}.") == [("Ann Lee", sentence)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The dam held, Ann Lee told the Post, which asked her.", "The dam held"),
        ("The dam has held, Ann Lee said, but that is no wonder.", "The dam has held"),
    ],
)
def test_what_the_writer_adds_is_left_out(text: str, said: str) -> None:
    assert found(text) == [("Ann Lee", said)]


def test_the_second_half_of_a_subject_cuts_nothing_off() -> None:
    assert found("Ann Lee said she would go on if the UN and Turkey agreed.") == [
        ("Ann Lee", "she would go on if the UN and Turkey agreed")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Neither side announced a decision on the dam.",
        "Neither Ann Lee nor Bob Ray said that the dam had burst.",
        "Neither of the ministers said that it had burst.",
        "No official said that it had burst.",
        "No one said that it had burst.",
        "Nobody denied the claim.",
        "None of the ministers said that it had burst.",
        "Not one of the ministers said that it had burst.",
        "Few analysts said that it had burst.",
        "Hardly anyone said that it had burst.",
        "Neither side confirmed it, adding that the dam held.",
        "Ann Lee announced her decision to reporters in New York after a debate.",
        "Ann Lee announced her decision to the council.",
        "Ann Lee announced the decision on Tuesday.",
        "Ann Lee announced her intentions.",
    ],
)
def test_what_nobody_said_is_no_statement(text: str) -> None:
    assert found(text) == []


def test_a_decision_that_is_told_is_a_statement() -> None:
    assert found("Ann Lee announced her decision to close the dam.") == [
        ("Ann Lee", "her decision to close the dam")
    ]
    assert found("Ann Lee announced the decision that the dam would close.") != []


def test_a_few_are_somebody() -> None:
    assert found("A few analysts said the dam held.") == [("A few analysts", "the dam held")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("UN envoy Issa Diop resigned. The Senegalese diplomat said it was over.", "Issa Diop"),
        (
            "President Joe Hill met Paul Roux, the Belgian envoy. The Belgian said it was over.",
            "Paul Roux",
        ),
        ("Finnish President Eva Salo sat. Finland's president said it was over.", "Eva Salo"),
        ("Finland's president said it was over. Finnish President Eva Salo sat.", "Eva Salo"),
        ("It was over, a spokesman said. City spokesman Bob Ray gave no reason.", "Bob Ray"),
        ("It was over, according to her daughter, Ann Lee.", "Ann Lee"),
    ],
)
def test_a_description_is_the_person_introduced_with_it(text: str, speaker: str) -> None:
    assert [name for name, _ in found(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Russian Minister Ivan Orlov sat. The American diplomat said it was over.",
            "American diplomat",
        ),
        (
            "President Joe Hill met President Paul Roux. The French president said it was over.",
            "French president",
        ),
        (
            "US Ambassador to Russia Joe Hill sat. The Russian ambassador said it was over.",
            "Russian ambassador",
        ),
        ("Ann Lee sat. Lee's wife said it was over.", "Lee's wife"),
        ("A senior official said it was over. Bob Ray, a senior official, sat.", "Senior official"),
        ("It was over, a spokesman said. Spokesmen Bob Ray and Tom Lee sat.", "a spokesman"),
        ("According to a filing, Ann Lee has bought the dam.", "Filing"),
    ],
)
def test_a_description_of_somebody_else_names_nobody(text: str, speaker: str) -> None:
    assert [name for name, _ in found(text)] == [speaker]


def test_the_samples_name_their_speakers_and_begin_with_what_was_said() -> None:
    spoken: dict[str, set[str]] = {}
    for path in sample_paths():
        with path.open("rb") as stream:
            (draft,) = read_markdown(stream)
        assert isinstance(draft, Draft)
        statements = extract(Article.of(draft.title or "", draft.text))
        spoken[path.stem] = {s.speaker for s in statements}
        for statement in statements:
            assert not statement.text.startswith(("then that", "there that", "after the talks"))
            assert not statement.text.endswith(("which", "who", "that"))
    assert spoken["bathily-resigns"] == {"Abdoulaye Bathily", "a spokesman"}
    assert "Chinese diplomat" not in spoken["saudi-iran-agreement"]
    assert "Neither side" not in spoken["shaibani-moscow"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # Whose words are not those of what is named in an apposition, or in what was said.
        ("Ann Lee, a teacher at Sfax School, said the source of the leak was known.", "Ann Lee"),
        ("Ann Lee, who was there, said the Delta Union in Sfax was wrong.", "Ann Lee"),
        ("Additionally, the dam was old, said Ann Lee.", "Ann Lee"),
        ("Late Sunday, Ann Lee issued a warning, saying the dam had burst.", "Ann Lee"),
        ("It was a move experts said was wrong.", "Experts"),
        ("The rifle is like the one authorities said was used.", "Authorities"),
        # Names in full.
        ("It was old, the Daily Post said.", "Daily Post"),
        ("The line is shut. A strike is on, Network Rail said.", "Network Rail"),
        ("The dam held, Paul A. Friedman said.", "Paul A. Friedman"),
        ("He met manager Ruben Amaro Jr. on Monday. Amaro said it was over.", "Ruben Amaro Jr."),
        ("It is good for coach Sandy Brondello. Brondello said it was over.", "Sandy Brondello"),
        ("Spokeswoman Karla West sat. West said it was over.", "Karla West"),
        ("Andrew King, a lecturer, sat. King said it was over.", "Andrew King"),
        ("Actor Jeffrey Dean Morgan sat. Morgan said it was over.", "Jeffrey Dean Morgan"),
        ("Forward Bob Ray said it was over.", "Bob Ray"),
        ("“It is over,” said Robert J. “Bob” Ray.", "Robert J. Ray"),
        (
            "The Association of French Railways said it was over.",
            "Association of French Railways",
        ),
        ("Bank of Sfax Ltd said it was over.", "Bank of Sfax Ltd"),
        (
            "Ann Lee, the dean of the Centre on Art at Delta College, Indiana, says it is over.",
            "Ann Lee",
        ),
    ],
)
def test_the_speaker_is_named_whole(text: str, speaker: str) -> None:
    assert [name for name, _ in found(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("On Friday, Ann Lee vowed to win.", "to win"),
        ("At that point, Ann Lee told Bob Ray to leave the room.", "to leave the room"),
        ("When Bob Ray left, Ann Lee insisted on a vote by mail.", "on a vote by mail"),
        ("Ann Lee insisted on Monday that it rained.", "it rained"),
        ('Speaking on "Good Day," Ann Lee said it was late.', "it was late"),
        ('In "The Dam," Ann Lee explains how it was built.', "how it was built"),
    ],
)
def test_an_occasion_is_not_what_was_said(text: str, said: str) -> None:
    assert found(text) == [("Ann Lee", said)]


def test_a_quotation_that_nobody_in_particular_said() -> None:
    text = "The dam held, Navy officials said.\n\n“Look out!”\n\n“We have never seen it so high.”"
    assert found(text) == [("Navy officials", "The dam held")]
    text = "The ministry said that the dam had held. “We have checked it.”\n\n“We checked twice.”"
    assert [said for _, said in found(text)] == ["the dam had held", "We have checked it."]


def test_a_body_that_is_quoted_goes_on() -> None:
    text = "“The dam held,” the ministry said.\n\n“We have checked it.”"
    assert [said for _, said in found(text)] == ["The dam held", "We have checked it."]


def test_a_quotation_in_two_single_marks() -> None:
    assert found("“It will hold,’’ Ann Lee said. ‘‘We checked it,’’ said Ann Lee.") == [
        ("Ann Lee", "It will hold"),
        ("Ann Lee", "We checked it"),
    ]


def test_a_name_may_end_as_an_adverb_does() -> None:
    text = (
        "Envoy Issa Bathily left, a spokesman said. Bathily gave two reasons. He said it was late."
    )
    assert [name for name, _ in found(text)] == ["a spokesman", "Issa Bathily"]


def test_a_family_name_may_come_first() -> None:
    text = "Kim Jong-su sat. The adviser Kim Tae-ho said it was late. “It is over,” Kim said."
    assert [name for name, _ in found(text)] == ["Kim Tae-ho", "Kim Tae-ho"]


def test_a_denial_of_charges_is_a_statement() -> None:
    assert found("Ann Lee denied Bob Ray's charges.") == [("Ann Lee", "denied Bob Ray's charges")]


def test_what_an_agency_reports_of_somebody_is_theirs() -> None:
    text = 'Bob Ray said it was bad and he called on all to expect "a flood," the Post reported.'
    assert {name for name, _ in found(text)} == {"Bob Ray"}


def test_father_and_son_are_told_apart() -> None:
    text = "Bob Ray sat. Bob Ray Jr. said it was over. Ray Jr. said it again. Bob Ray said no more."
    assert [name for name, _ in found(text)] == ["Bob Ray Jr.", "Bob Ray Jr.", "Bob Ray"]


@pytest.mark.parametrize(
    "text",
    [
        "Some Southern states where gas is cheap have done well.",
        "Rights advocate Ann Lee met doctors and patient advocates.",
        "The left likes its promises of a higher wage.",
        "Delta Motors recalled another 2 million vehicles.",
        "Iran continued its exports.",
        "Ann Lee laughed when she saw it.",
        "Bob Ray hails from Vermont.",
        "The Kurds will defend themselves.",
        "It came weeks after the first confirmed case.",
        "Nor does it explain how it happened.",
        "Ann Lee almost said no to Sfax.",
        "A Sfax judge denied the ministry's motion to close the dam.",
        "Bob Ray sat. Unless he successfully appeals for a second time, the case is over.",
        "It leaked, which is a major reason why the dam is closed.",
    ],
)
def test_words_that_look_like_a_cue(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The institute assured that extreme forces would be needed.", "extreme forces would"),
        ("In Doha, according to Ann Lee, the talks had failed.", "In Doha, according to"),
        ("The problem, according to Ann Lee, is that it leaks.", "The problem, according to"),
    ],
)
def test_a_text_is_more_than_its_opening(text: str, said: str) -> None:
    ((_, words),) = found(text)
    assert words.startswith(said)
    assert text.endswith(f"{words}.")


def test_headings_and_titles_are_nobodys_words() -> None:
    text = (
        "Ann Lee told the council that the dam would hold.\n'A new low'\nFailure of the action\n"
        "“We have checked it twice.”\nThe list of films:\n“Dune”\n“Drive My Car”\n"
    )
    assert found(text) == [
        ("Ann Lee", "the dam would hold"),
        ("Ann Lee", "We have checked it twice."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee married Bob Lee. It rained, Lee said. " * 4000,
        "Ann Lee and " * 1000 + "Bob Ray said it rained.",
        ("Ann Lee and " * 70 + "Bob Ray said it rained. ") * 50,
        "Ann Lee said that " * 700 + "it rained.",
    ],
)
def test_hostile_text_is_read_in_seconds(text: str) -> None:
    article = Article.of("A title", text)
    start = time.process_time()
    extract(article)
    assert time.process_time() - start < 5


def effort(text: str) -> int:
    """Return how many function calls reading a text takes: the same on every machine."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    article = Article.of("A title", text)
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        extract(article)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "sentence",
    [
        "{} Lee said it rained.",
        "Ann {} said it rained.",
        "Minister {} Lee sat. The minister said it rained.",
        "Ann {} sat. The British official said it rained.",
        "{0} Ko{0} sat. SNCF said it rained.",
    ],
)
def test_twice_the_people_take_twice_the_work(sentence: str) -> None:
    names = ["".join(n).title() for n in product("bdgklmnprtvz", "aeiou", "bdgkl", "aeiou")]
    some = effort(" ".join(sentence.format(name) for name in names[:500]))
    twice = effort(" ".join(sentence.format(name) for name in names[:1000]))
    assert twice < 2.3 * some


def test_a_sentence_without_end_is_read_from_its_beginning() -> None:
    assert found("Ann Lee said it rained" + ", and it was wet" * 400 + ".")[0][0] == "Ann Lee"
