"""French sentences and words matched with those of a translation, a back-translation or the source."""

from mtqa.aligning.sentences import align_sentences
from mtqa.aligning.similarity import similarity
from mtqa.aligning.words import link_words

__all__ = ["align_sentences", "link_words", "similarity"]
