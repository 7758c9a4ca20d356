"""The hand-written ONNX graph answers like the torch network it was made from."""

import pytest

pytest.importorskip("torch", reason="training needs mtqa[neural]")
pytest.importorskip("onnx", reason="exporting needs onnx")


def test_training_goes_on_from_an_exported_network() -> None:
    import torch

    from detector_network import Network, Shape
    from export_detector import check_parity, read_weights, to_onnx

    torch.manual_seed(6)
    shape = Shape(width=24, layers="NA", heads=3, words=7)
    model = to_onnx(Network(shape).eval()).SerializeToString()
    again = Network(shape).eval()
    assert check_parity(again, model) > 0.01
    read_weights(again, model)
    assert check_parity(again, model) < 1e-5
    with pytest.raises(ValueError, match=r"the model has no layers\.2"):
        read_weights(Network(Shape(width=24, layers="NAN", heads=3, words=7)), model)
    with pytest.raises(ValueError, match="the model has 2 layers, not 1"):
        read_weights(Network(Shape(width=24, layers="N", heads=3, words=7)), model)
    with pytest.raises(ValueError, match=r"no embeddings\.0"):
        read_weights(Network(Shape(width=24, layers="NA", heads=3, words=8)), model)


def test_whole_numbers_change_little_and_depend_on_no_other_sentence() -> None:
    import numpy as np
    import torch

    from detector_network import Network, Shape
    from export_detector import input_ranges, inputs_of, mean_difference, read_weights, to_onnx
    from mtqa.detecting.neural import features, word_features
    from mtqa.models.detector import open_network

    torch.manual_seed(7)
    shape = Shape(width=24, layers="NANA", heads=3, words=7)
    network = Network(shape).eval()
    rows = torch.stack([torch.randint(layer.num_embeddings, (9, 11)) for layer in network.embeddings], dim=-1)
    bits = torch.randint(2, (9, 11, word_features.BITS)).float()
    batch = rows, bits, torch.randn(9, 11, features.NUMBERS)
    ranges = input_ranges(network, [batch])
    assert all(name.startswith("layers.") for name in ranges)
    model = to_onnx(network, ranges).SerializeToString()
    assert len(model) < len(to_onnx(network).SerializeToString())
    assert 0 < mean_difference(network, model, [batch]) < 0.005

    run = open_network(model)
    together = run(inputs_of(*(each.numpy() for each in batch)))
    alone = run(inputs_of(*(each[4:5].numpy() for each in batch)))
    np.testing.assert_array_equal(together[4], alone[0])

    again = Network(shape).eval()
    unlike = mean_difference(again, model, [batch])
    read_weights(again, model)
    assert mean_difference(again, model, [batch]) < unlike / 3


def test_parity_with_torch() -> None:
    import torch

    from detector_network import Network, Shape
    from export_detector import check_parity, to_onnx

    torch.manual_seed(5)
    network = Network(Shape(width=24, layers="NANA", heads=3, words=7))
    network.eval()
    with torch.no_grad():
        for layer in network.layers:
            if hasattr(layer, "bias"):
                layer.bias.normal_()
    model = to_onnx(network).SerializeToString()
    assert check_parity(network, model) < 0.003
    with torch.no_grad():
        network.classes.bias[3] += 1.0
    assert check_parity(network, model) > 0.01
