"""Losses, one a file: pure functions of NCHW float32 tensors that return a scalar, the mean over the batch.

x: clean target.  y: raw network output.  mask: N×1×H×W, 1 = missing.  Weights live in recipes, never here.
"""
