"""The frame of the page: its head, and the tabs into which the columns fold on a phone."""

_MOON = (
    '<svg viewBox="0 0 20 20" aria-hidden="true">'
    '<path d="M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7Z"/></svg>'
)

MASTHEAD = (
    '<a class="skip" href="#question">To the question</a>'
    '<header class="masthead"><h1>News assistant</h1>'
    '<p class="motto">Answers from your articles, and from nothing else</p>'
    '<p class="keys" aria-label="Keys"><kbd>/</kbd> ask <kbd>n</kbd> <kbd>p</kbd> citations</p>'
    '<button type="button" class="quiet" data-theme-switch aria-label="Dark or light" '
    f'title="Dark or light">{_MOON}</button></header>'
)

TABS = (
    '<nav class="tabs" aria-label="Parts of the page">'
    '<button type="button" data-panel="library" aria-pressed="false">Library</button>'
    '<button type="button" data-panel="chat" aria-pressed="true">Chat</button>'
    '<button type="button" data-panel="reader" aria-pressed="false">Reader</button></nav>'
)

ASK_THIS = (
    '<form data-submit="ask" data-of-article>'
    '<input name="text" aria-label="Ask this article" placeholder="Ask this article" '
    'autocomplete="off" maxlength="400" required>'
    '<button type="submit" class="primary">Ask</button></form>'
)
"""A question for the open article alone, whatever is ticked."""

MENU = (
    '<div class="menu"><h2>Ask</h2>'
    '<button type="button" class="quiet" data-do="new">New</button>'
    '<details class="history"><summary>History</summary><ul></ul></details>'
    '<button type="button" class="quiet" data-do="export">Export</button></div>'
)
