"""Names of buttons, menus and chapters in running text: "choisissez Outils - Options", "l'onglet Mise en page".

They are quoted as they stand on the screen or in the table of contents, with their capital and without article,
agreement or elision, so that what the rules for running French find where one begins is no fault.
"""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.detecting.context import Context, Word
from mtqa.domain.issue import Issue

# What one does with an element of an interface, and with nothing else that a bare noun could name.
_SURELY_DONE = frozenset("choisir sélectionner cliquer double-cliquer cocher décocher désactiver taper presser".split())
# Told to the reader only: "consultez Gestion des conflits"; others may "ouvrir Fenêtre" in a bad translation.
_TOLD = _SURELY_DONE | frozenset(
    "activer appuyer consulter ouvrir ouvrer fermer lancer saisir entrer lire voir visiter utiliser employer "
    "exécuter".split()  # "ouvrez" may be read as a form of "ouvrer"
)
_AFTER_VERB = frozenset("sur dans".split())
# What bears a name on a screen; the second set means many things elsewhere.
_ELEMENTS = frozenset(
    "onglet bouton icône menu sous-menu option touche case cocher rubrique dialogue mode déroulant".split()
)
_ELSEWHERE_TOO = frozenset(
    "zone champ commande module catégorie liste section page fenêtre barre volet panneau fonction outil "
    "dossier paramètre propriété bascule".split()
)
_ARROWS = frozenset("> → ▸ ▶ ›".split())
_CHAINS = frozenset("- – > → ▸ ▶ ›".split())
_CODES = frozenset(("FR101", "FR106", "FR107", "FR112", "FR201", "FR301"))


def outside_labels(context: Context, issues: list[Issue]) -> list[Issue]:
    """The issues less those that a name of an element or a chapter explains: they touch its first two words."""
    if not any(issue.code in _CODES for issue in issues):
        return issues
    spans = [_span(context.words, start) for start in _starts(context)]
    if not spans:
        return issues
    base = context.sentence.start
    return [
        issue
        for issue in issues
        if issue.code not in _CODES
        or not any(issue.start - base < end and start < issue.end - base for start, end in spans)
    ]


def _span(words: Sequence[Word], start: int) -> tuple[int, int]:
    return words[start].start, words[min(start + 1, len(words) - 1)].end


def _starts(context: Context) -> list[int]:
    """The words with which a name begins."""
    if not (context.lemmas.isdisjoint(_TOLD) and context.lowers.isdisjoint(_ELEMENTS | _ARROWS)):
        is_manual = _is_manual(context)
        return [word.index for word in context.words[1:] if _is_named(context, word, is_manual)]
    return []


def _is_manual(context: Context) -> bool:
    """Whether the sentence surely speaks of an interface or to somebody at one."""
    if not context.lowers.isdisjoint(_ELEMENTS - {"option", "case", "mode", "touche"}):
        return True
    return any(word.lemma in _TOLD and _is_addressed(context, word) for word in context.words)


def _is_named(context: Context, word: Word, is_manual: bool) -> bool:
    if not word.text[0].isupper():
        return False
    before, after = context.words[word.index - 1], context.word(word.index + 1)
    if after is not None and after.text in _ARROWS:
        return True  # "si Paquet → Installer est choisi"
    if after is not None and after.text in _CHAINS and context.gap(word, after) == " " and is_manual:
        return True  # "(activer Affichage - Normal)"
    if before.upos == "ADV" and before.index:
        before = context.words[before.index - 1]  # "choisissez ensuite Insertion"
    if before.text in _CHAINS or before.lower in ("de", "que"):  # "l'onglet Police de Outils - Options"
        return is_manual
    if before.lower in _AFTER_VERB and before.index and context.words[before.index - 1].lemma in _TOLD:
        before = context.words[before.index - 1]
    if before.lemma in _TOLD and _is_addressed(context, before):
        return True
    if before.lemma in _SURELY_DONE and before.tag.verb_form in ("inf", "part-pres"):
        return True
    return before.lower in _ELEMENTS or (is_manual and before.lemma in _ELSEWHERE_TOO)


def _is_addressed(context: Context, verb: Word) -> bool:
    """Whether the reader is spoken to: "choisissez", "veuillez consulter", "vous pouvez utiliser"."""
    if verb.lower.endswith("ez"):
        return True
    if verb.tag.verb_form != "inf":
        return False
    before = context.words[max(0, verb.index - 4) : verb.index]
    return any(word.lower.endswith("ez") and word.lower != "chez" for word in before)
