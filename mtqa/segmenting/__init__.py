"""French sentences and tokens. Glued sentences are cut apart and say so; no text is lost."""

from mtqa.french.tokens import tokenize
from mtqa.segmenting.sentences import split_text
from mtqa.segmenting.splitting import split

__all__ = ["split", "split_text", "tokenize"]
