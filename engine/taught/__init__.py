"""Methods that a person taught or imported: each is one network for one damage, found, kept and passed on.

Each is a `.safetensors` with its card in the person's own data folder; the catalog lists what lies there.
"""

from engine.taught.parcel import PARCEL_SUFFIX, export, import_parcel
from engine.taught.store import discard, keep, remove, taught

__all__ = ["PARCEL_SUFFIX", "discard", "export", "import_parcel", "keep", "remove", "taught"]
