"""A plot of lines over sizes as SVG, both axes in powers of ten; no library is needed for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 820, 420, 70, 300, 20, 50
COLOURS = ("#1f6feb", "#d1242f", "#1a7f37", "#8250df", "#bf8700", "#57606a")


@dataclass(frozen=True, slots=True)
class Line:
    """A name and its points."""

    name: str
    points: list[tuple[float, float]]


def chart(lines: list[Line], *, label: str) -> str:
    """The plot; `label` says what the upright axis counts."""
    xs = [x for line in lines for x, _ in line.points]
    ys = [y for line in lines for _, y in line.points]
    across, up = _axis(xs), _axis(ys)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            'font-family="sans-serif" font-size="13">'
        ),
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="{HEIGHT - 10}">persons</text>',
        f'<text x="14" y="{HEIGHT / 2}" transform="rotate(-90 14 {HEIGHT / 2})">{escape(label)}</text>',
    ]
    for power in range(across[0], across[1] + 1):
        x = _x(10**power, across)
        parts.append(
            f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{HEIGHT - BOTTOM}" stroke="#d0d7de"/>'
        )
        parts.append(
            f'<text x="{x}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{_short(power)}</text>'
        )
    for power in range(up[0], up[1] + 1):
        y = _y(10**power, up)
        parts.append(f'<line x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" stroke="#d0d7de"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{_short(power)}</text>')
    for n, line in enumerate(lines):
        colour = COLOURS[n % len(COLOURS)]
        places = " ".join(f"{_x(x, across):.1f},{_y(y, up):.1f}" for x, y in line.points)
        parts.append(
            f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="2"/>'
        )
        for x, y in line.points:
            parts.append(
                f'<circle cx="{_x(x, across):.1f}" cy="{_y(y, up):.1f}" r="3" fill="{colour}"/>'
            )
        y = TOP + 14 + 20 * n
        parts.append(
            f'<rect x="{WIDTH - RIGHT + 14}" y="{y - 10}" width="12" height="12" fill="{colour}"/>'
        )
        parts.append(f'<text x="{WIDTH - RIGHT + 32}" y="{y}">{escape(line.name)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _axis(values: list[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _x(value: float, axis: tuple[int, int]) -> float:
    share = (math.log10(value) - axis[0]) / (axis[1] - axis[0])
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(value: float, axis: tuple[int, int]) -> float:
    share = (math.log10(max(value, 10.0 ** axis[0])) - axis[0]) / (axis[1] - axis[0])
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _short(power: int) -> str:
    if power >= 6:
        return f"{10 ** (power - 6):g} M"
    return f"{10 ** (power - 3):g} k" if power >= 3 else f"{10.0**power:g}"
