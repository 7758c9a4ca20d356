"""Write a trained network as ONNX: python scripts/export_detector.py --work DIR --out mtqa/data/detector.onnx.

The graph is written node by node, so that what ships is small and plain: embeddings as 8-bit integers with a scale a
row, everything else in 32-bit floats, chances as output. Checks that it answers like the torch network.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from detector_network import FARTHEST, Attention, Neighbours, Network, Shape
from mtqa.detecting.neural import features, word_features
from mtqa.detecting.neural.labels import LABELS
from mtqa.models.detector import open_network

OPSET = 18
TOLERANCE = 0.03  # of a chance; what 8-bit embeddings may change
TURNED, WHOLE, SCALE = ".T", ".int8", ".scale"  # how a weight's name says what was done to it


class Graph:
    """Nodes and weights of a model in the making; every method returns the name of its output.

    A weight is named after the network's parameter it holds, with .T where it is transposed, and .int8 and .scale
    where it is kept as 8-bit integers and a scale a row.
    """

    def __init__(self, network: Network) -> None:
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
        """x W + b."""
        turned = self.constant(layer.weight.detach().numpy().T, self._names[id(layer.weight)] + TURNED)
        return self.node("Add", self.node("MatMul", x, turned), self.parameter(layer.bias))

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


def to_onnx(network: Network) -> onnx.ModelProto:
    """The whole model: rows, bits, numbers, distances -> chances."""
    graph = Graph(network)
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
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)
    onnx.checker.check_model(model)
    return model


def read_weights(network: Network, model: bytes) -> None:
    """Fill `network` with the weights of an exported model of its shape, so that training can go on from it.

    Raises ValueError where the model is of another shape.
    """
    kept = onnx.load_from_string(model).graph.initializer
    wanted = to_onnx(network).graph.initializer  # the same weights in the same order, with their parameters' names
    if [tuple(weight.dims) for weight in kept] != [tuple(weight.dims) for weight in wanted]:
        raise ValueError("the model was made from a network of another shape: choose its preset")
    found = {
        name.name: torch.from_numpy(numpy_helper.to_array(weight).copy())
        for name, weight in zip(wanted, kept, strict=True)
    }
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if name in found:
                parameter.copy_(found[name])
            elif name + TURNED in found:
                parameter.copy_(found[name + TURNED].T)
            else:
                parameter.copy_(found[name + WHOLE].float() * found[name + SCALE])


def check_parity(network: Network, model: bytes) -> float:
    """The largest difference of a chance between torch and ONNX on random input."""
    generator = np.random.default_rng(0)
    rows = np.stack([generator.integers(0, layer.num_embeddings, (7, 19)) for layer in network.embeddings], axis=-1)
    bits = generator.integers(0, 2, (7, 19, word_features.BITS)).astype(np.uint8)
    numbers = generator.normal(0.5, 0.5, (7, 19, features.NUMBERS)).astype(np.float32)
    places = np.arange(19)
    distances = np.clip(places[None, :] - places[:, None], -FARTHEST, FARTHEST) + FARTHEST
    with torch.no_grad():
        scores = network(torch.from_numpy(rows), torch.from_numpy(bits).float(), torch.from_numpy(numbers))
    found = open_network(model)(
        {"rows": rows.astype(np.int32), "bits": bits, "numbers": numbers, "distances": distances}
    )
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
    options = parser.parse_args()
    network, made = load_network(options.work / "checkpoint.pt")
    model = to_onnx(network).SerializeToString()
    difference = check_parity(network, model)
    if difference > TOLERANCE:
        raise SystemExit(f"the ONNX network differs from the torch one by {difference:.4f}; nothing was written")
    options.out.write_bytes(model)
    print(f"{options.out}: {len(model):,} bytes, differs by at most {difference:.5f}; {made}")


if __name__ == "__main__":
    main()
