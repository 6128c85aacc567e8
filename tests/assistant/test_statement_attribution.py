"""A statement is its speaker's own: never another's who stands nearby, and whole."""

import pytest

from assistant.statements import extract
from index import Article


def found(text: str) -> list[tuple[str, str]]:
    return [(s.speaker, s.text) for s in extract(Article.of("A title", text))]


def speakers(text: str) -> list[str]:
    return [name for name, _ in found(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # The one person whom the sentence before speaks of, not who spoke before it.
        (
            "It rained, Bob Ray said. The dam was drawn by Tom Lee. He said it was old.",
            ["Bob Ray", "Tom Lee"],
        ),
        (
            "It rained, Ann Lee said. In Sfax, levees are old, Eva Ray explained in “Water,” "
            "her new book. “They leak,” she wrote.",
            ["Ann Lee", "Eva Ray"],
        ),
        # But he goes on where the sentence is about him, or names nobody he could be.
        (
            "It rained, Bob Ray said. He had met Tom Lee. He said it was old.",
            ["Bob Ray", "Bob Ray"],
        ),
        (
            "It rained, Bob Ray said. The dam was drawn by Ann Lee. He said it was old.",
            ["Bob Ray", "Bob Ray"],
        ),
        # Who is described anew is not who opens the sentence.
        (
            "Coach Tom Lee said it rained. Coach Bob Ray was not with Lee, and the new head coach "
            "said it was wet.",
            ["Tom Lee", "Tom Lee"],
        ),
        # "It" goes on speaking of somebody else.
        (
            "Delta said it rained. Fjord Oil, a subsidiary of Marsh, won an order, it said.",
            ["Delta", "Delta"],
        ),
        ("Delta Motors has cut jobs, it said.", ["Delta Motors"]),
        (
            "Bob Ray told his father about his wish to go, to which his father responded that "
            "it would rain.",
            ["His father"],
        ),
        # "It" is no group, but may be forces.
        ("The armed forces said it rained in Sfax. It said that it was wet.", ["Armed forces"] * 2),
        (
            "The panel met. Ministers said it rained. It said that it was wet.",
            ["Ministers"],
        ),
        # A firm goes by its first word, and its units by all of theirs.
        (
            "Reed Corp met its Reed Marsh Pumps unit. Reed said it rained.",
            ["Reed Corp"],
        ),
        (
            "Local councillors sat. Green parties also want a tax, but they accuse ministers.",
            ["Green parties"],
        ),
        # Of two with one surname none is guessed, until one of them is named alone.
        ("Ann Lee married Bob Lee in 1990. They moved. It rained, Lee said.", ["Lee"]),
        (
            "Ann Lee married Bob Lee in 1990. Bob Lee sat. It rained, Lee said.",
            ["Bob Lee"],
        ),
        ("Ann Lee married Bob Lee in 1990. It rained, Mrs Lee said.", ["Ann Lee"]),
        (
            "President Bob Ray sat with his son Bob Ray Jr. on Friday. Ray said it rained.",
            ["Bob Ray"],
        ),
        # A link to another article says nothing here, but names people.
        ("OPINION:Delta must keep Mel Ray\nRay came. Ray said it rained.", ["Mel Ray"]),
        # A letter, a study: no person, but "it".
        ("Mayor Ann Lee sat. It rained, the letter said.", ["Letter"]),
        ("Ford Motor is new. The survey found mixed views. It says that it rained.", ["Survey"]),
        (
            "Rohm and Haas Co said it rained. It was wet, Rohm and Haas said.",
            ["Rohm and Haas Co"] * 2,
        ),
        (
            'Coach Bob Ray said it rained. Man-of-the-match Tom Lee sat. "It did," he said.',
            ["Bob Ray", "Tom Lee"],
        ),
        # Who is told of with "who" is somebody, but clubs are told of so as well.
        (
            'Ann Lee said it rained. Zarco, who lost to Ray, was calm. "It did," he said.',
            ["Ann Lee", "Zarco"],
        ),
        (
            "Ann Lee said it rained. Zarco, who plays the host, sat. He said it was wet.",
            ["Ann Lee", "Zarco"],
        ),
        (
            "Tom Lee said it rained. Kofu Zarco, who plays the host, sat. He said it was wet.",
            ["Tom Lee", "Kofu Zarco"],
        ),
        (
            "Coach Bob Ray said it rained. Liverpool, who lost to Sfax on Friday, were calm. "
            "He said it was wet.",
            ["Bob Ray", "Bob Ray"],
        ),
        (
            "Coach Bob Ray said it rained. Liverpool, who lost to Sfax on Friday, was calm. "
            "He said it was wet.",
            ["Bob Ray", "Bob Ray"],
        ),
        # Firms and goods are nobody, though they begin as people do.
        ("Brent Crude fell. He said it was wet.", []),
        ("Clifford Chance grew. He said it was wet.", []),
        ("Garrett Motion grew. He said it was wet.", []),
        ("Harry Winston Inc grew. He said it was wet.", []),
        ("Virginia Tech grew. She said it was wet.", []),
        ("Florence Hospital grew. She said it was wet.", []),
        ("Poet Andrew Motion sat. He said it was wet.", ["Andrew Motion"]),
        # A spokesman is no "it".
        ("A spokesman for Delta sat. It rained, it said.", []),
        (
            "Delta Motors said it rained. It was old, a mayor said. It said that it was wet.",
            ["Delta Motors", "Mayor", "Delta Motors"],
        ),
        # A place is no label of a page.
        ("WASHINGTON:Ann Lee said it rained.", ["Ann Lee"]),
        ("NEW DELHI:India said it rained.", ["India"]),
        ("BREAKING:Ann Lee said it rained.", ["Ann Lee"]),
        # What a body shows, and not only says.
        ("Ann Lee not only said that it rained but went on to say why.", ["Ann Lee"]),
        ("Pew Research showed that it rained.", ["Pew Research"]),
        ("Delta Institute showed that it rained.", ["Delta Institute"]),
        ("Channel Five reports that it rained.", ["Channel Five"]),
        (
            '"It rained," said Bob Ray. "It leaks," says retail technology executive Ann Lee. '
            '"It is old."',
            ["Bob Ray", "Ann Lee", "Ann Lee"],
        ),
        # Once is enough, whoever reports it.
        (
            "Later Ann Lee revealed that she “cried like a baby” in Sfax, the BBC added.",
            ["Ann Lee"],
        ),
        ("Many argue that the “old” dam leaks, wrote Ann Lee for the Post.", ["Ann Lee"]),
        # A surname may be a place as well.
        ("Chief Bob Hague left. Mr Hague said it rained.", ["Bob Hague"]),
        (
            "The Salt Desert is dry. It rained, according to the nursing supervisor at Delta.",
            ["Nursing supervisor"],
        ),
        # A body is no person.
        (
            "Storm Nia Lund grew. It rained, according to the weather centre.",
            ["Weather centre"],
        ),
        (
            "The National Weather Centre is new. Storm Lund grew. It rained, the weather centre "
            "said.",
            ["National Weather Centre"],
        ),
    ],
)
def test_whose_words_they_are(text: str, names: list[str]) -> None:
    assert speakers(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # What was said goes on: these verbs are those of whom it tells.
        (
            "The judges said that Ray had come up, raising a hand and telling them to go.",
            ["Judges"],
        ),
        (
            "The judge took into account that Ray was young and had apologised to the family.",
            [],
        ),
        (
            "Other bankers, who gave no names, said other groups of banks were slow.",
            ["Other bankers"],
        ),
        (
            "The chief of the panel on the May 6, 2021, attack on the Delta Capitol told "
            "reporters that it rained.",
            [],
        ),
        (
            "It rained, a Delta poll said. Half of them, 48%, say they think it rained.",
            ["Delta poll"],
        ),
        ("Ann Lee urged them to “leave the dam,” Xinhua reported.", ["Ann Lee"]),
        ("One of her tutors, Bob Ray, announced his retirement Feb. 4.", ["Bob Ray"]),
    ],
)
def test_a_verb_nearby_is_not_the_speakers(text: str, names: list[str]) -> None:
    assert speakers(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("According to documents seen by the Post, it rained.", "Documents"),
        ("According to his contract obtained by the Post, it rained.", "His contract"),
        ("According to a notice sent to reporters, it rained.", "Notice"),
        ('"It rained," announced the Sfax Action Team on its website.', "Sfax Action Team"),
        ("It was something members of the panel say was wrong.", "Members of the panel"),
        ("The pump and small turbine maker said it rained.", "Pump and small turbine maker"),
        ("President of Delta Books Ann Lee said it rained.", "Ann Lee"),
        ("GM Bob Ray said it rained.", "Bob Ray"),
        ("Ann Lee, a teacher and mother from Sfax, where it is dry, said it rained.", "Ann Lee"),
        ('"It rained," said Ann Lee of Reed and Co., a new firm.', "Ann Lee"),
        ('"It rained," wrote author and radio journalist Ann Lee.', "Ann Lee"),
        ("Artists such as Bob Ray and Ann Lee told Delta it rained.", "Artists"),
        ('"It rained," said Delta president and chief executive Ann Lee.', "Ann Lee"),
        ("Ann Lee, head of policy at charity the Terrence Trust said it rained.", "Ann Lee"),
        ("Mother-of-six Ann Lee said it rained.", "Ann Lee"),
        ("The Police Executive Research Forum said it rained.", "Police Executive Research Forum"),
        (
            "Critics of the country's President Bob Ray have accused him of theft.",
            "Critics of the country's President Bob Ray",
        ),
        ("The wife of chef Bob Ray yesterday admitted that it rained.", "Wife of chef Bob Ray"),
        ("Far-right Ann Lee said it rained.", "Ann Lee"),
        ("One shipping company said it rained.", "One shipping company"),
        ("Social services bosses in Sfax said it rained.", "Social services bosses in Sfax"),
        ("According to a Delta climate update, it rained.", "Delta climate update"),
        ("An analysis by the Delta Post finds that it rained.", "Analysis by the Delta Post"),
        ("Pro-rain advocates say it rained.", "Pro-rain advocates"),
        ("Ask if you have signs such as pain or bleeding, officials said.", "Officials"),
        ("On top of the relief deal with Tanzania Mr Lee said it rained.", "Lee"),
        ("Fox 5 DC said it rained.", "Fox 5 DC"),
        ("According to Fox 5 DC, it rained.", "Fox 5 DC"),
        ("It rained, KTLA 5 reported on Monday.", "KTLA 5"),
        ("According to an AP/NORC poll, it rained.", "AP/NORC poll"),
        ("According to Reuters 5 people said it.", "Reuters"),
    ],
)
def test_a_name_ends_where_the_speaker_does(text: str, name: str) -> None:
    assert speakers(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "OPINION:Ann Lee hire underscores the need for rain",
        "VIDEO Scroll down to watch Bob Ray hailed the rain as the town celebrates",
        "Ministers have not said yet whether it rained.",
        "Ann Lee has never confirmed that it rained.",
        "Three reports that it rained came in.",
        "RELATED:Ann Lee said it rained",
        "It is the president's second confirmed case of flu.",
        "The Senate confirmed Ann Lee to be the new chair of the board.",
        "Ann Lee showed that she is a champion by winning.",
        "The Senate confirmed Ann Lee to the court.",
        "The man who claimed the seat was late.",
        "Delta recalled several cars it had sold.",
        "Ann Lee claimed the title she had lost.",
        "Ann Lee answered the question and was praised.",
        "Sfax claimed their first title in years while it rained.",
        "Ann Lee answered her critics as she had scored.",
        "In a study of schools, Delta found that:",
        "Ann Lee said in a statement Monday that confirmed the find.",
        "Delta voluntarily recalled one specific lot of bubble-gum flavored drops over labels.",
        "President Bob Ray declared the emergency on Friday after signing a bill.",
        "Ann Lee has declared herself up to the task and joins a field that is new.",
        "They fled a Delta administration rule that their plans cover rain.",
        "The house is new, with the castle boasting more comforts than ruins have had.",
        "A drop came, with the number of teenagers reporting they were burned.",
        "Ann Lee of Delta reported this story from Beirut as it rained.",
        "A team loyal to Bob Ray also suggested that it rained.",
        "They cannot believe that people think it rained.",
        "Sfax refused a possible three points to kick a penalty to the corner.",
        "Sfax is one of several states that has moved to keep them.",
        "The trials began, proceedings that human rights groups have criticised as political.",
        "A man says goodbye to his daughter at the station.",
        "But the work done by Delta and other companies suggests this is wrong.",
        "The panel continues to debate whether to call “Ann” Lee.",
    ],
)
def test_nobody_says_it(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ann Lee acknowledged to Reuters the dam was old.", "the dam was old"),
        ("However, said the Daily Post, the dam will hold.", "the dam will hold"),
        (
            "The usual levels of rain in Sfax, according to Delta, include hail.",
            "The usual levels of rain in Sfax, according to Delta, include hail",
        ),
        ("According to Treasury estimates, the dam is old.", "the dam is old"),
        (
            "In what seems to be a first, Ann Lee vowed at a meeting to mend the dam.",
            "to mend the dam",
        ),
        (
            "According to Ann Lee, senior dean for teacher education at Delta, the dam is old.",
            "the dam is old",
        ),
        ("Sfax (CNN) -- It rained, Ann Lee said.", "It rained"),
        ("Delta announced in July the dam will close.", "the dam will close"),
        (
            "While Ann Lee said the masks would come this week, dates are not yet known.",
            "the masks would come this week",
        ),
        (
            "Ann Lee, who earlier said she lost her house, has shared a film.",
            "she lost her house",
        ),
        ("Ann Lee told Delta affiliate KTLA that the dam was old.", "the dam was old"),
        ("Ann Lee announced on her Instagram account the dam was old.", "the dam was old"),
        (
            "Ann Lee said that while the dam could not hold, it was safe.",
            "while the dam could not hold, it was safe",
        ),
        (
            'Ann Lee took the floor, waving one finger and saying, "It has rained."',
            "It has rained.",
        ),
        ("Ann Lee told US investors that the dam was old.", "the dam was old"),
        ("The dam held, this according to Ann Lee.", "The dam held"),
        # A deed without a clause, words with one.
        ("Ann Lee answered that the question is closed.", "the question is closed"),
        ("Ann Lee answered the dam was safe.", "the dam was safe"),
        ("The BBC reported the story was false.", "the story was false"),
        ("The Times reported a report had warned of it.", "a report had warned of it"),
        ("Ann Lee wrote the report was wrong.", "the report was wrong"),
        ("Ann Lee claimed the seat was stolen.", "the seat was stolen"),
        ("Ann Lee claimed lives were lost.", "lives were lost"),
        ("Ann Lee claimed that lives were lost.", "lives were lost"),
        ("Ann Lee claimed she won the title.", "she won the title"),
        ("Ann Lee declared the emergency is over.", "the emergency is over"),
        ("Ann Lee recalled some men were armed.", "some men were armed"),
        ("Ann Lee said grace had saved her.", "grace had saved her"),
        ("Ann Lee confirmed Bob Ray to be dead.", "Bob Ray to be dead"),
        ("Ann Lee denied that a motion was filed.", "denied that a motion was filed"),
    ],
)
def test_what_was_said_is_whole_and_no_more(text: str, said: str) -> None:
    assert [words for _, words in found(text)] == [said]
