"""Write a trained network as ONNX: python scripts/export_detector.py --work DIR --out mtqa/data/detector.onnx.

The graph is written node by node, so that what ships is small and plain: embeddings as 8-bit integers with a scale a
row, linear layers in whole numbers, everything else in 32-bit floats, chances as output. Checks that the graph in
floats answers like the torch network, and says how much whole numbers change.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

import detector_data
from detector_network import FARTHEST, Attention, Neighbours, Network, Shape
from mtqa.detecting.neural import features, weights, word_features
from mtqa.detecting.neural.labels import LABELS
from mtqa.models.detector import open_network

ROOT = Path(__file__).resolve().parent.parent
OPSET = 18
TOLERANCE = 0.03  # of a chance; what 8-bit embeddings may change
MICROSOFT = "com.microsoft"  # operators of ONNX Runtime's own
MOST_WHOLE = 63  # weights of linear layers lie between -63 and 63
BATCHES_LOOKED_AT = 30
CLIPPED = 1e-4  # share of a layer's inputs that may lie outside its range, on each side
TURNED, WHOLE, SCALE = ".T", ".int8", ".scale"  # how a weight's name says what was done to it


@dataclass(frozen=True)
class Range:
    """Between what numbers a layer's inputs lie, but for a few in ten thousand."""

    low: float
    high: float


class Graph:
    """Nodes and weights of a model in the making; every method returns the name of its output.

    A weight is named after the network's parameter it holds, with .T where it is transposed, and .int8 and .scale
    where it is kept as 8-bit integers and a scale a row.
    """

    def __init__(self, network: Network, ranges: Mapping[str, Range]) -> None:
        self._ranges = ranges
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self._names = {id(parameter): name for name, parameter in network.named_parameters()}
        self._count = 0

    def constant(self, array: np.ndarray, name: str = "") -> str:
        """A number or table of numbers."""
        name = name or f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(array.copy(order="C"), name))
        return name

    def parameter(self, weight: torch.Tensor) -> str:
        """One of the network's parameters as it is."""
        return self.constant(weight.detach().numpy(), self._names[id(weight)])

    def node(self, kind: str, *inputs: str, **attributes: object) -> str:
        """A node with one output."""
        self._count += 1
        name = f"{kind}{self._count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def linear(self, x: str, layer: torch.nn.Linear) -> str:
        """x W + b, in whole numbers where the layer's inputs have a range."""
        name = self._names[id(layer.weight)]
        if name in self._ranges:
            return self._whole_linear(x, layer, name, self._ranges[name])
        turned = self.constant(layer.weight.detach().numpy().T, name + TURNED)
        return self.node("Add", self.node("MatMul", x, turned), self.parameter(layer.bias))

    def _whole_linear(self, x: str, layer: torch.nn.Linear, name: str, inputs: Range) -> str:
        """The same with inputs as 8-bit and weights as 7-bit integers (8-bit ones overflow on processors without VNNI).

        The inputs' scale is fixed, not taken from the batch, so that a sentence's result depends on nothing else.
        """
        table = layer.weight.detach().numpy().T
        scale = (np.maximum(np.abs(table).max(axis=0), 1e-8) / MOST_WHOLE).astype(np.float32)
        whole = self.constant(np.round(table / scale).astype(np.int8), name + TURNED + WHOLE)
        step = np.float32((inputs.high - inputs.low) / 255)
        zero = np.uint8(np.clip(np.round(-inputs.low / step), 0, 255))
        steps, zeros = self.constant(np.array(step)), self.constant(np.array(zero))
        return self.node(
            "MatMulIntegerToFloat",
            self.node("QuantizeLinear", x, steps, zeros),
            whole,
            steps,
            self.constant(scale, name + TURNED + SCALE),
            zeros,
            self.constant(np.zeros(len(scale), dtype=np.int8)),
            self.parameter(layer.bias),
            domain=MICROSOFT,
        )

    def norm(self, x: str, layer: torch.nn.LayerNorm) -> str:
        """Layer normalisation."""
        scale, shift = self.parameter(layer.weight), self.parameter(layer.bias)
        return self.node("LayerNormalization", x, scale, shift, axis=-1, epsilon=layer.eps)

    def reshape(self, x: str, *sizes: int) -> str:
        """0 keeps a dimension, -1 infers one."""
        return self.node("Reshape", x, self.constant(np.array(sizes, dtype=np.int64)))

    def embedding(self, index: str, layer: torch.nn.Embedding) -> str:
        """Rows of a table kept as 8-bit integers times a scale a row."""
        table = layer.weight.detach().numpy()
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
        name = self._names[id(layer.weight)]
        whole = self.constant(np.round(table / scale).astype(np.int8), name + WHOLE)
        rows = self.node("Cast", self.node("Gather", whole, index, axis=0), to=TensorProto.FLOAT)
        scales = self.constant(scale.astype(np.float32), name + SCALE)
        return self.node("Mul", rows, self.node("Gather", scales, index, axis=0))


