"""What changed between two packs, in plain words.

`things.py` lists what a pack holds beside its conditions (tiers, parameters, materials …) with what
there is to say of each; `conditions.py` compares trees of conditions, `leaves.py` single tests;
`packs.py` puts it all in the document's order.
"""

from bole.check.diff.model import Change
from bole.check.diff.packs import diff_packs, related

__all__ = ["Change", "diff_packs", "related"]
