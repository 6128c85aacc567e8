"""Whom a reader of a newspaper would name as the speaker, and what no speaker says."""

import pytest

from assistant.statements import extract
from index import Article


def found(text: str) -> list[tuple[str, str]]:
    return [(s.speaker, s.text) for s in extract(Article.of("A title", text))]


def speakers(text: str) -> list[str]:
    return [name for name, _ in found(text)]


@pytest.mark.parametrize(
    "label",
    [
        "JUST WATCHED Mayor says it rained Replay More Videos ...",
        "MUST WATCH Mayor says it rained 01:20",
        "Video Ad Feedback Expert explains what's happening in Sfax 02:12 - Source: CNN",
        "READ: Mayor says it rained",
        "RELATED: Mayor says it rained",
        "MAYOR SAYS IT RAINED",
    ],
)
def test_nobody_speaks_in_the_labels_of_a_page(label: str) -> None:
    assert found(f"Ann Lee left.\n{label}\nIt was wet, Bob Ray said.") == [
        ("Bob Ray", "It was wet")
    ]


@pytest.mark.parametrize(
    "dateline", ["(CNN)", "(CNN) ", "SFAX (Reuters) - ", "NEW YORK — ", "RENO, Nev. (AP) — "]
)
def test_a_dateline_is_neither_said_nor_a_speaker(dateline: str) -> None:
    assert found(f"{dateline}It has rained, Ann Lee said.") == [("Ann Lee", "It has rained")]
    accused = f"{dateline}Dairy farmers are suing Delta, accusing it of theft."
    assert speakers(accused) == ["Dairy farmers"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # What the text gives.
        ("It rained, a ministry spokesman said.", ["Ministry spokesman"]),
        ("A spokeswoman for Ford said it rained.", ["Spokeswoman for Ford"]),
        ("Mayor Ann Lee left. She will stay, her spokesman said.", ["Ann Lee's spokesman"]),
        # The body that the article speaks of.
        ("Ford lost money. Ford cut jobs. It rained, a spokesman said.", ["Ford spokesman"]),
        (
            "The foreign ministry was on fire. It rained, a spokesman said. "
            "The spokesman added that it was wet.",
            ["Foreign ministry spokesman"] * 2,
        ),
        (
            "The Delta Department of Education has no view, a spokesperson said.",
            ["Delta Department of Education spokesperson"],
        ),
        # Nobody fits.
        ("It rained, a spokesman said. The spokesman added that it was wet.", ["a spokesman"] * 2),
        ("Russia is at war. It rained, a spokeswoman said.", ["a spokeswoman"]),
        ("The council met. Mayor Ann Lee came. It rained, a spokesman said.", ["a spokesman"]),
    ],
)
def test_an_unnamed_spokesman_speaks_for_somebody(text: str, names: list[str]) -> None:
    assert speakers(text) == names


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Police in Fife and neighbouring Angus", "Police in Fife and neighbouring Angus"),
        ("Officials from Kent, Essex and Surrey", "Officials from Kent, Essex and Surrey"),
        ("Ministers of France and Germany", "Ministers of France and Germany"),
        ("Ann Lee of Reed and Marsh", "Ann Lee"),
        ("Ann Lee of Delta Motor Corp", "Ann Lee"),
        ("Ann Lee of Ford and Bob Ray", "Bob Ray"),
        ("The National Weather Service in San Juan", "National Weather Service in San Juan"),
        ("The Aqueduct and Sewer Authority", "Aqueduct and Sewer Authority"),
        (
            "Republicans on the House and Senate committees",
            "Republicans on the House and Senate committees",
        ),
        ("S and P", "S and P"),
        ("USA TODAY", "USA TODAY"),
        ("Oscar-winner Ann Lee", "Ann Lee"),
        ("Ann Lee, the head of Delta", "Ann Lee"),
        ("Sen. Ann Lee, D-Miami", "Ann Lee"),
        ("Delta's chief restructuring officer Ann Lee", "Ann Lee"),
        ("California Pacific Medical Center", "California Pacific Medical Center"),
        ("Will Smith", "Will Smith"),
        ("Theresa May", "Theresa May"),
        ("Sara Sepehri Far", "Sara Sepehri Far"),
        ("Andre\u0301 Bishop", "Andre\u0301 Bishop"),
    ],
)
def test_a_name_is_neither_cut_nor_taken_for_its_last_part(subject: str, name: str) -> None:
    assert speakers(f"{subject} said it rained.") == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "President Lee spoke. First lady Ann Lee came. It rained, Lee said. "
            "Ann Lee said it was wet.",
            ["Lee", "Ann Lee"],
        ),
        (
            "In 1988 George H.W. Bush won. His son George W. Bush said it rained.",
            ["George W. Bush"],
        ),
        ("When Bob Bush ruled, it rained. Jeb Bush spoke. Bush said it was.", ["Jeb Bush"]),
        ("When Ann Lee apologised, she said it rained.", ["Ann Lee"]),
        (
            "Sen. Bob Ray came. It rained, the West Virginia Democrat said.",
            ["Bob Ray"],
        ),
        ("Ann Lee is an economist. It rained, according to The Economist.", ["The Economist"]),
        ("It rained, says WHO.", ["WHO"]),
        (
            "Ann Lee is mayor. Farmers met at the Capitol, and at Ford. They said it rained.",
            ["Farmers"],
        ),
        ("Ministers met. Tom Reed, director of the Bank of Sfax, sat. He said it rained.",
         ["Tom Reed"]),
        ("Mayor Ann Lee fell. Her doctor said it was over. She said it was not.",
         ["Her doctor", "Ann Lee"]),
        ("Bob Ray sat. Her father Bob told Delta it rained.", ["Bob Ray"]),
        ('"What a day!" — Ann Lee, mayor of Sfax.\n"It was." — Bob Ray', ["Ann Lee", "Bob Ray"]),
    ],
)  # fmt: skip
def test_whom_a_reader_takes_it_from(text: str, names: list[str]) -> None:
    assert speakers(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Sfax borders EU member states, as well as the sea.",
        "It's widely believed that Ann Lee is in charge.",
        "With a record of two, Sfax is one point out of the first places.",
        "That was another reason why it rained.",
        "Sales fell by half, underscoring the difficult task ahead.",
        "After a decline, the U.S. average of new reported cases has turned higher.",
        "The people reported missing were Ann Lee and Bob Ray.",
        "The recall announced Friday is for bottles.",
        "Mayor Ann Lee won thanks to her party.",
        'Robert: "It was wet indeed." -- Isobel: "It was."',
    ],
)
def test_what_nobody_says(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("But some economists warn continued rises could hurt.", "continued rises could hurt"),
        (
            "Delta said it beat the deal between Ford and Fiat announced in May.",
            "it beat the deal between Ford and Fiat announced in May",
        ),
        ("All has failed, the agencies say in a report released Monday.", "All has failed"),
        (
            'He knew it, Ann Lee said as her speech concluded: "It has rained today."',
            "It has rained today.",
        ),
        ("According to FAA records, the plane is new.", "the plane is new"),
        ("Ann Lee announced Monday night her wish to go.", "her wish to go"),
        ("Ann Lee announced last May that she would go.", "she would go"),
        ("According to Ann Lee, who runs the port, it is new.", "it is new"),
        ("Ann Lee told reporters Bob Ray had gone.", "Bob Ray had gone"),
        ("Ann Lee thought Saturday would be wet.", "Saturday would be wet"),
        (
            "In any case, officials say, President Ray remains firmly opposed to a tax.",
            "In any case, officials say, President Ray remains firmly opposed to a tax",
        ),
    ],
)
def test_a_text_is_what_was_said_and_all_of_it(text: str, said: str) -> None:
    assert [words for _, words in found(text)] == [said]
