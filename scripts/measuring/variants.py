"""Variants of the sample article: the same breakdowns with other names, verbs, subjects, prepositions and tenses.

A rule that memorised the sample finds the original and not these. Every substitution keeps the kind of the error: a
participle for a participle, a bare noun for a bare noun; agreement is kept where the sample has it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from measuring.gold import GoldText
from mtqa.benchmarking.spans import Span

# Each entry replaces a word or phrase of the sample wherever it stands, by one choice a variant.
_EVERYWHERE: dict[str, Sequence[str]] = {
    "Russie": ("Turquie", "Chine", "Serbie", "Syrie", "Libye", "Birmanie"),
    "Ukraine": ("Arménie", "Albanie", "Estonie", "Inde", "Éthiopie", "Algérie"),
    "Biden": ("Macron", "Scholz", "Trudeau", "Johnson", "Draghi", "Sánchez"),
    "Joe": ("Karl", "Emmanuel", "Justin", "Boris", "Mario", "Pedro"),
    "Vladimir Poutine": ("Recep Erdogan", "Xi Jinping", "Aleksandar Vucic", "Bachar al-Assad"),
    "OTAN": ("ONU", "OSCE", "Union africaine", "Alliance atlantique"),
    "ukrainienne": ("grecque", "indienne", "polonaise", "libyenne", "jordanienne"),
}
# Each entry replaces the first occurrence of a phrase inside a breakdown.
_ONCE: tuple[tuple[str, Sequence[str]], ...] = (
    ("réunie", ("massée", "déployée", "concentrée", "envoyée", "rassemblée", "installée", "renforcée")),
    ("Troupes", ("Soldats", "Chars", "Forces", "Missiles", "Navires", "Véhicules")),
    ("Au cours des derniers mois", ("Au cours des dernières semaines", "Depuis le début de l’année",
                                    "Pendant les derniers jours", "Ces derniers temps", "Selon plusieurs sources")),
    ("a mis en garde Il a menacé", ("a averti Elle a promis", "a prévenu Ils ont parlé", "a condamné Il avait menacé")),
    ("Président", ("Ministre", "Chancelier", "Gouverneur", "Sénateur", "Premier ministre")),
    ("continuer", ("parler", "téléphoner", "répondre", "insister", "discuter", "rencontrer")),
    ("au président russe", ("au ministre russe", "au chef russe", "aux dirigeants russes de", "au dirigeant russe")),
    ("est exigeant", ("est demandant", "est insistant", "est affirmant", "est souhaitant", "est craignant")),
    ("tandis que", ("alors que", "pendant que")),
    ("Unifier", ("Consolider", "Maintenir", "Étendre", "Protéger")),
    ("Dissuasion", ("Fermeté", "Négociation", "Coopération", "Prudence")),
    ("attaché de presse", ("chargé de mission", "directeur de cabinet", "conseiller militaire")),
    ("Elle a confirmé", ("Il a précisé", "Elle a déclaré", "Il a expliqué")),
    ("sécurité. et", ("sécurité. et", "sécurité. ou", "sécurité. puis")),
)  # fmt: skip


def variants(sample: GoldText, number: int = 20, seed: int = 2022) -> list[GoldText]:
    """`number` variants of the sample article with its marks carried over."""
    return [_vary(sample, random.Random(f"{seed}-{index}")) for index in range(number)]


def _vary(sample: GoldText, chance: random.Random) -> GoldText:
    changes: list[tuple[int, int, str]] = []
    for phrase, choices in _ONCE:
        found = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", sample.text)
        if found is None:
            raise ValueError(f"the sample article has no {phrase!r}: was it edited?")
        changes.append((*found.span(), chance.choice(choices)))
    for word, choices in _EVERYWHERE.items():
        chosen = chance.choice(choices)
        for found in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", sample.text):
            if not any(start < found.end() and found.start() < end for start, end, _ in changes):
                changes.append((*found.span(), chosen))
    changes.sort()
    text, position = "", 0
    for start, end, new in changes:
        text += sample.text[position:start] + new
        position = end
    text += sample.text[position:]
    return GoldText(
        text,
        tuple(_moved(span, changes) for span in sample.marked),
        tuple(_moved(span, changes) for span in sample.right),
        is_row=False,
        codes=sample.codes,
    )


def _moved(span: Span, changes: Sequence[tuple[int, int, str]]) -> Span:
    """Where a span lies after the changes.

    A change at its edge is inside it; where the span ends within a changed phrase ("ukrainienne Au" before "Au cours
    des derniers mois"), it takes the same number of words of the new phrase.
    """
    start, end = span
    for first, last, new in changes:
        if last <= span[0]:
            start += len(new) - (last - first)
        if last <= span[1]:
            end += len(new) - (last - first)
        elif first < span[1]:
            end = end - span[1] + first + len(new.split()[0])
    return start, end
