"""A preposition joined to the word after it, for suggestions."""

from __future__ import annotations

_VOWELS = "aàâeéèêëiîïoôuùûyœæ"
_CONTRACTIONS = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}


def joined(preposition: str, word: str) -> str:
    """ "du", "aux", "d'aider", "à la": contraction and elision made; a silent h is not known and stays unelided."""
    lower = word.lower().replace("’", "'")
    if preposition == "de" and lower[:1] in _VOWELS and lower:
        return f"d'{word}"
    return _CONTRACTIONS.get((preposition, lower), f"{preposition} {word}")
