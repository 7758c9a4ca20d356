"""French sentences and words matched with those of a translation, a back-translation or the source."""

from mtqa.aligning.agreement import agreement, find_untranslated
from mtqa.aligning.attention import attend_words
from mtqa.aligning.sentences import align_sentences
from mtqa.aligning.similarity import similarity
from mtqa.aligning.words import WordSupport, link_words, support_words

__all__ = [
    "WordSupport",
    "agreement",
    "align_sentences",
    "attend_words",
    "find_untranslated",
    "link_words",
    "similarity",
    "support_words",
]
