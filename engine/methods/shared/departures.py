"""In which of a paper's settings the networks differ, for MethodInfo.departure."""

FROM_A_MEMBRANE = "Other than in the paper, its network adds to a smooth fill (a membrane)"
FROM_A_MEMBRANE_WITH_OWN_FEATURES = (
    "Other than in the paper, its network adds to a smooth fill (a membrane), and it learnt by the features "
    "of Lacuna's own network in place of VGG's"
)
