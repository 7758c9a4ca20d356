"""What the network is told of a word form by itself: its embeddings' rows, its shape, its possible readings.

Readings are given as bits of what the form can be (a noun, feminine, third person plural ...), so that agreement is
a matter of comparing bits and not of memorising words.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from mtqa.detecting.neural.ngrams import BOUNDARY_KEY, Keys, NgramTable, joined_keys, word_key
from mtqa.detecting.neural.other_forms import MOST, OtherForms
from mtqa.detecting.neural.pieces import counted
from mtqa.detecting.neural.place_features import INSERTED
from mtqa.french.analysis import Analysis
from mtqa.french.lexicon import Lexicon

UNKNOWN_WORD_ROWS = 4096
LEMMA_ROWS = 16384
LONG_SUFFIX_ROWS = 4096
SHORT_SUFFIX_ROWS = 1024
SHAPES = 20

_CATEGORIES = ("NOUN", "PROPN", "ADJ", "VERB", "ADV", "ADP", "DET", "PRON", "NUM", "CONJ", "INTJ", "X")
_CATEGORY_OF = {"AUX": "VERB", "CCONJ": "CONJ", "SCONJ": "CONJ", "SYM": "X", "PUNCT": "X"}
_AGREEING = ("NOUN", "ADJ", "DET", "PRON", "part-past")
_BIT_NAMES = (
    *_CATEGORIES,
    *(f"{kind} {value}" for kind in _AGREEING for value in "mfsp"),
    *("fin", "inf", "part-past", "part-pres", "ind", "sub", "cnd", "imp-mood"),
    *("pres", "imp", "past", "fut"),
    *(f"VERB {person}{number}" for number in "sp" for person in "123"),
    *(f"PRON {person}" for person in "123"),
    *("avoir", "être", "no reading", "vowel", "h", "elided", "one category", "finite only"),
)
_BIT = {name: index for index, name in enumerate(_BIT_NAMES)}
BITS = len(_BIT_NAMES)
_VOWELS = frozenset("aeiouyàâäéèêëîïôöùûüœæ")
_MARK_SHAPES = {
    ".": 6,
    ",": 7,
    ";": 8,
    ":": 9,
    '"': 10,
    "(": 11,
    ")": 12,
    "?": 13,
    "!": 14,
    "-": 15,
    "...": 16,
    "%": 17,
}
OTHER_MARK = 18
BOUNDARY_LINE = 0  # of the table of words
_INSERTED_BITS = np.uint32(1) << np.arange(len(INSERTED), dtype=np.uint32)


def bit_columns(*names: str) -> list[int]:
    """Where the named properties stand among the bits."""
    return [_BIT[name] for name in names]


def _row(text: str, rows: int) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8"), digest_size=4).digest(), "little") % rows


def _shape(form: str) -> int:
    if form in _MARK_SHAPES:
        return _MARK_SHAPES[form]
    if form[0].isdigit():
        return 4 if form.isdigit() else 5
    if not (form[0].isalpha() or (form[0] == "-" and len(form) > 1)):
        return OTHER_MARK
    letters = form.replace("-", "").replace("'", "")
    if letters.islower():
        return 0
    if letters[:1].isupper() and (letters[1:].islower() or len(letters) == 1):
        return 1
    return 2 if letters.isupper() else 3


def _agreement_bits(kind: str, reading: Analysis) -> list[str]:
    genders = reading.gender or "mf"
    numbers = reading.number or "sp"
    return [f"{kind} {value}" for value in genders + numbers]


def _reading_bits(reading: Analysis) -> list[str]:
    found = []
    for part in reading.category.split("+"):
        category = _CATEGORY_OF.get(part, part)
        found.append(category)
        if category in ("NOUN", "ADJ", "DET", "PRON"):
            found += _agreement_bits(category, reading)
        if category == "PRON" and reading.person:
            found.append(f"PRON {reading.person}")
    if reading.verb_form:
        found.append(reading.verb_form)
        if reading.verb_form == "part-past":
            found += _agreement_bits("part-past", reading)
        if reading.lemma in ("avoir", "être"):
            found.append(reading.lemma)
    if reading.mood:
        found.append("imp-mood" if reading.mood == "imp" else reading.mood)
        if reading.tense:
            found.append(reading.tense)
        if reading.person:
            found += [f"VERB {reading.person}{number}" for number in reading.number or "sp"]
    return found


def bits(form: str, readings: Sequence[Analysis]) -> npt.NDArray[np.uint8]:
    """0/1 for each of the BITS properties of a plain form, shape (BITS,)."""
    found = np.zeros(BITS, dtype=np.uint8)
    names = [name for reading in readings for name in _reading_bits(reading)]
    categories = {_CATEGORY_OF.get(part, part) for reading in readings for part in reading.category.split("+")}
    if not readings:
        names.append("no reading")
    if len(categories) == 1:
        names.append("one category")
    if categories == {"VERB"} and all(reading.verb_form == "fin" for reading in readings):
        names.append("finite only")
    first = form[:1].lower()
    if first in _VOWELS:
        names.append("vowel")
    if first == "h":
        names.append("h")
    if form.endswith("'"):
        names.append("elided")
    for name in names:
        at = _BIT.get(name)
        if at is not None:
            found[at] = 1
    return found


def _lemma(form: str, readings: Sequence[Analysis]) -> str:
    """One lemma: a verb's where a reading is a verb, else the first in the alphabet; the form itself without one."""
    return min(((not reading.verb_form, reading.lemma) for reading in readings), default=(True, form.lower()))[1]


