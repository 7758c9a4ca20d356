"""How likely a language model finds a text: masked models (CamemBERT) and causal ones, through transformers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from mtqa.errors import EngineError
from mtqa.models.devices import BatchSize, free_memory, is_out_of_memory, pick_device
from mtqa.models.fetching import fetch_into_hub_cache
from mtqa.models.folders import find_model, read_config
from mtqa.models.weights import require_safe

_NO_LIMIT = 100_000  # tokenizers without a limit of their own name an absurd one
_MASKED, _CAUSAL = "ForMaskedLM", ("ForCausalLM", "LMHeadModel")

Ids = list[int]
_Found = TypeVar("_Found")


class LanguageModel:
    """A model on this machine, or fetched from the hub unless `offline`.

    Code that came with a model is never run, and weights are safetensors alone. Raises EngineError, with the
    remedy, where torch or transformers, the model or the device are missing, or where the model is no language model.
    """

    def __init__(self, name: str, *, device: str = "auto", offline: bool = False, threads: int = 0) -> None:
        torch, transformers = _runtimes()
        here = find_model(name)
        if here is None and (offline or Path(name).is_dir()):
            said = "no config.json in this folder" if Path(name).is_dir() else "the model is not on this machine"
            raise EngineError(
                f"language model {name}: {said}; leave --offline out once, or name a folder that holds it"
            )
        here = here or fetch_into_hub_cache(name)
        if threads:
            torch.set_num_threads(threads)
        transformers.utils.logging.disable_progress_bar()
        self.is_masked = _is_masked(here.path, name)
        require_safe(here.path, "name a model with safetensors")
        safely: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        loader = transformers.AutoModelForMaskedLM if self.is_masked else transformers.AutoModelForCausalLM
        try:
            config = transformers.AutoConfig.from_pretrained(here.path, **safely)
            self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(here.path, **safely)
            self._model: Any = loader.from_pretrained(here.path, use_safetensors=True, **safely)
        except Exception as error:  # whatever a broken file makes the loaders raise
            raise EngineError(
                f"language model {name}: cannot be loaded ({_line(error)}); check its name and files"
            ) from None
        if self.is_masked and self._tokenizer.mask_token_id is None:
            raise EngineError(f"language model {name}: its tokenizer has no mask; name a masked or a causal model")
        self._torch = torch
        self._device = pick_device(torch, device)
        self._model.train(False).to(self._device)
        self._batch_size = BatchSize.for_device(self._device)
        kind = "pll" if self.is_masked else "causal"
        self.identity = f"model:{name}|revision:{here.revision}|kind:{kind}|transformers:{transformers.__version__}"
        positions = (
            getattr(config, "max_position_embeddings", None) or getattr(config, "n_positions", None) or _NO_LIMIT
        )
        # RoBERTa's and CamemBERT's positions begin behind the padding's: two of them are never used.
        self._most_tokens = int(min(self._tokenizer.model_max_length, positions - 2, _NO_LIMIT))

    def logprobs_per_token(self, texts: Sequence[str]) -> list[float]:
        """Mean natural log-probability of the tokens of each text, at most 0; 0 for a text without any.

        For a masked model each token is masked in turn: the pseudo-log-likelihood of Salazar, Liang, Nguyen and
        Kirchhoff (2020) over the number of tokens. For a causal model each is predicted from those before it. A text
        longer than the model takes is read in parts.
        """
        parts = [(number, ids) for number, text in enumerate(texts) for ids in self._encode(text)]
        sums, counts = [0.0] * len(texts), [0] * len(texts)
        by_length: dict[int, list[int]] = defaultdict(list)
        for index, (_, ids) in enumerate(parts):
            by_length[len(ids)].append(index)
        try:
            with self._torch.inference_mode():
                for indices in by_length.values():  # of one length: no padding, so no text's value hangs on another
                    rows = [parts[index][1] for index in indices]
                    found = self._masked(rows) if self.is_masked else self._causal(rows)
                    for index, (total, tokens) in zip(indices, found, strict=True):
                        sums[parts[index][0]] += total
                        counts[parts[index][0]] += tokens
        except (RuntimeError, MemoryError) as error:
            raise EngineError(
                f"the language model failed ({_line(error)}); try --device cpu or a smaller model"
            ) from None
        return [total / count if count else 0.0 for total, count in zip(sums, counts, strict=True)]

    def _encode(self, text: str) -> Iterator[Ids]:
        """The text's tokens with the model's special ones, in parts that the model can take."""
        ids: Ids = self._tokenizer(text)["input_ids"] if text.strip() else []
        words = text.split()
        if len(ids) > self._most_tokens and len(words) > 1:
            half = len(words) // 2
            yield from self._encode(" ".join(words[:half]))
            yield from self._encode(" ".join(words[half:]))
        elif ids:
            first = self._tokenizer.bos_token_id
            if not self.is_masked and first is not None and ids[0] != first:
                ids = [first, *ids]
            yield ids[: self._most_tokens]

    def _masked(self, rows: Sequence[Ids]) -> Iterator[tuple[float, int]]:
        torch, special = self._torch, set(self._tokenizer.all_special_ids) - {self._tokenizer.unk_token_id}
        for row in rows:
            places = [place for place, token in enumerate(row) if token not in special]
            copies = torch.tensor(row, device=self._device).repeat(len(places), 1)
            copies[torch.arange(len(places)), places] = self._tokenizer.mask_token_id
            work = partial(self._sum_of_masked, copies, places, row)
            yield sum(self._in_batches(work, len(places), len(row))), len(places)

    def _sum_of_masked(self, copies: Any, places: Sequence[int], row: Ids, first: int, last: int) -> float:
        at = places[first:last]
        logits = self._model(input_ids=copies[first:last]).logits
        chosen = logits[self._torch.arange(len(at)), at].float().log_softmax(-1)
        return float(chosen[self._torch.arange(len(at)), [row[place] for place in at]].double().sum())

    def _causal(self, rows: Sequence[Ids]) -> Iterator[tuple[float, int]]:
        for found in self._in_batches(partial(self._causal_sums, rows), len(rows), len(rows[0])):
            yield from ((total, len(rows[0]) - 1) for total in found)

    def _causal_sums(self, rows: Sequence[Ids], first: int, last: int) -> list[float]:
        ids = self._torch.tensor(rows[first:last], device=self._device)
        logprobs = self._model(input_ids=ids).logits[:, :-1].float().log_softmax(-1)
        chosen = logprobs.gather(-1, ids[:, 1:, None])[..., 0].double().sum(dim=1)
        return [float(total) for total in chosen]

    def _in_batches(self, work: Callable[[int, int], _Found], rows: int, tokens: int) -> Iterator[_Found]:
        """What `work` finds for rows `first` to `last` of `tokens` each, as many at a time as memory holds."""
        first = 0
        while first < rows:
            last = min(first + self._batch_size.rows(tokens), rows)
            try:
                found = work(first, last)
            except (RuntimeError, MemoryError) as error:
                if not is_out_of_memory(error):
                    raise
                is_full = True
            else:
                is_full = False
            if is_full:  # here and not above: the error's traceback holds the tensors that filled the device
                free_memory(self._torch, self._device)
                self._batch_size.halve(last - first, tokens)
            else:
                yield found
                first = last


def _is_masked(path: Path, name: str) -> bool:
    architectures = read_config(path).get("architectures") or []
    return _kind([str(each) for each in architectures], name)


def _kind(architectures: Sequence[str], name: str) -> bool:
    """Whether it is a masked model; False for a causal one. Raises EngineError for any other."""
    if any(each.endswith(_MASKED) for each in architectures):
        return True
    if any(each.endswith(_CAUSAL) for each in architectures):
        return False
    said = ", ".join(architectures) or "no architecture"
    raise EngineError(f"language model {name}: its config.json names {said}; name a masked or a causal language model")


def _runtimes() -> tuple[Any, Any]:
    try:
        import torch
        import transformers
    except ImportError as error:
        raise EngineError(f"a language model needs torch and transformers ({error}); install mtqa[neural]") from None
    return torch, transformers


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]
