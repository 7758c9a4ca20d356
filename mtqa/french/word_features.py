"""What the tagger's network is told of a word form: rows of its embedding table.

A form's vector is the sum of the rows of: the word itself (frequent ones), its endings and beginning, its shape,
each of its lexicon readings, the set of them (its ambiguity class), how frequent it is and how often capitalised.
"""

from zlib import crc32

from mtqa.french.analysis import feature_code
from mtqa.french.lexicon import Lexicon


class WordFeatures:
    """Form -> row numbers. Row 0 is never used; rows 1..len(words) are words, the hashed features follow."""

    def __init__(self, lexicon: Lexicon, words: list[str], hash_rows: int) -> None:
        self._lexicon = lexicon
        self._word_rows = {word: row for row, word in enumerate(words, 1)}
        self._first_hash_row = len(words) + 1
        self._hash_rows = hash_rows

    @property
    def row_count(self) -> int:
        return self._first_hash_row + self._hash_rows

    def rows(self, form: str) -> list[int]:
        """The form's rows, at most about 40; the same for both kinds of apostrophe."""
        form = form.replace("’", "'")
        lower = form.lower()
        rows = [self._hash_row(feature) for feature in self._describe(form, lower)]
        if lower in self._word_rows:
            rows.append(self._word_rows[lower])
        return rows

    def _hash_row(self, feature: str) -> int:
        return self._first_hash_row + crc32(feature.encode("utf-8", "surrogatepass")) % self._hash_rows

    def _describe(self, form: str, lower: str) -> list[str]:
        shape = word_shape(form)
        features = [f"shape {shape}", f"start {lower[:3]}"]
        features += [f"end {lower[-length:]}" for length in (1, 2, 3, 4) if len(lower) > length]
        codes = sorted({feature_code(own.category, own.features) for own in self._lexicon.analyses(form)})
        features += [f"reading {code}" for code in codes]
        features.append(f"readings {' '.join(codes)}")
        features.append(f"categories {' '.join(sorted({code.split('|')[0] for code in codes}))} {shape}")
        share = self._lexicon.capital_share(form)
        bucket = "?" if share is None else str(round(share * 4))
        features.append(f"capital {bucket} {shape}")
        features.append(f"frequency {min(8, int(self._lexicon.frequency(form)).bit_length())}")
        return features


def word_shape(form: str) -> str:
    """Aa, AA, A, aa, aA, 9 (digits), a9, . (no letter), with "-" where a hyphen stands inside."""
    letters = "".join(char for char in form if char.isalpha())
    digits = any(char.isdigit() for char in form)
    if not letters:
        return "9" if digits else "."
    if letters.islower():
        shape = "aa"
    elif letters.isupper():
        shape = "AA" if len(letters) > 1 else "A"
    else:
        shape = "Aa" if letters[0].isupper() else "aA"
    return shape + ("9" if digits else "") + ("-" if "-" in form[1:-1] else "") + ("'" if form[-1] == "'" else "")
