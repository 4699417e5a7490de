"""What can go wrong with ONNX models that a person adds, and what then to do."""

from engine.errors import LacunaError, UsageError
from engine.text import mark


class OnnxMissing(UsageError):
    title = mark("Models of your own need a part that is not installed")
    advice = mark(
        'Install it with: pip install "lacuna[onnx]". '
        "A Lacuna that brings its own Python cannot take it: there, install Lacuna with pip beside it."
    )


class ModelNotFound(UsageError):
    title = mark("There is no such model file")
    advice = mark("Check the name and the folder.")


class ModelInvalid(LacunaError):
    """A file that cannot become a method.  Nothing was written."""

    title = mark("This model cannot be added")
    advice = mark(
        "Nothing was added: Lacuna takes ONNX files that fill holes in photos, as LaMa and MI-GAN do."
    )


class ContractUnclear(ModelInvalid):
    """The model runs, but what it answers shows no filled picture under any contract that was tried."""

    advice = mark("Nothing was added: if it does fill holes, say how it takes pictures, as by --mask-hole.")


class ModelUnknown(UsageError):
    title = mark("No model of this name was added")
    advice = mark("lacuna models list names them; methods that ship stay.")


class ModelNotKept(LacunaError):
    title = mark("The model could not be kept")
    advice = mark("Make room on the disk or allow writing there; your file is as it was.")
