"""What the losses of the segmentation recipes (finder, ink, thin-marks, teach) share."""

# Of the cross entropy, averaged over all pixels, beside a weight of 0.5 to 1 for the soft F1, which counts
# damaged pixels alone: damage covers a few percent of a photo, so that its cross entropy is small.
ENTROPY_WEIGHT = 5.0
