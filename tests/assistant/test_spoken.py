"""What people said over a library: never mixed up, and told where it changed."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Refusal, as_json, as_text
from assistant.asking import asks_whether_true
from assistant.followup import standalone
from assistant.statements import extract
from index import Article

MARCH = Article.of(
    "Minister on the port",
    "Trade Minister Leila Mansour said that the port of Sfax would not be sold to a foreign "
    "company. She denied that talks with buyers had begun.\n\n"
    "Mansour promised the fishermen new moorings by the summer. She also spoke about the "
    "olive harvest, which she called the best in ten years.",
    published=date(2024, 3, 5),
)
SEPTEMBER = Article.of(
    "Port to be sold after all",
    "Trade Minister Leila Mansour said on Tuesday that the port of Sfax would be sold to a foreign "
    "company. She warned that the state could no longer pay for the docks.\n\n"
    "The union leader Hedi Karoui said that Mansour had broken her word on the port, and accused "
    "Mansour of hiding the talks on pensions. According to Karoui, Governor Sami Trabelsi was "
    "against higher pensions.",
    published=date(2024, 9, 11),
)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    assistant = Assistant(tmp_path_factory.mktemp("library"))
    assistant.add_articles([MARCH, SEPTEMBER])
    yield assistant
    assistant.close()


def answer(news: Assistant, question: str) -> Answer:
    outcome = news.ask(question)
    assert isinstance(outcome, Answer), outcome
    return outcome


def test_the_newest_statements_come_first(news: Assistant) -> None:
    found = answer(news, "What did Mansour say about the port?")
    days = [sentence.citations[0].published for sentence in found.sentences]
    assert days == sorted(days, reverse=True)
    assert set(days) == {date(2024, 3, 5), date(2024, 9, 11)}


def test_a_statement_that_changed_is_shown_with_both_dates(news: Assistant) -> None:
    found = answer(news, "What did Mansour say about the port?")
    ((earlier, later),) = found.changed
    assert "would not be sold" in earlier.text
    assert "would be sold" in later.text
    shown = as_text.outcome(found)
    assert "do not agree" in shown
    assert "earlier, 2024-03-05:" in shown
    assert "later, 2024-09-11:" in shown
    ((pair),) = as_json.outcome(found)["changed"]
    assert pair["earlier"]["citations"][0]["published"] == "2024-03-05"


@pytest.mark.parametrize(
    "question",
    [
        "Did Mansour contradict herself?",
        "Has Mansour changed her mind about the port?",
        "Has Mansour's position on the port changed?",
    ],
)
def test_whether_somebody_changed_is_answered_by_what_changed(
    news: Assistant, question: str
) -> None:
    found = answer(news, question)
    ((_, later),) = found.changed
    assert [sentence.text for sentence in found.sentences] == [later.text]


def test_that_nothing_was_found_to_contradict_is_said(news: Assistant) -> None:
    refused = news.ask("Did Karoui contradict himself about the port?")
    assert isinstance(refused, Refusal)
    assert refused.reason == "unchanged"
    assert refused.instead == ("What did Karoui say about the port?",)
    assert "No two statements were found that contradict one another." in as_text.outcome(refused)


def test_who_is_not_quoted_is_not_said_to_be_of_one_mind(news: Assistant) -> None:
    refused = news.ask("Did Ann Lee change her mind about the port?")
    assert isinstance(refused, Refusal)
    assert refused.reason != "unchanged"


def test_what_else_tells_the_further_statements_until_there_are_none(tmp_path: Path) -> None:
    months = "January February March April May June July August".split()
    said = [f"Leila Mansour said that the port of Sfax was closed in {m}." for m in months]
    asked = ["What did Mansour say about the port?"]
    with closing(Assistant(tmp_path)) as news:
        news.add_articles([Article.of("Mansour on the port", " ".join(said))])
        told = [sentence.text for sentence in answer(news, asked[0]).sentences]
        further = standalone("What else?", asked)
        assert further is not None
        told += [sentence.text for sentence in answer(news, further).sentences]
        nothing = standalone("What else?", [*asked, "What else?"])
        assert nothing is not None
        refused = news.ask(nothing)
    assert sorted(told) == sorted(said)
    assert isinstance(refused, Refusal)
    assert not any("about the port" in question for question in refused.instead)


def test_whether_that_is_true_is_not_answered_with_anything_true(tmp_path: Path) -> None:
    with closing(Assistant(tmp_path)) as news:
        news.add_samples()
        for question in ("Is that true?", "Are you sure?", "is this really correct"):
            assert isinstance(news.ask(question), Refusal), question


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Is that true?", True), ("are you sure", True), ("Really?", True),
        ("Is that really the case?", True), ("What is the case about?", False),
        ("Who was right?", False), ("Why is it serious?", False), ("Is it Putin?", False),
        ("When was the case?", False),
    ],
)  # fmt: skip
def test_only_what_names_nothing_is_such_a_question(question: str, expected: bool) -> None:
    assert asks_whether_true(question) == expected


def test_why_a_position_changed_is_read_for(tmp_path: Path) -> None:
    text = (
        "Norvia changed its position on tanks because its allies had agreed to send them too. "
        "The government said that the first of them would leave the depot of Lisse on Monday."
    )
    with closing(Assistant(tmp_path)) as news:
        news.add_articles([Article.of("Norvia sends tanks", text)])
        found = answer(news, "Why did Norvia change its position on tanks?")
    assert "allies had agreed" in found.sentences[0].text


def test_nothing_changed_without_a_contradiction(news: Assistant) -> None:
    assert answer(news, "What did Mansour say about the olive harvest?").changed == ()


def test_what_others_say_about_somebody_is_not_theirs(news: Assistant) -> None:
    for question in (
        "What did Mansour say about the port?",
        "What did Mansour say?",
        "what does mansour think about the port",
    ):
        texts = " ".join(s.text for s in answer(news, question).sentences)
        assert "Karoui" not in texts
    assert isinstance(news.ask("What did Mansour say about pensions?"), Refusal)


def test_who_is_only_spoken_of_has_said_nothing(news: Assistant) -> None:
    outcome = news.ask("What did Trabelsi say about pensions?")
    assert isinstance(outcome, Refusal)
    assert (outcome.speaker, outcome.instead) == ("Trabelsi", ())
    assert "They quote no words of Trabelsi." in as_text.outcome(outcome)


def test_what_others_say_about_somebody_is_asked_for(news: Assistant) -> None:
    (sentence,) = answer(news, "What do others say about Mansour?").sentences
    assert "had broken her word" in sentence.text
    assert isinstance(news.ask("What do others say about Karoui?"), Refusal)


def test_when_something_was_said_is_told_by_that_statement_alone(news: Assistant) -> None:
    found = answer(news, "When did Mansour say that the state could not pay for the docks?")
    (sentence,) = found.sentences
    assert "could no longer pay" in sentence.text
    assert sentence.citations[0].published == date(2024, 9, 11)


def test_a_quotation_that_goes_on_is_listed_without_a_cue() -> None:
    text = "“It rained,” Ann Lee said.\n\n“The dam has held for forty years.”"
    listed = as_text.statements(extract(Article.of("Rain", text)))
    assert "Ann Lee: “The dam has held" in listed
    assert "Ann Lee (said): “It rained”" in listed


def test_a_refusal_offers_what_somebody_did_say(news: Assistant) -> None:
    outcome = news.ask("What did Mansour say about football?")
    assert isinstance(outcome, Refusal)
    assert outcome.speaker == "Leila Mansour"
    assert "What did Leila Mansour say about Sfax?" in outcome.instead
    for question in outcome.instead:
        assert isinstance(news.ask(question), Answer)
        assert f"  - {question}" in as_text.outcome(outcome)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Mansour deny?", "denied that talks with buyers had begun"),
        ("What did Mansour promise?", "promised the fishermen new moorings"),
        ("What has Mansour warned about?", "the state could no longer pay"),
        ("What denials did Mansour issue about the talks?", "denied that talks with buyers"),
        ("What did Karoui accuse Mansour of?", "hiding the talks"),
    ],
)
def test_a_denial_is_asked_for_and_told(news: Assistant, question: str, words: str) -> None:
    found = answer(news, question)
    assert len(found.sentences) == 1
    assert words in found.sentences[0].text


def test_no_denial_is_made_up(news: Assistant) -> None:
    assert isinstance(news.ask("What did Karoui deny?"), Refusal)


def test_statements_are_listed_by_speaker_topic_and_day(news: Assistant) -> None:
    assert {s.speaker for s in news.statements(by="mansour")} == {"Leila Mansour"}
    assert {s.speaker for s in news.statements(about="pensions")} == {"Hedi Karoui"}
    assert len(news.statements()) == len(news.statements(by="mansour")) + 3


def test_a_group_is_not_taken_for_somebody_by_that_name(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    assistant = Assistant(tmp_path_factory.mktemp("group"))
    try:
        text = "Ministers said that the port of Sfax would be sold. Ministers praised Sfax."
        assistant.add_articles([Article.of("Ministers meet", text)])
        outcome = assistant.ask("What did Ministers say about volcanoes in Iceland?")
        assert isinstance(outcome, Refusal)
        assert outcome.speaker == "ministers"
        assert outcome.instead
        assert not any("Ministers" in question for question in outcome.instead)
    finally:
        assistant.close()
