"""Figures -> one aligned table, or a JSON object."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import Any, Literal

import numpy as np

from assistant.evaluation import metrics

Unit = Literal["%", "ms", ""]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: a value over `n` rows or sentences, and its 95 % interval."""

    group: str
    name: str
    value: float
    low: float | None
    high: float | None
    n: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Report:
    """What an evaluation found; `articles` and `passages` count what was searched."""

    set: str
    model: str
    articles: int
    passages: int
    figures: tuple[Figure, ...]


def share(group: str, name: str, values: Sequence[float]) -> list[Figure]:
    """Return the mean of values from 0 to 1 as per cent; nothing where there are no values."""
    return [
        replace(figure, value=100 * figure.value, low=_percent(figure.low),
                high=_percent(figure.high), unit="%")
        for figure in mean(group, name, values)
    ]  # fmt: skip


def mean(group: str, name: str, values: Sequence[float]) -> list[Figure]:
    """Return the mean of values; nothing where there are none."""
    if not values:
        return []
    low, high = metrics.bootstrap(values)
    return [Figure(group, name, float(np.mean(values)), low, high, len(values), "")]


def milliseconds(group: str, name: str, values: Sequence[float]) -> list[Figure]:
    """Return the median and the 95th percentile of durations in milliseconds."""
    if not values:
        return []
    middle, slow = (float(v) for v in np.quantile(values, (0.5, 0.95)))
    return [
        Figure(group, f"{name} p50", middle, None, None, len(values), "ms"),
        Figure(group, f"{name} p95", slow, None, None, len(values), "ms"),
    ]


def as_json(report: Report) -> dict[str, Any]:
    """Return the report as JSON holds it; shares are per cent, as in the table."""
    value = asdict(report)
    for figure in value["figures"]:
        figure |= {k: round(v, 3) for k, v in figure.items() if isinstance(v, float)}
    return value


def as_table(report: Report) -> str:
    """Return the report as lines of plain text, aligned."""
    lines = [f"{report.set}   model {report.model}"]
    if report.articles:
        lines[0] += f"   {report.articles} articles, {report.passages} passages"
    width = max((len(figure.name) for figure in report.figures), default=0)
    for group, figures in groupby(report.figures, key=lambda figure: figure.group):
        lines += ["", f"{group:<{width + 2}}{'':>11}   {'95 % interval':<17}{'n':>7}"]
        lines += [_line(figure, width) for figure in figures]
    return "\n".join(lines)


def _line(figure: Figure, width: int) -> str:
    digits = 2 if figure.unit == "" else 1
    value = f"{figure.value:.{digits}f} {figure.unit:<2}"
    interval = ""
    if figure.low is not None and figure.high is not None:
        interval = f"{figure.low:.{digits}f} to {figure.high:.{digits}f}"
    return f"  {figure.name:<{width}}{value:>11}   {interval:<17}{figure.n:>7}"


def _percent(value: float | None) -> float | None:
    return None if value is None else 100 * value
