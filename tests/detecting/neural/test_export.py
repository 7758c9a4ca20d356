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
    with pytest.raises(ValueError, match="another shape"):
        read_weights(Network(Shape(width=24, layers="NAN", heads=3, words=7)), model)


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
