"""The panels of the page, each over an assistant without models, and the events they are sent."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, TypeVar

import gradio as gr
import pytest

from tests.ui.fake import ARTICLES, FakeAssistant
from ui.chat_panel import ChatPanel
from ui.events import html
from ui.library_panel import LibraryPanel
from ui.line import Line
from ui.reader_panel import ReaderPanel
from ui.reading import Reading
from ui.suggesting import Suggester

T = TypeVar("T")


@pytest.fixture
def news() -> FakeAssistant:
    return FakeAssistant(ARTICLES)


@pytest.fixture
def chat(news) -> ChatPanel:
    line = Line(2)
    scope = ("scope", "digest", "timeline")
    return built(lambda: ChatPanel(news, html(*scope, render=False), line, Suggester(news, line)))


@pytest.fixture
def reader(news) -> ReaderPanel:
    line = Line(2)
    return built(lambda: ReaderPanel(news, line, Suggester(news, line)))


@pytest.fixture
def library(news) -> LibraryPanel:
    def make() -> LibraryPanel:
        panel = LibraryPanel(news, html("scope", "clear_scope", render=False))
        panel.wire(gr.State(Reading()))
        return panel

    return built(make)


def built(make: Callable[[], T]) -> T:
    """Make a part of a page; inside a running loop, or Gradio leaves one unclosed each time."""

    async def inside() -> T:
        with gr.Blocks(analytics_enabled=False):
            return make()

    return asyncio.run(inside())


def event(**data: Any) -> Any:
    return SimpleNamespace(**data, _data=data)
