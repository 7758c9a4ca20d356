"""The neural detector: a small network over word, lexicon and n-gram features, trained by scripts/train_detector.py.

text -> `pieces` -> `features` (each word by itself, each word in its place) -> `classifier` (chances of each kind of
error) -> `spans` (findings) -> `suggestions` -> issues.
"""

from mtqa.detecting.neural.detector import NeuralDetector

__all__ = ["NeuralDetector"]
