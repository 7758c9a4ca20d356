"""The detector's network in torch: embeddings and features, then layers that mix neighbours and attend in turn."""

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from mtqa.detecting.neural import features, word_features
from mtqa.detecting.neural.labels import LABELS

FARTHEST = 24  # attention tells distances apart up to this many words


@dataclass(frozen=True)
class Shape:
    """A network's size. `layers` has an N for each layer that mixes neighbours and an A for each that attends."""

    width: int
    layers: str
    heads: int
    words: int
    word_size: int = 96
    lemma_size: int = 64
    long_suffix_size: int = 32
    short_suffix_size: int = 16
    shape_size: int = 16

    def to_dict(self) -> dict[str, int | str]:
        """For the checkpoint and the card."""
        return asdict(self)


# small ships; large is for a GPU; tiny is for comparing how to train
PRESETS = {"tiny": ("NANA", 128, 4), "small": ("NANANA", 192, 6), "large": ("NANANAAA", 384, 8)}


class Attention(nn.Module):
    """Self-attention with a learned bias for each head and distance, and a feed-forward layer."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(width)
        self.inward = nn.Linear(width, 3 * width)
        self.outward = nn.Linear(width, width)
        self.norm_forward = nn.LayerNorm(width)
        self.widen = nn.Linear(width, 2 * width)
        self.narrow = nn.Linear(2 * width, width)
        self.bias = nn.Parameter(torch.zeros(heads, 2 * FARTHEST + 1))

    def forward(self, x: Tensor, distances: Tensor) -> Tensor:
        """x: (sentences, length, width); distances: (length, length) indices into the bias."""
        sentences, length, width = x.shape
        parts = self.inward(self.norm(x)).view(sentences, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        bias = self.bias[:, distances].unsqueeze(0)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        x = x + self.outward(mixed.transpose(1, 2).reshape(sentences, length, width))
        return x + self.narrow(functional.relu(self.widen(self.norm_forward(x))))


class Neighbours(nn.Module):
    """Each word with the one before and the one after, added to the input."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.mix = nn.Linear(3 * width, width)

    def forward(self, x: Tensor, _distances: Tensor) -> Tensor:
        """Shapes as Attention.forward; distances are not used."""
        wide = functional.pad(self.norm(x), (0, 0, 1, 1))
        around = torch.cat([wide[:, :-2], wide[:, 1:-1], wide[:, 2:]], dim=-1)
        return x + functional.relu(self.mix(around))


class Network(nn.Module):
    """Class scores (sentences, length, len(LABELS)) for sentences of one length."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        rows = word_features.UNKNOWN_WORD_ROWS + shape.words
        sizes = (
            (rows, shape.word_size),
            (word_features.LEMMA_ROWS, shape.lemma_size),
            (word_features.LONG_SUFFIX_ROWS, shape.long_suffix_size),
            (word_features.SHORT_SUFFIX_ROWS, shape.short_suffix_size),
            (word_features.SHAPES, shape.shape_size),
        )
        self.embeddings = nn.ModuleList([nn.Embedding(count, size) for count, size in sizes])
        for embedding in self.embeddings:
            nn.init.normal_(embedding.weight, std=0.3)
        inputs = sum(size for _, size in sizes) + word_features.BITS + features.NUMBERS
        self.inward = nn.Linear(inputs, shape.width)
        kinds = {"N": lambda: Neighbours(shape.width), "A": lambda: Attention(shape.width, shape.heads)}
        self.layers = nn.ModuleList([kinds[letter]() for letter in shape.layers])
        self.norm = nn.LayerNorm(shape.width)
        self.hidden = nn.Linear(shape.width, 128)
        self.classes = nn.Linear(128, len(LABELS))

    def forward(self, rows: Tensor, bits: Tensor, numbers: Tensor) -> Tensor:
        """rows: (sentences, length, 5) indices; bits and numbers: floats (sentences, length, ...)."""
        found = [embedding(rows[..., column]) for column, embedding in enumerate(self.embeddings)]
        x = self.inward(torch.cat([*found, bits, numbers], dim=-1))
        places = torch.arange(rows.shape[1], device=rows.device)
        distances = (places[None, :] - places[:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
        for layer in self.layers:
            x = layer(x, distances)
        scores: Tensor = self.classes(functional.relu(self.hidden(self.norm(x))))
        return scores


def network_of(preset: str, words: int) -> Network:
    """A fresh network of one of the PRESETS."""
    layers, width, heads = PRESETS[preset]
    return Network(Shape(width=width, layers=layers, heads=heads, words=words))
