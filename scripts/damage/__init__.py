"""Right French made wrong the way machine translation does it, every wrong word labelled.

`Damager` applies zero to four kinds of damage to a sentence; each kind is a function of a Draft that changes it,
labels the words a reader would mark with issue codes, and says whether it found a place. The kinds and their
shares stand in `KINDS`; shares follow what is known of en->fr errors (TAXONOMY) and what rules cannot see.
"""

from damage.damager import KINDS, Damager
from damage.draft import Draft
from damage.morphology import Morphology

__all__ = ["KINDS", "Damager", "Draft", "Morphology"]
