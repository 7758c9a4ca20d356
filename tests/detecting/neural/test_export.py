"""The hand-written ONNX graph answers like the torch network it was made from."""

import pytest

pytest.importorskip("torch", reason="training needs mtqa[neural]")
pytest.importorskip("onnx", reason="exporting needs onnx")


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
