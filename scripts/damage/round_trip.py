"""Real machine translation: a right sentence and its round trip through Apertium, aligned into labels.

A changed word is labelled where the change is of a kind that is nearly always wrong (another form of the same word,
a function word lost); elsewhere it may be a fair paraphrase, and the network is told nothing (None).
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from damage.function_words import SWAPS
from damage.morphology import DETERMINERS, Morphology, is_finite

MOST_CHANGED = 0.4
Label = str | None


def labels(right: Sequence[str], back: Sequence[str], morphology: Morphology) -> list[Label] | None:
    """A label for each form of `back`: "" right, a code, or None for "not known". None if too much changed."""
    before, after = [form.lower() for form in right], [form.lower() for form in back]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[Label] = [""] * len(back)
    for kind, start, end, start_back, end_back in matcher.get_opcodes():
        if kind == "equal":
            for old, new in zip(range(start, end), range(start_back, end_back), strict=True):
                found[new] = "" if right[old] == back[new] else None
        elif kind == "delete":
            if start_back < len(back) and found[start_back] == "":
                found[start_back] = _lost(before[start:end])
        else:
            one_to_one = end - start == end_back - start_back
            for offset, new in enumerate(range(start_back, end_back)):
                found[new] = _changed(before[start + offset], after[new], morphology) if one_to_one else None
    _keep_losses(found, matcher, before)
    changed = sum(label != "" for label in found)
    return None if changed > MOST_CHANGED * len(found) else found


def _keep_losses(found: list[Label], matcher: SequenceMatcher[str], before: list[str]) -> None:
    """A lost word is marked on the word after it, which an equal stretch has meanwhile called right."""
    for kind, start, end, start_back, _ in matcher.get_opcodes():
        if kind == "delete" and start_back < len(found) and found[start_back] == "":
            found[start_back] = _lost(before[start:end])


def _lost(words: list[str]) -> Label:
    if len(words) != 1:
        return None
    word = words[0]
    if word in DETERMINERS - {"leur"}:
        return "FR106"
    if word in SWAPS:
        return "FR107"
    return "FR109" if word in ("pas", "plus", "jamais") else None


def _changed(old: str, new: str, morphology: Morphology) -> Label:
    old_readings, new_readings = morphology.readings.get(old, []), morphology.readings.get(new, [])
    if {old, new} <= {"à", "de", "au", "du", "aux", "des", "d'"}:
        return "FR107"
    shared = {lemma for lemma, _ in old_readings} & {lemma for lemma, _ in new_readings}
    if not shared:
        return None
    old_tags = [tag for lemma, tag in old_readings if lemma in shared]
    new_tags = [tag for lemma, tag in new_readings if lemma in shared]
    if all(tag[0] == "V" for tag in old_tags + new_tags):
        if any(is_finite(tag) for tag in old_tags) and any(is_finite(tag) for tag in new_tags):
            same_person = {tag[-3:] for tag in old_tags if is_finite(tag)} & {
                tag[-3:] for tag in new_tags if is_finite(tag)
            }
            return None if same_person else "FR103"
        participles = all(" ppa" in tag for tag in old_tags + new_tags)
        return "FR105" if participles else "FR101"
    return "FR104" if all(tag[0] in "NJD" for tag in old_tags + new_tags) else None


def read(lines: Sequence[str]) -> list[tuple[str, str]]:
    """(right, back) from tab-separated lines, Apertium's marks of unknown words taken off."""
    pairs = (line.rstrip("\n").split("\t") for line in lines)
    return [
        (pair[0], pair[1].replace("*", ""))
        for pair in pairs
        if len(pair) == 2 and "#" not in pair[1] and "@" not in pair[1]
    ]
