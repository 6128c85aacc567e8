"""The progress of adding: honest counts, each file's state, and why a file failed."""

from ui.adding import Entry, Progress
from ui.render.words import button, escape, meter, served_first

SHOWN, SHOWN_RUNNING = 200, 30
"""Rows shown at most, at the end and while they are sent again and again; the counts cover all."""

# What needs a person's eye comes first.
_ORDER = ("failed", "reading", "embedding", "queued", "cancelled", "skipped", "ready")


_SAID = {"embedding": "indexing"}
"""What a state is called where its own name is the trade's."""


def render_progress(progress: Progress | None) -> str:
    """Return the progress of an adding, under way or ended; nothing without one."""
    if progress is None:
        return ""
    entries = sorted(progress.entries.values(), key=lambda entry: _ORDER.index(entry.state))
    if not progress.running:
        # The counts are enough for what went well: the articles are in the list below.
        entries = [entry for entry in entries if entry.state != "ready"]
    most = SHOWN_RUNNING if progress.running else SHOWN
    rows = "".join(_row(entry) for entry in entries[:most])
    error = (
        f'<p class="notice error" role="alert">{escape(progress.error)}</p>'
        if progress.error
        else ""
    )
    note = f'<p class="fine">{escape(progress.note)}</p>' if progress.note else ""
    more = len(entries) - most
    left = f'<p class="fine">and {more:,} more</p>' if more > 0 else ""
    return (
        f'<section class="adding" aria-label="Adding articles" '
        f'data-running="{"true" if progress.running else "false"}">'
        f'<p class="adding-head"><span role="status">{_counts(progress)}</span>'
        f"{_buttons(progress)}</p>"
        f"{_meter(progress)}{error}{note}<ul>{rows}</ul>{left}</section>"
    )


def _counts(progress: Progress) -> str:
    if progress.ahead:
        return served_first(progress.ahead)
    if progress.running and progress.whole and not progress.told:
        return "Reading"
    counts = [
        f"{count:,} {state}"
        for state in ("ready", "skipped", "failed", "cancelled")
        if (count := progress.count(state))
    ]
    waiting = progress.count("queued", "reading", "embedding")
    if progress.running:
        counts.append(f"{waiting:,} to go")
    return ", ".join(counts) or "Nothing was added"


def _buttons(progress: Progress) -> str:
    if progress.running:
        return button("cancel", "Cancel", css="quiet")
    retry = button("retry", "Try again", css="quiet") if progress.unfinished() else ""
    return retry + button("dismiss", "Close", css="quiet")


def _meter(progress: Progress) -> str:
    if not progress.running:
        return ""
    done = progress.count("ready", "skipped", "failed")
    return meter("Added", done, len(progress.entries))


def _row(entry: Entry) -> str:
    reason = f'<span class="reason">{escape(entry.reason)}</span>' if entry.reason else ""
    return (
        f'<li class="{entry.state}"><span class="file" dir="auto">{escape(entry.name)}</span>'
        f'<span class="state">{_SAID.get(entry.state, entry.state)}</span>'
        f"{reason}</li>"
    )