def attend(graph: Graph, x: str, layer: Attention, width: int) -> str:
    """The nodes of an Attention layer."""
    heads, size = layer.heads, width // layer.heads
    parts = graph.reshape(graph.linear(graph.norm(x, layer.norm), layer.inward), 0, 0, 3, heads, size)
    each = [graph.node("Gather", parts, graph.constant(np.array(i, dtype=np.int64)), axis=2) for i in range(3)]
    query, value = (graph.node("Transpose", each[i], perm=[0, 2, 1, 3]) for i in (0, 2))
    key = graph.node("Transpose", each[1], perm=[0, 2, 3, 1])
    scale = graph.constant(np.array(size**-0.5, dtype=np.float32))
    scores = graph.node("MatMul", graph.node("Mul", query, scale), key)
    bias = graph.node("Gather", graph.parameter(layer.bias), "distances", axis=1)
    mixed = graph.node("MatMul", graph.node("Softmax", graph.node("Add", scores, bias), axis=-1), value)
    joined = graph.reshape(graph.node("Transpose", mixed, perm=[0, 2, 1, 3]), 0, 0, width)
    x = graph.node("Add", x, graph.linear(joined, layer.outward))
    wide = graph.node("Relu", graph.linear(graph.norm(x, layer.norm_forward), layer.widen))
    return graph.node("Add", x, graph.linear(wide, layer.narrow))


def mix_neighbours(graph: Graph, x: str, layer: Neighbours) -> str:
    """The nodes of a Neighbours layer."""
    normed = graph.norm(x, layer.norm)
    wide = graph.node("Pad", normed, graph.constant(np.array([0, 1, 0, 0, 1, 0], dtype=np.int64)))
    far = np.iinfo(np.int64).max
    one = graph.constant(np.array([1], dtype=np.int64))

    def part(start: int, end: int) -> str:
        bounds = [graph.constant(np.array([value], dtype=np.int64)) for value in (start, end)]
        return graph.node("Slice", wide, *bounds, one)

    around = graph.node("Concat", part(0, -2), normed, part(2, far), axis=-1)
    return graph.node("Add", x, graph.node("Relu", graph.linear(around, layer.mix)))


def to_onnx(network: Network, ranges: Mapping[str, Range] | None = None) -> onnx.ModelProto:
    """The whole model: rows, bits, numbers, distances -> chances.

    `ranges`, by the name of a linear layer's weights, says which layers compute in whole numbers.
    """
    graph = Graph(network, ranges or {})
    columns = []
    for column, layer in enumerate(network.embeddings):
        index = graph.node("Gather", "rows", graph.constant(np.array(column, dtype=np.int64)), axis=2)
        columns.append(graph.embedding(index, layer))
    bits = graph.node("Cast", "bits", to=TensorProto.FLOAT)
    x = graph.linear(graph.node("Concat", *columns, bits, "numbers", axis=-1), network.inward)
    for layer in network.layers:
        if isinstance(layer, Attention):
            x = attend(graph, x, layer, network.shape.width)
        else:
            x = mix_neighbours(graph, x, layer)
    hidden = graph.node("Relu", graph.linear(graph.norm(x, network.norm), network.hidden))
    graph.nodes.append(helper.make_node("Softmax", [graph.linear(hidden, network.classes)], ["chances"], axis=-1))
    inputs = [
        helper.make_tensor_value_info("rows", TensorProto.INT32, ["n", "t", word_features.WordTable.COLUMNS]),
        helper.make_tensor_value_info("bits", TensorProto.UINT8, ["n", "t", word_features.BITS]),
        helper.make_tensor_value_info("numbers", TensorProto.FLOAT, ["n", "t", features.NUMBERS]),
        helper.make_tensor_value_info("distances", TensorProto.INT64, ["t", "t"]),
    ]
    outputs = [helper.make_tensor_value_info("chances", TensorProto.FLOAT, ["n", "t", len(LABELS)])]
    made = helper.make_graph(graph.nodes, "mtqa_detector", inputs, outputs, graph.weights)
    opsets = [helper.make_opsetid("", OPSET), *([helper.make_opsetid(MICROSOFT, 1)] if ranges else [])]
    model = helper.make_model(made, opset_imports=opsets, ir_version=9)
    onnx.checker.check_model(model)
    return model


