"""The last stage: a finished report becomes text. Nothing is judged here, nothing is lost here.

`record` turns the report into plain data once; one file a format makes text of it. `visible` is what keeps control
characters, terminal escapes and lone surrogates of an input from reaching a terminal or a page.
"""

from mtqa.presenting.registry import BUILT_IN, Presenter, format_names, pieces, present, presenter_of

__all__ = ["BUILT_IN", "Presenter", "format_names", "pieces", "present", "presenter_of"]
