"""What somebody said, thinks, promised, denied or warned of, asked for in every wording."""

import pytest

from assistant.statements import asked_speaker

WORDINGS = """
What did Lavrov think about Syria? | Lavrov | Syria
What does Lavrov think of the sanctions? | Lavrov | sanctions
What are Lavrov's thoughts on Syria? | Lavrov | Syria
What does Lavrov believe about NATO? | Lavrov | NATO
What was Lavrov thinking about Syria? | Lavrov | Syria
How does Lavrov see the situation in Syria? | Lavrov | situation in Syria
How does Lavrov feel about Trump? | Lavrov | Trump
what is lavrov's opinion of trump | lavrov | trump
Where does Lavrov stand on Syria? | Lavrov | Syria
Where does Turkey stand on Sweden's membership? | Turkey | Sweden's membership
What is Turkey's stance towards Sweden? | Turkey | Sweden
What is Lavrov's position regarding the bases? | Lavrov | bases
What has Lavrov been saying about Syria? | Lavrov | Syria
What is Lavrov saying about Syria? | Lavrov | Syria
What does Lavrov now say about Syria? | Lavrov | Syria
What does Lavrov still say about Syria? | Lavrov | Syria
what does lavrov say re syria | lavrov | syria
What did Lavrov promise Syria? | Lavrov | Syria
What did Lavrov promise? | Lavrov | None
What has Lavrov promised to do in Syria? | Lavrov | Syria
What promises did Lavrov make about Syria? | Lavrov | Syria
What promises has Lavrov made? | Lavrov | None
Did Lavrov promise anything about Syria? | Lavrov | Syria
What commitments did the minister make on gas? | minister | gas
What pledge did Morocco make on reconstruction? | Morocco | reconstruction
What did Morocco pledge for reconstruction? | Morocco | reconstruction
What did Peskov deny about the bases? | Peskov | bases
What did Peskov deny? | Peskov | None
Did Peskov deny that Assad was in Moscow? | Peskov | Assad was in Moscow
What has Peskov denied? | Peskov | None
What denials did Peskov issue on the bases? | Peskov | bases
What did Guterres warn about? | Guterres | None
What did Guterres warn of in Libya? | Guterres | Libya
What has Guterres warned about grain prices? | Guterres | grain prices
What warning did Guterres give about grain? | Guterres | grain
What warnings did Guterres issue on grain? | Guterres | grain
What was Guterres's warning on food prices? | Guterres | food prices
What did Guterres caution against? | Guterres | None
Did Guterres warn about hunger? | Guterres | hunger
Did Lavrov say anything on Syria? | Lavrov | Syria
Did Lavrov comment on Syria? | Lavrov | Syria
Has Peskov mentioned the bases? | Peskov | bases
Has Lavrov talked about Libya? | Lavrov | Libya
What did Lavrov mention about Libya? | Lavrov | Libya
What statements did Lavrov make about Syria? | Lavrov | Syria
What comments did Lavrov make on Syria? | Lavrov | Syria
What remarks has Lavrov made about Syria? | Lavrov | Syria
What claims did Lavrov make about NATO? | Lavrov | NATO
What criticism did Lavrov voice of the West? | Lavrov | West
What accusations did Lavrov level against the US? | Lavrov | US
What did Lavrov accuse the West of? | Lavrov | West
What did Lavrov blame on Assad? | Lavrov | Assad
Whom did Lavrov blame for the collapse? | Lavrov | collapse
Who did Lavrov blame for the collapse? | Lavrov | collapse
What did Lavrov say regarding Syria's future? | Lavrov | Syria's future
What words did Lavrov use about Syria? | Lavrov | Syria
What did Lavrov state on Syria? | Lavrov | Syria
What did Lavrov point out about Syria? | Lavrov | Syria
What did Lavrov have to say on Syria? | Lavrov | Syria
What was said by Lavrov about Syria? | Lavrov | Syria
What was Lavrov quoted as saying about Syria? | Lavrov | Syria
How did Lavrov comment on the talks? | Lavrov | talks
How did Lavrov characterise the talks? | Lavrov | talks
What explanation did Lavrov give for the collapse? | Lavrov | collapse
What reasons did Lavrov give for the collapse? | Lavrov | collapse
What reason did Peskov give for the delay? | Peskov | delay
Give me Lavrov's quotes on Syria | Lavrov | Syria
quote Lavrov on Syria | Lavrov | Syria
Lavrov's comments on Syria | Lavrov | Syria
Lavrov about Syria | Lavrov | Syria
What does Lavrov want from Syria? | Lavrov | Syria
What demands did Lavrov make of Syria? | Lavrov | Syria
What did Lavrov urge Syria to do? | Lavrov | Syria
What did Lavrov reply to the claims? | Lavrov | claims
What was Lavrov's answer to the claims? | Lavrov | claims
In Lavrov's view, what should happen in Syria? | Lavrov | what should happen in Syria
In the view of Lavrov, what should happen in Syria? | Lavrov | what should happen in Syria
What, according to Lavrov, happened in Syria? | Lavrov | happened in Syria
What happened in Syria according to Lavrov? | Lavrov | What happened in Syria
what were peskov's exact words on the bases | peskov | bases
"""

NOT_ASKED = """
What is the reason for the delay?
What promises were broken?
Did Sweden join NATO?
Did Russia deny visas to the team?
How does the dam work?
Where does the Nile end?
Where does Lavrov stand in the photograph?
Who did Lavrov meet?
What mistakes did Lavrov make?
What deal did Lavrov sign?
Has Peskov resigned?
What gifts did the president give to Syria?
"""


def _rows(text: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]


@pytest.mark.parametrize(("question", "speaker", "topic"), _rows(WORDINGS))
def test_every_wording(question: str, speaker: str, topic: str) -> None:
    asked = asked_speaker(question)
    assert asked is not None
    assert asked.speaker == speaker
    words = (asked.topic or "None").removeprefix("the ")
    # A few words more ("claims of NATO") find the same statements.
    assert set(topic.lower().split()) <= set(words.lower().split())
    assert len(words.split()) <= len(topic.split()) + 3


@pytest.mark.parametrize("question", NOT_ASKED.strip().splitlines())
def test_questions_that_ask_for_no_words(question: str) -> None:
    assert asked_speaker(question) is None
