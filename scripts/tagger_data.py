"""Training sentences of the tagger: labels brought to what forms show, and noise as machine translation makes it."""

import random
from collections.abc import Sequence

from ud_corpus import Sentence

from mtqa.french.analysis import Analysis, feature_code, parse_feature_code
from mtqa.french.lexicon import Lexicon


def by_form(lexicon: Lexicon, sentence: Sentence) -> Sentence:
    """The sentence with features as the form shows them.

    Treebanks sometimes fill in what only the context shows ("pays": number) or leave out what the form shows
    (names); where the lexicon has a reading of the same category that does not contradict the label, it replaces it.
    """
    codes = [
        form_code(lexicon.analyses(form), code) for form, code in zip(sentence.tokens, sentence.codes, strict=True)
    ]
    return Sentence(sentence.tokens, tuple(codes))


def form_code(readings: Sequence[Analysis], code: str) -> str:
    """The reading that fits the label best, else the label itself."""
    category, features = parse_feature_code(code)
    best, most = code, -1
    for own in readings:
        if own.category == category and all(
            a == b or not a or not b for a, b in zip(own.features, features, strict=True)
        ):
            same = sum(a == b for a, b in zip(own.features, features, strict=True))
            if same > most:
                best, most = feature_code(own.category, own.features), same
    return best


def add_noise(sentence: Sentence, rng: random.Random) -> Sentence:
    """The sentence with case damaged the way machine translation and its post-processing damage it."""
    tokens = list(sentence.tokens)
    kind = rng.random()
    if kind < 0.04:
        tokens = [token.lower() for token in tokens]
    elif kind < 0.06:
        tokens = [token.upper() for token in tokens]
    elif kind < 0.20:
        tokens = [capitalised(token) if rng.random() < 0.12 else token for token in tokens]
    elif kind < 0.26:
        tokens = [token.lower() if rng.random() < 0.5 else token for token in tokens]
    elif kind < 0.32:
        tokens[0] = tokens[0].lower()
    codes = sentence.codes
    if len(tokens) > 1 and codes[-1].startswith("PUNCT") and rng.random() < 0.15:
        tokens, codes = tokens[:-1], codes[:-1]
    return Sentence(tuple(tokens), codes)


def joined(first: Sentence, second: Sentence) -> Sentence:
    """Two sentences run together."""
    return Sentence(first.tokens + second.tokens, first.codes + second.codes)


def capitalised(token: str) -> str:
    return token[:1].upper() + token[1:]
