"""What a comparison comes to, in the words and numbers that terminal and page share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mtqa.contrasting.values import SIGNIFICANCE_LEVEL, TIE_POINTS, Contrast, Difference, Pairing

_WAYS = {Pairing.ID: "by id", Pairing.POSITION: "by position", Pairing.CONTENT: "by content"}


def value_text(value: float) -> str:
    """One decimal for scores to 100, three for metrics that run to 1 or so."""
    return f"{value:.1f}" if abs(value) >= 2 or not value else f"{value:.3f}"


def difference_text(value: float) -> str:
    """With its sign; 0 has none."""
    text = f"{value:+.1f}" if abs(value) >= 1 else f"{value:+.2f}"
    return "0" if not text.strip("+-0.") else text


def interval_text(one: Difference) -> str:
    """`-11.0 to -3.1`, a dash where there is none."""
    return " to ".join(map(difference_text, one.interval)) if one.interval else "–"


def p_text(one: Difference) -> str:
    """Three decimals, `<0.001` below, a dash where there is none."""
    if one.p_value is None:
        return "–"
    return "<0.001" if one.p_value < 0.001 else f"{one.p_value:.3f}"


def outcome_text(one: Difference) -> str:
    """The verdict of the test."""
    if one.p_value is None:
        return "not tested"
    return one.outcome.value


def pairing_text(contrast: Contrast) -> str:
    """How many units were paired, in which way, and what stands alone."""
    paired = contrast.paired
    ways = Counter(_WAYS[pair.pairing] for pair in contrast.documents if pair.pairing)
    text = f"{_counted(len(paired), 'unit')} paired {' and '.join(ways)}"
    reshaped = sum(len({len(side.sentences) for side in unit.sides if side}) > 1 for unit in paired)
    if reshaped:
        text += f", {reshaped} of them split or joined otherwise"
    alone = [
        f"{len(only)} only in {system.label}"
        for index, system in enumerate(contrast.systems)
        if (only := contrast.only_in(index))
    ]
    return f"{text}; {', '.join(alone)}" if alone else text


def documents_text(contrast: Contrast) -> list[str]:
    """A line for each document that not every system has, those that A has first."""
    labels = [system.label for system in contrast.systems]
    lines = []
    for pair in contrast.documents:
        has = [label for label, document in zip(labels, pair.documents, strict=True) if document]
        if len(has) < len(labels):
            scores = [document.score.score_0_100 for document in pair.documents if document]
            what = ("removed" if has == ["A"] else "added") if len(labels) == 2 else f"only in {', '.join(has)}"
            lines.append(f"{what}: {pair.key} (score {min(scores):.0f})")
    return lines


def test_text(contrast: Contrast) -> str:
    """How significance was tested, in a sentence."""
    how = {
        "bootstrap": "paired bootstrap resampling (Koehn 2004)",
        "randomisation": "paired approximate randomisation",
    }[contrast.test.method]
    return (
        f"p by {how}, {contrast.test.samples} samples, seed {contrast.test.seed}; a difference counts as sure below "
        f"{SIGNIFICANCE_LEVEL:g}. Units closer than {TIE_POINTS:g} points are ties."
    )


def signatures(contrast: Contrast) -> Sequence[tuple[str, str]]:
    """Label and text of each signature."""
    own = [("Test", test_text(contrast)), ("Signature", contrast.signature)]
    others = {measure.name: measure.signature for measure in contrast.measures}
    return own + [(name, signature) for name, signature in others.items() if signature != contrast.signature]


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
