"""Models that a person added: ONNX files of networks for holes, examined, kept and run by onnxruntime.

Each is a `.onnx` with its card in the person's own data folder; the catalog lists what lies there.  The
libraries onnxruntime and onnx are optional (the extra `onnx`) and imported where they are needed.
"""

from engine.onnx_models.store import added, examine_file, keep, remove

__all__ = ["added", "examine_file", "keep", "remove"]
