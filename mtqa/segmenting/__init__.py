"""French sentences and tokens. Glued sentences are cut apart and say so; no text is lost."""

from mtqa.segmenting.sentences import split_text
from mtqa.segmenting.splitting import split
from mtqa.segmenting.tokens import tokenize

__all__ = ["split", "split_text", "tokenize"]
