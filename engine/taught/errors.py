"""What can go wrong with methods that a person taught, and what then to do."""

from engine.errors import LacunaError, UsageError
from engine.text import mark


class NothingTaught(UsageError):
    title = mark("There is nothing to keep here")
    advice = mark("Name the folder of a finished training.")


class NotTaught(UsageError):
    title = mark("No method of this name was taught or imported")
    advice = mark("lacuna methods lists them; those that ship stay.")


class ParcelInvalid(LacunaError):
    """A file that a taught method cannot be imported from.  Nothing was written."""

    title = mark("This file holds no method that can be imported")
    advice = mark("Nothing was imported: ask for the file again, as Lacuna exported it.")


class ParcelNewer(ParcelInvalid):
    title = mark("This file comes from a newer Lacuna")
    advice = mark("Nothing was imported: update Lacuna first.")


class NotKept(LacunaError):
    title = mark("The method could not be kept")
    advice = mark("Make room on the disk or allow writing there; what was trained is still there.")


class TeachingBusy(LacunaError):
    title = mark("Another training is at work in this folder")
    advice = mark("Wait for it to end, or end it; what it has learnt is kept.")
