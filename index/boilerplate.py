"""Lines that scraping leaves around an article, told one line at a time.

Each pattern must match a whole line, so that a paragraph that merely has the words stays.
"""

import re

CAPTION = 300
"""Characters at most of a caption."""
_FURNITURE = 200
_BYLINE_LENGTH = 100

_AGENCY = (
    "AFP|AP|Reuters|EPA|DPA|dpa|Getty|Getty Images|Xinhua|TASS|Sputnik|RIA Novosti|Anadolu"
    "|Anadolu Agency|Bloomberg|SPA|WAM|SANA|MENA|IRNA|APA|PA|Kyodo|Alamy|Shutterstock|iStock"
)
_ANYWHERE = re.compile(
    r"""
      share\ (?:on|via|to)\ (?:facebook|twitter|x|whatsapp|linkedin|telegram|e-?mail|pinterest
        |reddit|messenger|flipboard)(?:\ \(.*\))?
    | share\ this(?:\ (?:article|story|post|page))?:?
    | read\ more(?::.*|\ ?[»>→…]|\.\.\.|\ on\ this\ story)?
    | (?:read\ also|also\ read|see\ also|read\ next|related|recommended|more\ on\ this\ story):.*
    | related\ (?:articles|stories|news|topics|posts|content|coverage)(?::.*)?
    | more\ on\ this\ story | you\ (?:may|might)\ also\ (?:like|be\ interested\ in):?
    | recommended\ (?:for\ you|stories|articles) | most\ (?:read|popular|viewed)
    | \[?advertisements?\]? | (?:story|article)\ continues\ (?:below|after)\ (?:this\ )?ad\S*
    | sponsored(?:\ content)? | skip\ ad(?:vert(?:isement)?)? | continue\ reading
    | skip\ to\ (?:main\ )?content | end\ of\ (?:advertisement|recommended\ stories)
    | follow\ us\ (?:on|at)\b.* | (?:like|find)\ us\ on\ facebook.*
    | follow\ @\S+(?:\ on\ \S+)? | join\ our\ (?:whatsapp|telegram|facebook)\b.*
    | (?:sign\ up|subscribe|register)\ (?:for|to)\ (?:our|the)\b.*
        \b(?:newsletters?|channel|e-?mails?|alerts?|briefing|podcast)\b.*
    | sign\ up\ (?:here|now).* | subscribe(?:\ now|\ here)? | newsletter
    | click\ here\ (?:to|for)\b.* | download\ (?:our|the)\ app\b.*
    | (?:copyright\ )?(?:©|\(c\))\ ?\d{4}.* | (?:.*\ )?all\ rights\ reserved\.?
    | this\ material\ may\ not\ be\ published,\ broadcast.*
    | listen\ to\ this\ (?:article|story).* | \d+\ min(?:ute)?s?\ read
    | (?:leave|post)\ a\ comment | (?:view\ )?comments?\ \(\d+\) | \d+\ comments?
    | (?:filed\ under|tags):.* | image\ (?:source|caption|credit)[,:].* | media\ caption[,:].*
    | (?:\.\.\.|…)?\ ?\[\+\d+\ chars\] | (?:[-=*_~\#•·—]\ ?){3,}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BUTTON = re.compile(
    r"(?:share|tweet|pin|post|print|e-?mail|save|copy link|bookmark|comments?|like|follow|listen|"
    r"facebook|twitter|x|whatsapp|linkedin|telegram|instagram|messenger|pinterest|reddit|flipboard)",
    re.IGNORECASE,
)
_CREDIT_LINE = re.compile(
    r"\(?(?:file )?(?:photo|photograph|image|picture|illustration)s?(?: credit)?"
    r"(?:\s*[:/|©]|\s+by|\s+courtesy of)\s*[^.!?]{2,80}\)?",
    re.IGNORECASE,
)
_PICTURE_CREDIT = re.compile(
    rf"\((?:(?i:photo|picture|image)s?\s*(?i:by\b|courtesy|credit|[:/])[^()]*"
    rf"|[^()]*/\s*(?:{_AGENCY})\b[^()]*"
    rf"|(?:(?i:file|handout|pool)|{_AGENCY})\s+(?i:photo|picture|image|via)[^()]*)\)\.?$"
)
_CREDIT = re.compile(
    rf"(?:[.!?…][\"'”’]?\s*\([A-Z][^()]{{1,60}}(?<![.!?])\)|\((?:{_AGENCY}|(?i:file|archive))\))$"
)
_NAME = r"[^\W\d_a-z][\w.'’-]*"
_BYLINE = re.compile(
    rf"(?i:by|written by|reporting by)\s+{_NAME}"
    rf"(?:,?\s+(?:{_NAME}|and|in|for|of|the|de|del|van|von|bin|al|el|&)){{0,9}}"
)
_SITE_SUFFIX = re.compile(r"\s+[-–—|·»]\s+\S.{0,39}$")
_NOISE = re.compile(r"[\W_]+")


def key(line: str) -> str:
    """Return what two printings of one line share: its letters and digits, case folded."""
    return _NOISE.sub(" ", line).strip().casefold()


def is_furniture(line: str) -> bool:
    """Tell whether a line is none of the article's wherever it stands.

    Lower case at the start means that a wrapped sentence runs on.
    """
    if not line or line[0].islower():
        return False
    if len(line) <= _FURNITURE and (_ANYWHERE.fullmatch(line) or _CREDIT_LINE.fullmatch(line)):
        return True
    return len(line) <= CAPTION and _PICTURE_CREDIT.search(line) is not None


def is_button(line: str) -> bool:
    """Tell whether a line may be a share button; alone it may as well be a heading."""
    return _BUTTON.fullmatch(line) is not None


def is_byline(line: str) -> bool:
    """Tell whether a line names who wrote the article."""
    return len(line) <= _BYLINE_LENGTH and _BYLINE.fullmatch(line) is not None


def is_stray(line: str) -> bool:
    """Tell whether a line is what a content system leaves above an article: "TT"."""
    return line == "TT"


def has_credit(line: str) -> bool:
    """Tell whether a line ends with its owner in brackets, as captions do: "... (AFP)"."""
    return len(line) <= CAPTION and _CREDIT.search(line) is not None


def is_title(line: str, title: str) -> bool:
    """Tell whether a line prints the title, perhaps with the site's name after it."""
    wanted = key(title)
    if not wanted or len(line) > len(title) + 60:
        return False
    return wanted in (key(line), key(_SITE_SUFFIX.sub("", line)))
