"""The catalogue of issue codes: what each flags, in a translator's words.

Categories follow MQM-Core's "Linguistic conventions" and "Accuracy" (themqm.org); codes are stable once released.
A severity here is the usual one; a detector may raise or lower it for a case. `wrong` and `right` are one example,
with the flagged words between ⟦ and ⟧.
"""

from __future__ import annotations

from dataclasses import dataclass

from mtqa.domain.issue import Severity

MINOR, MAJOR, CRITICAL = Severity.MINOR, Severity.MAJOR, Severity.CRITICAL


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One issue code. `on_by_default` is False for codes that only a selection switches on."""

    code: str
    name: str
    category: str
    severity: Severity
    title: str
    wrong: str
    right: str
    on_by_default: bool = True


_GRAMMAR, _FRAGMENTS, _ORTHOGRAPHY = "grammar", "fragments", "orthography"
_UNTRANSLATED, _STYLE, _ACCURACY = "untranslated", "style", "accuracy-evidence"

_ENTRIES = (
    CatalogueEntry("FR101", "verb-form", _GRAMMAR, CRITICAL,
                   "A participle, an infinitive or another non-finite form where a conjugated verb must stand",
                   "La Russie ⟦réunie⟧ Troupes à la frontière.", "La Russie réunit des troupes à la frontière."),
    CatalogueEntry("FR102", "missing-verb", _GRAMMAR, MAJOR,
                   "A clause with no conjugated verb where one must stand",
                   "Le ministre ⟦que⟧ la réforme sera votée.", "Le ministre affirme que la réforme sera votée."),
    CatalogueEntry("FR103", "subject-verb-agreement", _GRAMMAR, MAJOR,
                   "A verb that does not agree with its subject in number or person",
                   "Les ouvriers ⟦finit⟧ à midi.", "Les ouvriers finissent à midi."),
    CatalogueEntry("FR104", "nominal-agreement", _GRAMMAR, MAJOR,
                   "A determiner or adjective that does not agree with its noun in gender or number",
                   "Ils habitent des maisons ⟦blanc⟧.", "Ils habitent des maisons blanches."),
    CatalogueEntry("FR105", "participle-agreement", _GRAMMAR, MAJOR,
                   "A past participle that does not agree as it must",
                   "La porte est ⟦fermé⟧.", "La porte est fermée."),
    CatalogueEntry("FR106", "missing-determiner", _GRAMMAR, MAJOR,
                   "A noun without the article or determiner it needs",
                   "Il ouvre ⟦fenêtre⟧.", "Il ouvre la fenêtre."),
    CatalogueEntry("FR107", "preposition", _GRAMMAR, MAJOR,
                   "A preposition that the verb or noun does not take, or one that is lacking",
                   "Il obéit ⟦le⟧ chef.", "Il obéit au chef."),
    CatalogueEntry("FR108", "pronoun", _GRAMMAR, MAJOR,
                   "A pronoun of the wrong kind, person or case",
                   "La maison ⟦que⟧ les volets sont bleus.", "La maison dont les volets sont bleus."),
    CatalogueEntry("FR109", "negation", _GRAMMAR, MAJOR,
                   "A negation that lost one of its halves",
                   "Je ⟦n'⟧ai vu le directeur hier.", "Je n'ai pas vu le directeur hier."),
    CatalogueEntry("FR110", "tense-mood", _GRAMMAR, MAJOR,
                   "A tense or mood that the construction does not allow",
                   "Il faut que tu ⟦viens⟧.", "Il faut que tu viennes."),
    CatalogueEntry("FR111", "word-order", _GRAMMAR, MAJOR,
                   "Words in an order that French does not allow",
                   "Il conduit une ⟦rouge voiture⟧.", "Il conduit une voiture rouge."),
    CatalogueEntry("FR112", "elision-contraction", _GRAMMAR, MAJOR,
                   "An elision or contraction that was not made, or was made where it may not be",
                   "Elle va à ⟦la⟧ école.", "Elle va à l'école."),
    CatalogueEntry("FR201", "missing-boundary", _FRAGMENTS, MAJOR,
                   "Two sentences run together without a full stop or a space between them",
                   "Près de la frontière ⟦ukrainienne Au⟧ cours des derniers mois, il a plu.",
                   "Près de la frontière ukrainienne. Au cours des derniers mois, il a plu."),
    CatalogueEntry("FR202", "splice", _FRAGMENTS, CRITICAL,
                   "A piece of another clause spliced into the sentence",
                   "Le maire a promis ⟦La ville a payé⟧ de réparer le pont.", "Le maire a promis de réparer le pont."),
    CatalogueEntry("FR203", "fragment", _FRAGMENTS, MAJOR,
                   "A piece of a sentence that stands alone",
                   "Il a parlé lundi. ⟦et attaché de presse au ministère⟧", "Il a parlé lundi."),
    CatalogueEntry("FR204", "repetition", _FRAGMENTS, MAJOR,
                   "Words that were doubled",
                   "Il vit ⟦dans dans⟧ un port.", "Il vit dans un port."),
    CatalogueEntry("FR301", "stray-capital", _ORTHOGRAPHY, MINOR,
                   "A capital on a word that is no name",
                   "La Russie réunit des ⟦Troupes⟧.", "La Russie réunit des troupes."),
    CatalogueEntry("FR302", "lost-capital", _ORTHOGRAPHY, MINOR,
                   "A name or the start of a sentence without its capital",
                   "Il vit en ⟦france⟧.", "Il vit en France."),
    CatalogueEntry("FR303", "spelling", _ORTHOGRAPHY, MINOR,
                   "A word that no lexicon, word list, name pattern or frequency list knows",
                   "Le ⟦gouvernemant⟧ a démissionné.", "Le gouvernement a démissionné."),
    CatalogueEntry("FR304", "punctuation", _ORTHOGRAPHY, MINOR,
                   "Punctuation that is doubled, missing or impossible",
                   "Il a rencontré la Russie⟦..⟧", "Il a rencontré la Russie."),
    CatalogueEntry("FR305", "typography", _ORTHOGRAPHY, MINOR,
                   "Spaces and marks that break French typographic habit",
                   "Il a dit⟦:⟧ non.", "Il a dit : non.", on_by_default=False),
    CatalogueEntry("FR306", "unbalanced-marks", _ORTHOGRAPHY, MINOR,
                   "A quotation mark, guillemet or bracket without its partner",
                   "Il a répondu ⟦«⟧ oui.", "Il a répondu « oui »."),
    CatalogueEntry("FR401", "untranslated", _UNTRANSLATED, MAJOR,
                   "Words left in the source language",
                   "Le ⟦weather⟧ de demain sera clair.", "Le temps de demain sera clair."),
    CatalogueEntry("FR402", "residue", _UNTRANSLATED, MINOR,
                   "Remains of a page or a process: markup, labels, broken encoding",
                   "⟦READ⟧ Le maire démissionne.", "Le maire démissionne."),
    CatalogueEntry("FR403", "other-language", _UNTRANSLATED, CRITICAL,
                   "A document that is not French",
                   "⟦The mayor resigned on Monday.⟧", "Le maire a démissionné lundi."),
    CatalogueEntry("FR501", "awkward", _STYLE, MINOR,
                   "Correct but stiff: a construction no French writer would choose",
                   "Nous sommes ⟦alliés en tant qu'alliance⟧.", "Nous formons une alliance."),
    CatalogueEntry("BT101", "not-in-back-translation", _ACCURACY, MINOR,
                   "French words that no word of the back-translation or source supports",
                   "Le maire ⟦courageux⟧ a démissionné.", "Le maire a démissionné."),
    CatalogueEntry("BT102", "not-in-french", _ACCURACY, MINOR,
                   "Words of the back-translation or source that nothing in the French supports",
                   "Le maire ⟦a démissionné⟧.", "Le maire a démissionné lundi soir."),
    CatalogueEntry("BT103", "number", _ACCURACY, MAJOR,
                   "A number, date, percentage or amount that changed",
                   "Le pont a coûté ⟦10 000⟧ euros.", "Le pont a coûté 1 000 euros."),
    CatalogueEntry("BT104", "name", _ACCURACY, MAJOR,
                   "A name that was lost or changed",
                   "⟦Brest⟧ accueille le sommet.", "Paris accueille le sommet."),
    CatalogueEntry("BT105", "polarity", _ACCURACY, MAJOR,
                   "A negation that was lost or gained",
                   "Le maire ⟦viendra⟧.", "Le maire ne viendra pas."),
    CatalogueEntry("BT106", "protected", _ACCURACY, MAJOR,
                   "A placeholder, tag or address that was lost or changed",
                   "Bonjour ⟦{nom}⟧ !", "Bonjour {name} !"),
)  # fmt: skip

CATALOGUE: dict[str, CatalogueEntry] = {entry.code: entry for entry in _ENTRIES}


def codes_of(patterns: list[str] | tuple[str, ...]) -> frozenset[str]:
    """Codes that match any of `patterns` (a whole code or its beginning: "FR1" is FR101 to FR112).

    Raises KeyError with the pattern that matches nothing.
    """
    found: set[str] = set()
    for pattern in patterns:
        matches = {code for code in CATALOGUE if code.startswith(pattern.strip().upper())}
        if not matches or not pattern.strip():
            raise KeyError(pattern)
        found |= matches
    return frozenset(found)