def input_ranges(network: Network, batches: Sequence[tuple[torch.Tensor, ...]]) -> dict[str, Range]:
    """The ranges of the inputs of the linear layers inside the network's layers, over batches of features."""
    seen: dict[str, list[tuple[float, float]]] = {}

    def watch(name: str) -> Callable[[torch.nn.Module, tuple[torch.Tensor, ...]], None]:
        def look(_module: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            values = inputs[0].numpy()
            seen.setdefault(name, []).append((np.quantile(values, CLIPPED), np.quantile(values, 1 - CLIPPED)))

        return look

    hooks = [
        module.register_forward_pre_hook(watch(f"{name}.weight"))
        for name, module in network.named_modules()
        if isinstance(module, torch.nn.Linear) and name.startswith("layers.")
    ]
    with torch.no_grad():
        for batch in batches:
            network(*batch)
    for hook in hooks:
        hook.remove()
    return {
        name: Range(float(min(low for low, _ in pairs)), float(max(high for _, high in pairs)))
        for name, pairs in seen.items()
    }


def read_weights(network: Network, model: bytes) -> None:
    """Fill `network` with the weights of an exported model of its shape, so that training can go on from it.

    Raises ValueError where the model is of another shape.
    """
    found = {
        weight.name: torch.from_numpy(numpy_helper.to_array(weight).copy())
        for weight in onnx.load_from_string(model).graph.initializer
    }
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            for stored, is_turned in ((name, False), (name + TURNED, True)):
                if stored in found:
                    values = found[stored]
                elif stored + WHOLE in found:
                    values = found[stored + WHOLE].float() * found[stored + SCALE]
                else:
                    continue
                values = values.T if is_turned else values
                if values.shape == parameter.shape:
                    parameter.copy_(values)
                    break
            else:
                raise ValueError(f"the model has no {name} of this network's shape: choose the preset it was made from")
    of_layers = {name.split(".")[1] for name in found if name.startswith("layers.")}
    if len(of_layers) != len(network.layers):
        raise ValueError(f"the model has {len(of_layers)} layers, not {len(network.layers)}: choose its preset")


def usual_batches(data: Path, work: Path) -> list[tuple[torch.Tensor, ...]]:
    """Features of right and damaged training sentences, as training has them: rows, bits, numbers."""
    stream = detector_data.open_stream(data, work)
    made = detector_data.batches(stream, weights.feature_maker(), Random(1), words_a_batch=2048)
    return [
        (torch.from_numpy(batch.rows).long(), torch.from_numpy(batch.bits).float(), torch.from_numpy(batch.numbers))
        for batch in islice(made, BATCHES_LOOKED_AT)
    ]


def inputs_of(rows: np.ndarray, bits: np.ndarray, numbers: np.ndarray) -> dict[str, np.ndarray]:
    """What the exported network reads."""
    places = np.arange(rows.shape[1])
    distances = np.clip(places[None, :] - places[:, None], -FARTHEST, FARTHEST) + FARTHEST
    return {"rows": rows.astype(np.int32), "bits": bits.astype(np.uint8), "numbers": numbers, "distances": distances}


def mean_difference(network: Network, model: bytes, batches: Sequence[tuple[torch.Tensor, ...]]) -> float:
    """How much a word's chance of being wrong differs between torch and the model."""
    run = open_network(model)
    found = []
    with torch.no_grad():
        for batch in batches:
            chances = network(*batch).softmax(dim=-1).numpy()
            found.append(np.abs(run(inputs_of(*(each.numpy() for each in batch))) - chances)[..., 0].ravel())
    return float(np.concatenate(found).mean())


def check_parity(network: Network, model: bytes) -> float:
    """The largest difference of a chance between torch and ONNX on random input."""
    generator = np.random.default_rng(0)
    rows = np.stack([generator.integers(0, layer.num_embeddings, (7, 19)) for layer in network.embeddings], axis=-1)
    bits = generator.integers(0, 2, (7, 19, word_features.BITS)).astype(np.uint8)
    numbers = generator.normal(0.5, 0.5, (7, 19, features.NUMBERS)).astype(np.float32)
    with torch.no_grad():
        scores = network(torch.from_numpy(rows), torch.from_numpy(bits).float(), torch.from_numpy(numbers))
    found = open_network(model)(inputs_of(rows, bits, numbers))
    return float(np.abs(found - scores.softmax(dim=-1).numpy()).max())


def load_network(checkpoint: Path) -> tuple[Network, dict[str, object]]:
    """The trained network and what the checkpoint says of its training."""
    saved = torch.load(checkpoint, map_location="cpu")
    network = Network(Shape(**saved["shape"]))
    network.load_state_dict(saved["network"])
    network.eval()
    return network, {"steps": saved["steps"], "seconds": saved["seconds"], "shape": saved["shape"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="where train_detector.py left checkpoint.pt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    options = parser.parse_args()
    network, made = load_network(options.work / "checkpoint.pt")
    difference = check_parity(network, to_onnx(network).SerializeToString())
    if difference > TOLERANCE:
        raise SystemExit(f"the ONNX network differs from the torch one by {difference:.4f}; nothing was written")
    batches = usual_batches(options.data, options.work)
    model = to_onnx(network, input_ranges(network, batches)).SerializeToString()
    options.out.write_bytes(model)
    changed = mean_difference(network, model, batches)
    print(f"in whole numbers a word's chance of being wrong changes by {changed:.5f} on average")
    print(f"{options.out}: {len(model):,} bytes, differs by at most {difference:.5f}; {made}")


if __name__ == "__main__":
    main()