class WordTable:
    """Features of word forms, computed once a form and looked up as arrays.

    One thread at a time may add forms; lines once given are never changed, so that others may read them meanwhile.

    `word_keys` are the sorted keys of the words with an embedding of their own; `capital_shares` (0..255) how often
    each is written with a capital inside a sentence, `other_keys` (0 for none) what OtherForms says of each, computed
    once for all. Rows of other words are shared by hash. `seen_before_small` and `seen_after_small` have a bit for each
    of the small words INSERTED that the counts of `table` know after the word and before it. Line 0 is the boundary
    between sentences, of which only `keys` and these two say anything.
    """

    COLUMNS = 5  # word row, lemma row, long suffix row, short suffix row, shape

    def __init__(
        self,
        lexicon: Lexicon,
        table: NgramTable,
        other_forms: OtherForms,
        word_keys: npt.NDArray[np.uint64],
        capital_shares: npt.NDArray[np.uint8],
        other_keys: npt.NDArray[np.uint64],
    ) -> None:
        self._lexicon = lexicon
        self._table = table
        self._other_forms = other_forms
        self._word_keys = word_keys
        self._other_keys = other_keys
        self._capital_shares = capital_shares
        self._numbers: dict[str, int] = {}
        self._filled = 1
        self.keys = np.zeros(0, dtype=np.uint64)
        self.others = np.zeros((0, MOST), dtype=np.uint64)
        self.rows = np.zeros((0, self.COLUMNS), dtype=np.int32)
        self.bits = np.zeros((0, BITS), dtype=np.uint8)
        self.capitals = np.zeros(0, dtype=np.float32)
        self.seen_before_small = np.zeros(0, dtype=np.uint32)
        self.seen_after_small = np.zeros(0, dtype=np.uint32)
        self._grow(4096)
        self.keys[BOUNDARY_LINE] = BOUNDARY_KEY
        self._look_at_neighbours(BOUNDARY_LINE, 1)

    def _grow(self, size: int) -> None:
        more = size - len(self.keys)
        self.keys = np.concatenate([self.keys, np.zeros(more, dtype=np.uint64)])
        self.others = np.concatenate([self.others, np.zeros((more, MOST), dtype=np.uint64)])
        self.rows = np.concatenate([self.rows, np.zeros((more, self.COLUMNS), dtype=np.int32)])
        self.bits = np.concatenate([self.bits, np.zeros((more, BITS), dtype=np.uint8)])
        self.capitals = np.concatenate([self.capitals, np.zeros(more, dtype=np.float32)])
        self.seen_before_small = np.concatenate([self.seen_before_small, np.zeros(more, dtype=np.uint32)])
        self.seen_after_small = np.concatenate([self.seen_after_small, np.zeros(more, dtype=np.uint32)])

    def numbers(self, forms: Sequence[str]) -> list[int]:
        """The line of each form in `keys`, `others`, `rows`, `bits`, `capitals` and the two of small words."""
        known, first = self._numbers, self._filled
        found = [known[form] if form in known else self._add(form) for form in forms]
        if self._filled > first:
            self._look_at_neighbours(first, self._filled)
        return found

    def _look_at_neighbours(self, first: int, last: int) -> None:
        """Which small words the counts know beside the words of lines `first` up to `last`."""
        keys: Keys = self.keys[first:last, None]
        for seen, pair in ((self.seen_before_small, (keys, INSERTED)), (self.seen_after_small, (INSERTED, keys))):
            seen[first:last] = (self._table.log2_counts(joined_keys(pair)) > 0) @ _INSERTED_BITS

    def _add(self, form: str) -> int:
        number = self._filled
        if number == len(self.keys):
            self._grow(2 * number)
        key = word_key(form)
        at = int(np.searchsorted(self._word_keys, np.uint64(key)))
        in_vocabulary = at < len(self._word_keys) and int(self._word_keys[at]) == key
        word = UNKNOWN_WORD_ROWS + at if in_vocabulary else key % UNKNOWN_WORD_ROWS
        readings = self._lexicon.analyses(form)
        low = counted(form)
        self.keys[number] = key
        others = self._other_keys[at] if in_vocabulary else self._other_forms.keys(form)
        self.others[number, : len(others)] = others
        self.rows[number] = (
            word,
            _row(_lemma(form, readings), LEMMA_ROWS),
            _row(low[-3:] if len(low) > 3 else low + "^", LONG_SUFFIX_ROWS),
            _row(low[-2:], SHORT_SUFFIX_ROWS),
            _shape(form),
        )
        self.bits[number] = bits(form, readings)
        self.capitals[number] = self._capital_shares[at] / 255 if in_vocabulary else -0.25
        self._filled += 1
        self._numbers[form] = number
        return number
