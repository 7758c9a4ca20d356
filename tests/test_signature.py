from __future__ import annotations

from mtqa.config import Settings, SeverityWeights
from mtqa.signature import signature_of


def test_every_parameter_that_can_change_a_score_changes_the_signature() -> None:
    changed = [
        Settings(),
        Settings(ignore=("FR301",)),
        Settings(min_confidence=0.6),
        Settings(profile="fr-CA"),
        Settings(neural=True),
        Settings(severity_weights=SeverityWeights(major=4)),
    ]
    signatures = {signature_of(settings, "none") for settings in changed} | {
        signature_of(Settings(), "marian", "model 1"),
        signature_of(Settings(), "marian", "model 2"),
        signature_of(Settings(), "none", words=["Vasseur"]),
    }
    assert len(signatures) == len(changed) + 3


def test_it_names_its_parts() -> None:
    parts = dict(part.split(":", 1) for part in signature_of(Settings(), "none").split("|"))
    assert list(parts) == ["mtqa", "data", "codes", "weights", "min-confidence", "profile", "neural", "engine"]
    assert parts["weights"] == "1/5/25/0.1"
