"""Which questions ask what somebody said, of whom and on what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.statements import StatementQuestion, asked_speaker

ASKED = [
    ("what did lavrov say about syria", "lavrov", "syria", "say"),
    ("What did Lavrov say about Syria?", "Lavrov", "Syria", "say"),
    ("Did Lavrov contradict himself?", "Lavrov", None, "contradict"),
    ("Has Lavrov ever contradicted himself on Syria?", "Lavrov", "Syria", "contradict"),
    ("When did Lavrov contradict his own words?", "Lavrov", None, "contradict"),
    ("Has Putin changed his mind about Syria?", "Putin", "Syria", "contradict"),
    ("did the minister change her position on the port", "minister", "the port", "contradict"),
    ("Has Lavrov's position on Syria changed?", "Lavrov", "Syria", "contradict"),
    ("Did Trump backtrack on tariffs?", "Trump", "tariffs", "contradict"),
    ("What does the UK think about Algeria's role?", "UK", "Algeria's role", "think"),
    ("what has Heappey said", "Heappey", None, "say"),
    ("What is Lavrov's view on sanctions?", "Lavrov", "sanctions", "say"),
    ("whats lavrovs stance on Kurdish rights", "lavrov", "Kurdish rights", "say"),
    ("What is the position of the UK on Western Sahara?", "UK", "Western Sahara", "say"),
    ("what were Heappey's comments on Western Sahara", "Heappey", "Western Sahara", "say"),
    ("How did Lavrov respond to the claims?", "Lavrov", "the claims", "respond"),
    ("how did the minister react to the attack", "minister", "the attack", "react"),
    ("What was Bogdanov's reaction to the vote?", "Bogdanov", "the vote", "react"),
    ("according to Lavrov, why did he go?", "Lavrov", "why did he go", "say"),
    ("Why did Assad fall according to Lavrov?", "Lavrov", "Why did Assad fall", "say"),
    ("Lavrov on Syria?", "Lavrov", "Syria", "say"),
    ("What did Lavrov tell reporters about Syria?", "Lavrov", "Syria", "tell"),
    ("What did Lavrov promise to do about Syria", "Lavrov", "Syria", "promise"),
    ("what did Lavrov deny", "Lavrov", None, "deny"),
    ("What did Lavrov warn of?", "Lavrov", None, "warn"),
    ("What did Lavrov accuse the US of?", "Lavrov", "the US", "accuse"),
    ("What did Lavrov call for?", "Lavrov", None, "call"),
    ("What does Russia want in Syria?", "Russia", "Syria", "want"),
    ("Has Lavrov said anything about bases?", "Lavrov", "bases", "say"),
    ("quotes by Lavrov about Syria", "Lavrov", "Syria", "say"),
    ("tell me what lavrov said about the kurds", "lavrov", "the kurds", "say"),
    ("What else did Lavrov say?", "Lavrov", None, "say"),
    ("what did Lavrov have to say about Libya", "Lavrov", "Libya", "say"),
    ("What did the British Minister of State for the Armed Forces say about Ukraine?",
     "British Minister of State for the Armed Forces", "Ukraine", "say"),
    ("how does Lavrov describe the talks", "Lavrov", "the talks", "describe"),
    ("When did Lavrov say that?", "Lavrov", None, "say"),
    ("when did Lavrov say that about Iran", "Lavrov", "Iran", "say"),
    ("When did Lavrov warn of war?", "Lavrov", "war", "warn"),
    ("who said that Russia will not leave", None, "Russia will not leave", "say"),
    ("Who criticised the plan?", None, "the plan", "criticise"),
    ("what has been said about Tartus", None, "Tartus", "say"),
    ("How has Lavrov's position on Syria changed?", "Lavrov", "Syria", "say"),
    ("When did Lavrov say that the bases would stay?", "Lavrov", "the bases would stay", "say"),
    ("Summarise what Lavrov said about Syria", "Lavrov", "Syria", "say"),
    ("What do people say about Lavrov?", None, "Lavrov", "say"),
    ("What did the others say about Syria?", None, "Syria", "say"),
]  # fmt: skip

OTHERS = """who is Lavrov
Has Putin changed the constitution?
Did the court reverse its decision?
Why has the climate changed?
When did Lavrov visit Algeria?
where was the meeting held
Which judge wrote the Supreme Court's majority opinion on the abortion law?
What did Russia do in Syria?
What did the agreement say
what did the article say about Lavrov
What did he say about Syria?
What is the capital of Algeria?
What is happening in Syria?
what was agreed on Monday
Why was the visit postponed?
attack on Syria
latest news on Syria
sanctions on Iran
How many people were killed?
who won the election
What are the UK's plans for Algeria?
summarise the articles on Syria
When did Lavrov speak?
""".splitlines()


@pytest.mark.parametrize(("question", "speaker", "topic", "verb"), ASKED)
def test_questions_for_statements(
    question: str, speaker: str | None, topic: str | None, verb: str
) -> None:
    asked = asked_speaker(question)
    assert asked is not None
    assert (asked.speaker, asked.topic, asked.verb) == (speaker, topic, verb)


@pytest.mark.parametrize("question", OTHERS)
def test_other_questions(question: str) -> None:
    assert asked_speaker(question) is None


def test_statements_that_were_told_already_are_not_asked_for() -> None:
    asked = asked_speaker("What else did Lavrov say about Syria, beyond the first 10 statements?")
    assert asked == StatementQuestion("Lavrov", "Syria", "say", beyond=10)


@given(st.text(max_size=120))
def test_any_text_can_be_asked(text: str) -> None:
    asked = asked_speaker(text)
    assert asked is None or asked.speaker or asked.topic


@pytest.mark.parametrize(
    "question",
    ["What do people call the storm?", "How did people respond to the earthquake?"],
)
def test_what_people_call_or_do_is_not_what_they_say(question: str) -> None:
    asked = asked_speaker(question)
    assert asked is None or not asked.by_all
