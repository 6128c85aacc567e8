"""Characters of a text made plain: Unicode NFC, one kind of line end, one kind of space."""

import re
import unicodedata

_LINE_END = re.compile("\r\n?|[\x0b\x0c\u2028]")
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Lone surrogates, C0 controls, and marks that show nothing: soft hyphen, zero-width space,
# direction marks, byte order mark, annotation anchors, tag characters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
# Joiners are part of the spelling of Persian, Indic words and emoji, and noise elsewhere.
_STRAY_JOINER = re.compile("(?<![^\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]++(?![^\x00-\x7f])")
_C1 = re.compile("[\x80-\x9f]")


def normalise(text: str) -> str:
    """Return `text` in NFC with LF line ends and ASCII spaces, without invisible characters.

    Words and punctuation stay as they are; the result can always be encoded as UTF-8.
    Applying it twice changes nothing more.
    """
    text = _C1.sub(_as_windows_1252, _LINE_END.sub("\n", text))
    text = text.replace("\u2029", "\n\n").replace("\t", "    ")
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = _SPACE.sub(" ", text)
    if "\u200c" in text or "\u200d" in text:  # the search alone is slow
        text = _STRAY_JOINER.sub("", text)
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return `text` normalised, with every run of white space as one space."""
    return " ".join(normalise(text).split())


def clip(text: str, limit: int) -> str:
    """Return `text`, or its first words within `limit` characters and an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    if not text[limit - 1].isspace() and " " in head:
        head = head[: head.rindex(" ")]
    return head.rstrip(" ,;:–—-") + "…"


def share_undecodable(text: str) -> float:
    """Return the share (0 to 1) of characters that are U+FFFD, the mark of a failed decoding."""
    return text.count("\ufffd") / len(text) if text else 0.0


def _as_windows_1252(match: re.Match[str]) -> str:
    """Read a C1 control as what its byte stood for before somebody took it for Latin-1."""
    return match.group().encode("latin-1").decode("cp1252", "ignore")
