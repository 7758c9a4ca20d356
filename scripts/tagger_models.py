"""The tagger's networks in torch: the small one that ships, and the larger one that teaches it."""

import numpy as np
import torch
from torch import nn

from mtqa.french.network import RADIUS
from mtqa.french.tag_set import TagSet
from mtqa.french.word_features import WordFeatures

WORD_DROPOUT = 0.15


class FormBags:
    """Forms of a batch as bags of embedding rows, each distinct form once."""

    def __init__(self, features: WordFeatures, word_count: int) -> None:
        self._features = features
        self._word_count = word_count
        self._cache: dict[str, list[int]] = {}

    def rows(self, form: str) -> list[int]:
        found = self._cache.get(form)
        if found is None:
            found = self._cache[form] = self._features.rows(form)
        return found

    def batch(
        self, forms: list[str], rng: np.random.Generator | None
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """(flat rows, offsets, index of each token's bag). With `rng` some words lose their own row."""
        distinct: dict[str, int] = {}
        index = [distinct.setdefault(form, len(distinct)) for form in forms]
        flat: list[int] = []
        offsets = []
        drop = rng.random(len(distinct)) < WORD_DROPOUT if rng is not None else np.zeros(len(distinct), bool)
        for form, number in distinct.items():
            offsets.append(len(flat))
            rows = self.rows(form)
            flat += rows[:-1] if drop[number] and rows[-1] <= self._word_count else rows
        return torch.tensor(flat), torch.tensor(offsets), torch.tensor(index)


def word_table(rows: int, vectors: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> nn.EmbeddingBag:
    """The embedding table: row 0 unused, then the words' distributional vectors, then random rows."""
    table = nn.EmbeddingBag(rows, vectors.shape[1], mode="sum")
    nn.init.normal_(table.weight, std=0.05)
    with torch.no_grad():
        table.weight[1 : 1 + len(vectors)] = torch.tensor(0.1 * vectors)
    return table


class Student(nn.Module):
    """Convolutions over a run of sentences separated by RADIUS rows of padding; mtqa/french/network.py repeats it."""

    def __init__(self, table: nn.EmbeddingBag, hidden: int, layers: int, outputs: int) -> None:
        super().__init__()
        self.table = table
        size = table.embedding_dim
        inputs = [size, *([hidden] * (layers - 1))]
        self.convolutions = nn.ModuleList(nn.Linear((2 * RADIUS + 1) * width, hidden) for width in inputs)
        self.output = nn.Linear(hidden, outputs)
        self.dropout = nn.Dropout(0.25)

    def forward(self, bags: tuple[torch.Tensor, torch.Tensor, torch.Tensor], is_word: torch.Tensor) -> torch.Tensor:
        """[words, outputs]: `bags` holds the words, `is_word` [rows] says where they lie among the padding."""
        flat, offsets, index = bags
        vectors = self.dropout(self.table(flat, offsets))[index]
        hidden = vectors.new_zeros(len(is_word), vectors.shape[1])
        hidden[is_word] = vectors
        keep = is_word[:, None].float()
        for layer in self.convolutions:
            padded = nn.functional.pad(hidden, (0, 0, RADIUS, RADIUS))
            window = torch.cat([padded[tap : tap + len(hidden)] for tap in range(2 * RADIUS + 1)], dim=1)
            result = torch.relu(layer(window)) * keep
            hidden = result + hidden if result.shape == hidden.shape else result
            if self.training:
                hidden = self.dropout(hidden)
        logits: torch.Tensor = self.output(hidden[is_word])
        return logits


class Teacher(nn.Module):
    """Word vectors under a bidirectional LSTM of two layers."""

    def __init__(self, table: nn.EmbeddingBag, hidden: int, outputs: int) -> None:
        super().__init__()
        self.table = table
        self.lstm = nn.LSTM(
            table.embedding_dim, hidden, num_layers=2, bidirectional=True, batch_first=True, dropout=0.35
        )
        self.output = nn.Linear(2 * hidden, outputs)
        self.dropout = nn.Dropout(0.35)

    def forward(self, bags: tuple[torch.Tensor, torch.Tensor, torch.Tensor], is_word: torch.Tensor) -> torch.Tensor:
        """[words, outputs], sentences found by the runs of padding in `is_word`."""
        flat, offsets, index = bags
        vectors = self.dropout(self.table(flat, offsets))[index]
        starts = is_word & ~torch.roll(is_word, 1)
        sentence = torch.cumsum(starts, 0)[is_word] - 1
        lengths = torch.bincount(sentence)
        parts = torch.split(vectors, lengths.tolist())
        packed = nn.utils.rnn.pack_sequence(list(parts), enforce_sorted=False)
        states, _ = self.lstm(packed)
        padded, _ = nn.utils.rnn.pad_packed_sequence(states, batch_first=True)
        mask = torch.arange(padded.shape[1])[None, :] < lengths[:, None]
        logits: torch.Tensor = self.output(self.dropout(padded[mask]))
        return logits


def loss_of(tags: TagSet, logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Cross entropy a word against probabilities [words, outputs], summed over the properties of a tag."""
    loss = logits.new_zeros(())
    for part in tags.slices:
        loss = loss - (targets[:, part] * logits[:, part].log_softmax(dim=1)).sum(dim=1).mean()
    return loss
