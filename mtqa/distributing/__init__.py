"""The same check on many machines: files of rows in, windows of rows checked by Ray Data workers, their lines out.

The inputs are read where they lie, in the same windows as on one machine (`domain.text.WINDOW_ROWS`), each window is
checked by a worker that has loaded its models once, and what comes out is, in order, what one process would write. Ray
is imported inside functions only; `mtqa[ray]` installs it.
"""

from mtqa.distributing.cluster import Cluster, open_cluster
from mtqa.distributing.run import check_rows
from mtqa.distributing.storage import Input, inputs_of

__all__ = ["Cluster", "Input", "check_rows", "inputs_of", "open_cluster"]
