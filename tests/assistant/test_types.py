"""Values that cannot be put together wrongly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Citation, Cited
from index import Article

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@given(TEXT, st.data())
def test_a_citation_slices_back_to_its_quote_for_any_unicode(
    text: str, data: st.DataObject
) -> None:
    article = Article.of("title", text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    citation = Citation.of(article, start, end)
    assert article.text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 2), (2, 1), (0, 99)])
def test_a_citation_outside_the_text_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no words of article"):
        Citation.of(Article.of("t", "short"), start, end)


def test_a_sentence_without_a_citation_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="without a citation"):
        Cited("Something.", ())
