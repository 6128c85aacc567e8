"""The packaged embedding model, loaded once."""

import pytest

from index.embedding import MiniLM


@pytest.fixture(scope="session")
def minilm() -> MiniLM:
    return MiniLM()
