"""Words left in English."""

from random import Random

from damage.draft import Draft
from damage.morphology import Morphology


def untranslated(draft: Draft, rng: Random, morphology: Morphology, english: list[str]) -> bool:
    """One to three English words for a French one."""
    known = morphology.readings
    spots = [
        i for i, word in enumerate(english) if word.isalpha() and len(word) > 2 and word.islower() and word not in known
    ]
    if not spots:
        return False
    start = rng.choice(spots)
    length = rng.choices((1, 2, 3), (75, 17, 8))[0]
    piece = [english[start]]
    for word in english[start + 1 : start + length]:
        if not (word.isalpha() and word.islower()):
            break
        piece.append(word)
    place = draft.pick(
        rng,
        lambda i: (
            draft.is_word(i) and not draft.is_first(i) and len(draft.forms[i]) > 2 and not draft.forms[i].endswith("'")
        ),
    )
    if place is None:
        return False
    piece[0] = piece[0].capitalize() if rng.random() < 0.06 else piece[0]
    draft.forms[place : place + 1] = piece
    draft.labels[place : place + 1] = ["FR401"] * len(piece)
    return True
