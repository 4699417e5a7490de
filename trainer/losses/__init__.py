"""Losses, one in each file: pure functions of NCHW float32 tensors that return a scalar, the batch's mean.

x: clean target.  y: raw network output.  mask: N×1×H×W, 1 = missing.  ⟨…⟩: mean over all elements.  The
weights of losses are in the recipes.
"""
