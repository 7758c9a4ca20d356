"""Contrasting: translations of one source side by side, with what is significant and what changed where."""

from mtqa.contrasting.building import contrast
from mtqa.contrasting.values import Contrast, TestSettings

__all__ = ["Contrast", "TestSettings", "contrast"]
