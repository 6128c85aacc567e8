"""What a page prints around an article's words: labels of its player, datelines."""

import re

_LABEL = re.compile(
    # Said of nothing else, in whatever case.
    r"(?i:(?:video )?scroll down (?:to|for)|"
    r"just watched|must (?:watch|see|read)|now (?:playing|watching|hear this)|up next|"
    r"video ad feedback|ad feedback|more videos|replay(?: more videos)?|play video|watch live|"
    r"story continues below|advertisement|photo gallery|sign up for|click here|read more|"
    r"read next|see also|also read|related (?:article|content|stor(?:y|ies)|video|coverage))\b"
    # Words of a sentence too, so only as a label is written.
    r"|(?:WATCH|READ|LISTEN|RELATED|MORE|SEE ALSO|PHOTOS?|GALLERY|VIDEO|UPDATE|SUBSCRIBE|LIVE)\b"
    r"(?:\s*[:|]|\s+(?=[A-Z][A-Z]))"
)
_LINK = re.compile(
    r"(?:ANALYSIS|BACKGROUND|COLUMN|COMMENT|COMMENTARY|EDITORIAL|EXCLUSIVE|EXPLAINER|FACT CHECK|"
    r"FOR SUBSCRIBERS|GALLERY|GRAPHIC|ICYMI|INTERVIEW|LETTERS?|LISTEN|MAP|MORE(?: TO READ)?|"
    r"(?:[A-Z]+ )?NEWSLETTER|OPINION|PHOTOS?|PICTURES|PODCAST|PROFILE|QUIZ|READ(?: MORE)?|"
    r"RELATED(?: (?:ARTICLES?|COVERAGE|STORY|STORIES|VIDEOS?))?|REQUIRED READING|REVIEW|SEE ALSO|"
    r"SLIDESHOW|STORY|STORIES|TIMELINE|UPDATES?|VIDEOS?|WATCH):(?=[A-Z'‘])"
)
"""The label of a section run into the headline it links to: "OPINION:Mayor must go"."""
_RUNNING_TIME = re.compile(r"(?<!\d|:)\d{1,2}:\d\d(?:\s*[-–—•|]\s*Source:.*)?\s*$")
_ONLY_CAPITALS = re.compile(r"[A-Z][A-Z\d'’&,/-]*(?: [A-Z\d'’&,/-]+)+[:!]?")
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?\s*)?"
    r"(?:\((?:[A-Z]{2,6}|Reuters|Bloomberg|Xinhua|The [A-Z]\w+(?: [A-Z]\w+)?)\)\s*(?:[-–—]+\s*)?"
    r"|(?<=[A-Z.])\s+[-–—]+\s+"
    r"|[A-Z]\w+(?: [A-Z]\w+){0,2} \((?:CNN|AP|AFP|Reuters|UPI|Xinhua)\)\s*[-–—]+\s*)(?=[\"“‘'A-Z])"
)
_LONGEST_DATELINE = 80


def is_furniture(line: str) -> bool:
    """Whether a line or a sentence is a label of the page, so that nobody speaks in it."""
    return bool(
        _LABEL.match(line) or _RUNNING_TIME.search(line) or _ONLY_CAPITALS.fullmatch(line.strip())
    )


def is_link(line: str) -> bool:
    """Whether a line is the headline of another article: nobody speaks, but it names people."""
    return bool(_LINK.match(line))


def after_dateline(text: str, start: int, end: int) -> int:
    """Return where a sentence begins after "(CNN)" or "LONDON (Reuters) -"; else `start`."""
    match = _DATELINE.match(text, start, min(end, start + _LONGEST_DATELINE))
    return match.end() if match else start
