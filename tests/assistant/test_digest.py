"""Digests by the facade: every source kept, every sentence cited, disagreements side by side."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from assistant import Assistant, InputError
from assistant.as_markdown import digest as as_markdown
from assistant.overview.citing import cite
from assistant.overview.lines import Line, lines, names_something, stands_alone
from assistant.overview.quantities import agree, quantities
from assistant.types import Cited, Digest
from index import Article, Filter

FERRY = "A ferry sank off the coast of Tanzania on Monday and {} people were killed, {}."
ARTICLES = [
    Article.of(
        "Ferry sinks off Tanzania",
        FERRY.format(37, "the coast guard said") + "\nThe ferry Amani was on its way from Pemba "
        "to Dar es Salaam with 210 passengers. President Samia Suluhu Hassan promised an inquiry.",
        published=date(2024, 3, 4),
        source="Coast Gazette",
    ),
    Article.of(
        "Many dead as Tanzanian ferry goes down",
        FERRY.format(52, "according to the coast guard") + "\nThe Amani had left Pemba for Dar es "
        "Salaam in the morning. Fishermen pulled more than a hundred people out of the water.",
        published=date(2024, 3, 4),
        source="Hill Courier",
    ),
    Article.of(
        "Captain of sunken ferry Amani arrested in Dar es Salaam",
        "Police in Dar es Salaam on Thursday arrested the captain of the ferry Amani, which sank "
        "off the coast of Tanzania on Monday with 210 passengers. The captain, Juma Kombo, is "
        "accused of having taken on too many people. He denied it.",
        published=date(2024, 3, 7),
        source="Coast Gazette",
    ),
    Article.of(
        "Central bank of Norway leaves interest rate unchanged",
        "LONDON (Reuters) - Norway's central bank left its interest rate at 4.5 per cent on "
        "Thursday and said that a cut was not likely before autumn. The krone rose.",
        published=date(2024, 3, 21),
        source="Harbour <b>Wire</b>",
        url="https://example.org/rate",
    ),
]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    news = Assistant(tmp_path_factory.mktemp("library"))
    news.add_articles(ARTICLES)
    yield news
    news.close()


@pytest.fixture(scope="module")
def made(news: Assistant) -> Digest:
    return news.digest()


def sentences(digest: Digest) -> Iterator[Cited]:
    for story in digest.stories:
        yield from story.sentences
        for pair in story.disagreements:
            yield from pair


def test_every_article_is_in_one_story_and_the_largest_comes_first(made: Digest) -> None:
    told = [name for story in made.stories for name in story.article_ids]
    assert sorted(told) == sorted(article.id for article in ARTICLES)
    ferry, bank = made.stories
    assert {ARTICLES[n].id for n in range(3)} == set(ferry.article_ids)
    assert ferry.published == date(2024, 3, 7)
    assert bank.title == "Central bank of Norway leaves interest rate unchanged"


def test_the_newest_article_stands_for_a_story(made: Digest) -> None:
    ferry = made.stories[0]
    assert ferry.title == "Captain of sunken ferry Amani arrested in Dar es Salaam"
    assert ferry.sentences[0].text.startswith("Police in Dar es Salaam on Thursday arrested")
    assert ferry.sentences[0].dates[0].since == date(2024, 3, 7)


def test_every_sentence_is_cited_and_says_what_its_article_says(
    made: Digest, news: Assistant
) -> None:
    for story in made.stories:
        assert 1 <= len(story.sentences) <= 2
    for sentence in sentences(made):
        for citation in sentence.citations:
            text = news.article(citation.article_id).text
            assert text[citation.start : citation.end] == citation.quote
        assert sentence.text in sentence.citations[0].quote or len(sentence.citations) > 1


def test_sources_that_disagree_are_side_by_side(made: Digest) -> None:
    ferry, bank = made.stories
    ((one, other),) = ferry.disagreements
    assert {"37", "52"} == {s.text.split(" people")[0].split()[-1] for s in (one, other)}
    assert one.citations[0].article_id != other.citations[0].article_id
    assert bank.disagreements == ()


def test_a_dateline_is_left_out_of_the_text_but_not_of_the_quote(made: Digest) -> None:
    (bank,) = (story for story in made.stories if "bank" in story.title)
    assert bank.sentences[0].text.startswith("Norway's central bank left")
    assert bank.sentences[0].citations[0].quote.startswith("LONDON (Reuters) - Norway's")


def test_a_digest_on_a_topic_has_only_what_is_on_it(news: Assistant) -> None:
    assert [s.title for s in news.digest(about="interest rate in Norway").stories] == [
        ARTICLES[3].title
    ]
    assert len(news.digest(about="Amani").stories[0].article_ids) == 3
    assert news.digest(about="Madagascar") == Digest(())
    assert news.digest(about="ferry in Madagascar") == Digest(())


def test_scope(news: Assistant) -> None:
    of = news.digest(Filter(sources=frozenset({"Coast Gazette"})))
    assert {n for story in of.stories for n in story.article_ids} == {
        ARTICLES[0].id,
        ARTICLES[2].id,
    }
    assert news.digest(Filter(until=date(2020, 1, 1))) == Digest(())


@pytest.mark.parametrize("about", ["", "  ", "x" * 3000])
def test_a_topic_that_is_none(news: Assistant, about: str) -> None:
    with pytest.raises(InputError):
        news.digest(about=about)


def test_progress_counts_articles_and_cancelling_keeps_what_is_done(news: Assistant) -> None:
    steps: list[tuple[int, int]] = []
    news.digest(on_progress=lambda done, total: steps.append((done, total)))
    assert steps == [(0, 4), (3, 4), (4, 4)]
    assert len(news.digest(cancelled=lambda: True).stories) == 1


def test_markdown_names_every_source_and_hides_no_html(news: Assistant, made: Digest) -> None:
    shown = as_markdown(made, news.articles())
    for article in ARTICLES:
        assert article.title in shown
    assert "They do not agree" in shown
    assert "<b>" not in shown
    assert "<https://example.org/rate>" in shown
    assert "   > LONDON (Reuters) - Norway's" in shown


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("At least 1,250 people were killed, the ministry said.", [(1250, "least", "killed")]),
        ("The quake killed 12 and injured 40 others.", [(12, "exact", "killed")]),
        ("The death toll rose to 158 on Thursday.", [(158, "exact", "killed")]),
        ("Some 40 were wounded.", [(40, "about", "injured")]),
        ("It cost $14.9 billion.", [(14.9e9, "exact", "dollar")]),
        ("It cost 3 million euros.", [(3e6, "exact", "euro")]),
        ("Shares cost $55 each.", []),
        ("Turnout was 61 per cent.", [(61, "exact", "%")]),
        ("The draft won 13 votes.", [(13, "exact", "vote")]),
        ("In 2011 he was 61 years old and had two children, at 11.10 p.m.", []),
        ("They won 3-1 on 5 May, 200 miles from home.", []),
        ("Police arrested 31 people, including 12 women.", [(31, "exact", "arrested")]),
    ],
)
def test_quantities(text: str, found: list[tuple[float, str, str]]) -> None:
    named = [(q.value, q.bound, q.unit) for q in quantities(text)]
    assert set(found) <= set(named)
    assert len(named) <= len(found) + ("injured 40" in text)


@pytest.mark.parametrize(
    ("one", "other", "do"),
    [
        ("37 people were killed", "37 people were killed", True),
        ("37 people were killed", "52 people were killed", False),
        ("at least 37 people were killed", "40 people were killed", True),
        ("at least 37 people were killed", "212 people were killed", False),
        ("nearly 3,000 people were killed", "2,946 people were killed", True),
        ("3,000 people were killed", "2,946 people were killed", True),
        ("2,900 people were killed", "3,900 people were killed", False),
    ],
)
def test_numbers_that_can_both_be_right_agree(one: str, other: str, do: bool) -> None:
    assert agree(next(quantities(one)), next(quantities(other))) is do


def test_lines_leave_out_what_a_page_says_of_itself() -> None:
    article = Article.of(
        "Title",
        "Sign up for our newsletter to get the day's stories.\n"
        "Smoke rises over the port of Odesa. Anadolu/Getty Images file photo of the port.\n"
        "Short one.\nThe governor, Oleh Kiper, said that two silos had been hit in the night.\n"
        "He asked whether help would come?\n“It was the third attack of this week.",
    )
    assert [line.text for line in lines(article)] == [
        "Smoke rises over the port of Odesa.",
        "The governor, Oleh Kiper, said that two silos had been hit in the night.",
    ]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("The court sentenced Kolar to four years.", True),
        ("He was sentenced to four years.", False),
        ("But the court sentenced Kolar to four years.", False),
        ("Here's what you need to know about Kolar.", False),
        ("Following is a list of the courts that are open on Monday.", False),
        ("Welcome to the forum on the trial of Kolar.", False),
        ("“We will appeal,” his lawyer Eva Mala said.", True),
        ("No, the court did not sentence Kolar.", False),
        ("No one was hurt when the court burnt down.", True),
    ],
)
def test_sentences_that_stand_alone(text: str, alone: bool) -> None:
    assert stands_alone(text) is alone


@pytest.mark.parametrize(
    "text",
    [
        "Divers found a wreck, said Ann Lee of the port (Mass.)",
        "Last month he spoke for the bill along with Democratic Sens. Ann Lee and Bob Ray.",
        "She was the youngest on the court when then-Gov. Bob Ray chose her.",
        "The group holds its annual meeting from July 29-Aug. 2 in Sfax.",
        "The second of them was the rivalry of foreign powers, which.",
    ],
)
def test_a_line_is_a_whole_sentence(text: str) -> None:
    shown = [line.text for line in lines(Article.of("Title", text))]
    assert shown in ([], [text])
    assert not any(re.search(r"(?:Mass\.\)|Sens\.|Gov\.|Aug\.|which\.)$", line) for line in shown)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("With lamps on their heads they climbed towards the stars.", False),
        ("The morning was cold, and I was early.", False),
        ("Oslo's morning was cold and wet.", True),
        ("Bergen woke to a cold morning.", True),
        ("The morning was cold in Oslo.", True),
        ("The summit was reached by 12 climbers.", True),
        ("‘Cold’ was the word of the “Oslo” morning.", True),
    ],
)
def test_sentences_that_name_something(text: str, names: bool) -> None:
    article = Article.of("Winter", f"{text} All ships left Bergen.")
    assert names_something(next(lines(article))) is names


def test_a_feature_is_told_by_its_news_and_not_by_the_picture_it_opens_with(
    tmp_path: Path,
) -> None:
    feature = Article.of(
        "Norwegian women climb Nanga Parbat in winter",
        "With lamps on and ice below, the women climbed above the clouds to the white summit of "
        "the mountain.\nIn January, a team of twelve Norwegian women became the first to climb "
        "Nanga Parbat in winter without men.\nThe mountain is among the highest of the world.",
        published=date(2024, 3, 4),
    )
    with closing(Assistant(tmp_path)) as news:
        news.add_articles([feature])
        (story,) = news.digest().stories
    assert story.sentences[0].text.startswith("In January, a team of twelve Norwegian women")


def test_a_role_is_named_where_the_article_names_it() -> None:
    text = (
        "The mayor of Port Selim, Farida Haddad, asked people to leave the lower town. "
        "The mayor said on Tuesday that the river would rise again."
    )
    article = Article.of("Flood", text, published=date(2024, 3, 5))
    second = list(lines(article))[1]
    from assistant.statements import extract

    cited = cite(Line(article, second.span, 1), extract)
    assert cited.text == "Farida Haddad said on Tuesday that the river would rise again."
    assert len(cited.citations) == 2
