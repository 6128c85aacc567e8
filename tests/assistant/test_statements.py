"""Who said what, out of short articles of our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.statements import extract, said_by
from index import Article

NUCLEAR = """Iranian Foreign Minister Hamid Rostami said on Sunday that Tehran would return to the \
talks "with an open mind".

“We have nothing to hide,” Rostami told a news conference in Muscat. “Our doors are open.”

“The inspectors have seen every site.

“They will see every site again.”

The minister accused Washington of delay, adding that patience “is not endless”. He denied that a \
deadline had been set.

Omani mediator Laila al-Busaidi, who attended the meeting, was more cautious. "It is a start," she \
said, "and no more than that."

According to the state news agency, a second round will be held in May. A European diplomatic \
source informed Gulf Wire that no date had been agreed.

"""


def found(text: str) -> list[tuple[str, bool, str]]:
    return [(s.speaker, s.direct, s.text) for s in extract(Article.of("A title", text))]


def test_an_article_with_every_kind_of_attribution() -> None:
    rostami = "Hamid Rostami"
    assert found(NUCLEAR) == [
        (rostami, False, 'Tehran would return to the talks "with an open mind"'),
        (rostami, True, "We have nothing to hide"),
        (rostami, True, "Our doors are open."),
        (rostami, True, "The inspectors have seen every site."),
        (rostami, True, "They will see every site again."),
        (rostami, False, "accused Washington of delay"),
        (rostami, False, "patience “is not endless”"),
        (rostami, False, "denied that a deadline had been set"),
        ("Laila al-Busaidi", True, '"It is a start," she said, "and no more than that."'),
        ("State news agency", False, "a second round will be held in May"),
        ("European diplomatic source", False, "no date had been agreed"),
    ]


def test_a_citation_opens_on_the_whole_sentence() -> None:
    article = Article.of("A title", NUCLEAR)
    denial = next(s for s in extract(article) if s.cue == "denied")
    assert denial.citation.quote == "He denied that a deadline had been set."
    quoted = next(s for s in extract(article) if s.text == "We have nothing to hide")
    assert quoted.citation.quote.startswith("“We have nothing to hide,” Rostami told")


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        ("Defence Secretary Ann Lee said nothing would change.", "Ann Lee", "nothing would change"),
        ("Nothing would change, said Ann Lee.", "Ann Lee", "Nothing would change"),
        ("Nothing, Ann Lee said, would change.", "Ann Lee", "Nothing, Ann Lee said, would change"),
        ("Ann Lee, the mayor, has warned that taps may run dry.", "Ann Lee", "taps may run dry"),
        ("Its president, Ann Lee, insisted it was solvent.", "Ann Lee", "it was solvent"),
        ("Ann Lee was quoted as saying that the dam held.", "Ann Lee", "the dam held"),
        ("Ann Lee told reporters in Cairo on Monday that the dam held.", "Ann Lee", "the dam held"),
        ("Ann Lee on Monday said the dam held.", "Ann Lee", "the dam held"),
        ("The dam has held, according to Ann Lee of Delta Water.", "Ann Lee", "The dam has held"),
        ("The White House said the visit was off.", "White House", "the visit was off"),
        ("Media reports indicated the visit was off.", "Media reports", "the visit was off"),
        ("The visit is off, a palace spokesman said.", "Palace spokesman", "The visit is off"),
        (
            "Prices rose, according to a statement from the Ministry of Trade.",
            "Ministry of Trade",
            "Prices rose",
        ),
        ("Ann Lee and Bob Ray announced that they had met.", "Ann Lee and Bob Ray", "they had met"),
        ("Ann Lee praised the crew.", "Ann Lee", "praised the crew"),
        ("Ann Lee called for calm.", "Ann Lee", "called for calm"),
        ("Taps may run dry, Moody's said.", "Moody's", "Taps may run dry"),
        ("Its shares fell, chief analyst Ann Lee said here.", "Ann Lee", "Its shares fell"),
        ("Ann Lee asked Delta Water to explain.", "Ann Lee", "Delta Water to explain"),
        ("Ann Lee continues to insist that it held.", "Ann Lee", "it held"),
        ("Moscow denies claims that it leaks.", "Moscow", "denies claims that it leaks"),
        ('Ann Lee told "The Delta Post" that it held.', "Ann Lee", "it held"),
        ("The dam, which Ann Lee said was safe, has burst.", "Ann Lee", "was safe, has burst"),
        (
            "The dam was condemned by the Delta Union on Monday.",
            "Delta Union",
            "The dam was condemned",
        ),
        (
            "Bob Ray has been accused by the police of theft.",
            "Police",
            "Bob Ray has been accused by the police of theft",
        ),
        ("Ann Lee denied theft, and walked free.", "Ann Lee", "denied theft"),
        (
            "A union representing 2,500 dockers in Sfax said it would strike.",
            "Union",
            "it would strike",
        ),
        (
            "The Union of Dockers and Port Workers said it would strike.",
            "Union of Dockers and Port Workers",
            "it would strike",
        ),
        (
            "The National Women's Rowing League said it would pay.",
            "National Women's Rowing League",
            "it would pay",
        ),
        ("The dam held, Ann Lee said, state television reported.", "Ann Lee", "The dam held"),
    ],
)
def test_reported(text: str, speaker: str, said: str) -> None:
    assert found(text) == [(speaker, False, said)]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee added two goals in the second half.",
        "The measures announced by the ministry took effect on Monday.",
        "A man accused of theft was released.",
        "Ann Lee declined to say when.",
        "Most states have a lottery.",
        "Its claims are false.",
        'The ball hit the 2" pipe.',
        "Judge Ann Lee pushed back the hearing.",
        "The Russian state news agency is in Moscow.",
        "The deal was renewed for a year.",
        "A wave of heat, threatening records, came on Monday.",
        "Ann Lee won, showing that age is no bar.",
        "The next generation of LEDs promise very bright lights.",
    ],
)
def test_what_is_no_statement(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Mayor Ann Lee met Bob Ray. She said it went well.", ["Ann Lee"]),
        ("Ann Lee said yes to it. Then Bob Ray spoke. He said no to it.", ["Ann Lee", "Bob Ray"]),
        ("Minister Ann Lee was there. The minister said it was over.", ["Ann Lee"]),
        ("British Minister Tom Ray is in. The British official said all was well.", ["Tom Ray"]),
        ("Foreign Minister Tom Ray was there. The FM revealed the plan.", ["Tom Ray"]),
        ("Ann Lee, 23, won. The 23-year-old said it was a dream.", ["Ann Lee"]),
        ("Tom Lee met Ann Lee. Mr Lee said it rained. Ms Lee said it did.", ["Tom Lee", "Ann Lee"]),
        ("He said it was over.", []),
        ("Ann Lee resigned. The home secretary said it was over.", ["Ann Lee"]),
        ("Shadow minister Bob Ray sat. The minister said it was over.", ["Minister"]),
        ("In Mayor Ann Lee's yearly speech, she said it was over.", ["Ann Lee"]),
        ("Delta Airways is late. DA said it was sorry.", ["Delta Airways"]),
        ("Mayor Ann Lee met Bob Ray. Lee of Sfax said it went well.", ["Ann Lee"]),
        ("Ann Lee sang. The Canadian emcee said it went well.", ["Ann Lee"]),
        ('Ann Lee sang. The "Yellow" singer said it went well.', ["Ann Lee"]),
        ("It rained, said Delta director of public works, Ann Lee.", ["Ann Lee"]),
    ],
)  # fmt: skip
def test_speakers_are_resolved_within_the_article(text: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _, _ in found(text)] == speakers


@pytest.mark.parametrize(
    "text",
    [
        "'I give up,' said Ann Lee.",
        '"I give up," said Ann Lee.',
        "“I give up,” Ann Lee said.",
        "Ann Lee said: “I give up”.",
        "«I give up», said Ann Lee.",
        "Ann Lee was blunt: “I give up.”",
        "``I give up,'' said Ann Lee.",
    ],
)
def test_quotation_marks(text: str) -> None:
    ((speaker, direct, said),) = found(text)
    assert (speaker, direct, said.rstrip(".")) == ("Ann Lee", True, "I give up")


def test_a_paragraph_run_on_opens_its_quotation_anew() -> None:
    text = 'Ann Lee said: "I give up. "I have had enough." She added: "Goodbye to it all."'
    assert [s for s in found(text) if s[0] == "Ann Lee"] == [
        ("Ann Lee", True, "I give up."),
        ("Ann Lee", True, "I have had enough."),
        ("Ann Lee", True, "Goodbye to it all."),
    ]


def test_a_reported_clause_may_introduce_a_quotation() -> None:
    assert found('Ann Lee said it was over: "I give up."') == [
        ("Ann Lee", False, "it was over"),
        ("Ann Lee", True, "I give up."),
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"I give up," @ann_lee wrote.', "@ann_lee"),
        ('"I give up!" Ann Lee yelled as she left.', "Ann Lee"),
        ('"I give up," said Ann Lee of brokers Bob Ray.', "Ann Lee"),
        ('"I give up," the Delta Union said in a statement.', "Delta Union"),
        ('"I give up," the Delta Post reports a union source as saying.', "Union source"),
        ('"I give up," said the Delta Union in a statement on its website.', "Delta Union"),
    ],
)
def test_who_is_quoted(text: str, speaker: str) -> None:
    ((said_by_whom, direct, _),) = found(text)
    assert (said_by_whom, direct) == (speaker, True)


def test_quotations_nest() -> None:
    ((_, direct, said),) = found("“He told me ‘never again’ and left,” said Ann Lee.")
    assert direct and said == "He told me ‘never again’ and left"


def test_the_statements_of_one_speaker_by_name_and_by_office() -> None:
    article = Article.of("A title", NUCLEAR)
    assert len(said_by(article, "rostami")) == 8
    assert said_by(article, "the Iranian foreign minister") == said_by(article, "Hamid Rostami")
    assert [s.speaker for s in said_by(article, "al-busaidi")] == ["Laila al-Busaidi"]
    assert said_by(article, "Macron") == []


_PIECES = st.sampled_from(
    ["Ann Lee", "said", " that", "“", "”", '"', "'", ",", ".", "\n", " ", "the minister", "he",
     "according to", "told", "of", "’s", "who", "—", "(", ")", ":", "adding", "and", "é", "𝔘", "5"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=60).map(" ".join)))
def test_any_text_gives_statements_that_stand_in_it(text: str) -> None:
    article = Article.of("A title", text)
    for statement in extract(article):
        assert statement.text in statement.citation.quote
        assert statement.text.strip() == statement.text != ""
        assert statement.speaker
        assert text[statement.citation.start : statement.citation.end] == statement.citation.quote
