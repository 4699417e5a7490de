"""One class for each thing a person can act on: a title, the cause, and the way out.

Titles and advice are words marked for translation.  A cause is a Text; a plain str is shown as it is, such
as the path of a file or what a library says.
"""

from engine.text import mark


class LacunaError(Exception):
    """Base of all errors that reach a person.  str() is one line: title, cause, advice."""

    title = mark("Something went wrong")
    advice = mark("Your photo is unchanged.")

    def __init__(self, cause: str = "") -> None:
        super().__init__(cause)
        self.cause = cause

    def __str__(self) -> str:
        head = f"{self.title}: {self.cause}" if self.cause else self.title
        return " ".join(f"{head.rstrip('.')}. {self.advice}".split())


class UsageError(LacunaError):
    title = mark("That request cannot be carried out")
    advice = mark("See lacuna --help.")


class FolderClosed(LacunaError):
    title = mark("Lacuna's own folder cannot be used")
    advice = mark("Make it writable, or set XDG_STATE_HOME and its kin to folders that are.")


class PhotoError(LacunaError):
    """A photo file that cannot be read or written."""


class PhotoNotFound(PhotoError):
    title = mark("There is no such photo")
    advice = mark("Check the name and the folder.")


class PhotoUnreadable(PhotoError):
    title = mark("This photo cannot be read")
    advice = mark("It may be damaged or incomplete: try another copy of it.")


class PhotoUnsupported(PhotoError):
    title = mark("This kind of file is not supported")
    advice = mark("Export it as TIFF, PNG or JPEG first.")


class PageMissing(PhotoError):
    title = mark("There is no such page")
    advice = mark("Pages are counted from 1.")


class PhotoTooLarge(PhotoError):
    title = mark("This photo is too large")
    advice = mark("Reduce it or split it first.")


class FileNotSaved(LacunaError):
    """A file that Lacuna writes, a photo or another."""

    title = mark("A file could not be written")
    advice = mark("Nothing was overwritten: choose another folder or make room, then try again.")


class PhotoNotSaved(PhotoError, FileNotSaved):
    title = mark("The photo could not be saved")
    advice = mark("Nothing was overwritten: choose another folder or make room, then save again.")


class FormatTooSmall(PhotoNotSaved):
    advice = mark("Choose another format: PNG takes photos of any size. Nothing was overwritten.")


class MaskError(LacunaError):
    title = mark("This mask does not fit")
    advice = mark("Use a mask of the photo's size or of the same proportions.")


class MaskUnreadable(MaskError):
    title = mark("This mask cannot be read")
    advice = mark("Give a picture in which white marks what is missing.")


class MaskNotFound(MaskUnreadable):
    title = mark("There is no such mask")
    advice = mark("Check the name and the folder.")


class MaskOpaque(MaskError):
    title = mark("This mask has no transparency")
    advice = mark("Leave --mask-from out, or give a picture that is transparent where something is missing.")


class MaskEmpty(MaskError):
    title = mark("Nothing is marked")
    advice = mark("Paint over what should go.")


class MaskFaint(MaskEmpty):
    """A mask file with values that are too low to count."""

    advice = mark("Make white what should go; on the command line, --mask-from labels takes every value.")


class RepairError(LacunaError):
    title = mark("The repair did not work")
    advice = mark("Your photo is unchanged: try another method.")


class HoleTooLarge(RepairError):
    title = mark("This hole is too large for this method")
    advice = mark("Mark a smaller part, reduce the photo, or take another method; your photo is unchanged.")


class MaskFull(MaskError):
    title = mark("All of the photo is marked")
    advice = mark("Leave something that the repair can go by.")


class MethodUnknown(UsageError):
    title = mark("There is no such method")
    advice = mark("lacuna methods lists them.")


class NameInvalid(UsageError):
    title = mark("That is no name for a method")
    advice = mark("Give it one of 1 to 60 signs, in one line.")


class DetectorUnknown(UsageError):
    title = mark("There is no such detector")
    advice = mark("lacuna doctor lists them.")


class KindUnknown(UsageError):
    title = mark("There is no such kind of damage")
    advice = mark("Leave the kind out, and damage of every kind is looked for.")


class DetectorMissing(LacunaError):
    title = mark("This copy of Lacuna has no trained detector")
    advice = mark("Mark the damage yourself, or reinstall Lacuna: its data files are missing.")


class InfraredMissing(LacunaError):
    title = mark("This photo has no infrared channel")
    advice = mark("Choose another detector, or scan again with infrared and save as TIFF.")


class InfraredUnusable(LacunaError):
    title = mark("The infrared of this scan does not show its dust")
    advice = mark("Choose another detector; your photo is unchanged.")


class FoundAll(MaskFull):
    title = mark("All of the photo looks damaged")
    advice = mark("Lower the sensitivity or mark the damage yourself; your photo is unchanged.")


class OptionInvalid(UsageError):
    title = mark("That option does not fit")
    advice = mark("lacuna methods --json lists each method's options.")


class MemoryShort(RepairError):
    title = mark("There is not enough memory for this")
    advice = mark("Close other programs, or repair a smaller part at a time; your photo is unchanged.")


class MemoryLimited(MemoryShort):
    """The process has a limit of its own, as by `ulimit -v`."""

    advice = mark(
        "Raise that limit (ulimit -v), or give a mask and the method telea, which needs less; your photo is "
        "unchanged."
    )


class WeightsDamaged(RepairError):
    title = mark("This method's data file is damaged")
    advice = mark("Reinstall Lacuna or pick another method; your photo is unchanged.")


class WeightsMissing(RepairError):
    title = mark("This method's data file is missing")
    advice = mark("Reinstall Lacuna or pick another method; your photo is unchanged.")


class ScreenMissing(LacunaError):
    title = mark("There is no screen to open the editor on")
    advice = mark("lacuna repair --help works without one.")


class WindowLibraryMissing(LacunaError):
    title = mark("The window needs a library that this system lacks")
    advice = mark("lacuna doctor names the packages to install; lacuna repair --help works without.")


class DeviceUnavailable(UsageError):
    title = mark("That device is not available")
    advice = mark("Use --device cpu or auto; lacuna doctor lists what this machine has.")


class NothingToCopy(RepairError):
    title = mark("There is nothing to fill the hole from")
    advice = mark("Mark less of the photo, or allow more of it as the source; your photo is unchanged.")


class NothingPlaced(RepairError):
    title = mark("The picture covers nothing of the photo")
    advice = mark("Move it onto the photo first.")


class DocumentBusy(LacunaError):
    title = mark("The photo is being worked on")
    advice = mark("Wait until it is done, or press Esc to cancel.")


class Unforeseen(LacunaError):
    """A fault of the program: the traceback is in the log file."""

    title = mark("Something went wrong that Lacuna did not foresee")
    advice = mark("Your photo is unchanged; the log file says more.")


class JournalFailed(LacunaError):
    title = mark("The safety copy of your work cannot be written")
    advice = mark("Your work is unharmed: make room on the disk, or save soon.")


class RecoveryImpossible(LacunaError):
    title = mark("This work cannot be recovered")
    advice = mark("Open the photo itself; it is unchanged.")


class SourceMissing(RecoveryImpossible):
    title = mark("The photo this work belongs to is gone")
    advice = mark("Put it back where it was and try again: the work is kept.")


class SourceChanged(RecoveryImpossible):
    title = mark("The photo this work belongs to has changed since")
    advice = mark("Put the earlier file back and try again: the work is kept.")


class BatchError(UsageError):
    """A batch that cannot start."""

    title = mark("This batch cannot start")
    advice = mark("Change that, then start again.")


class FoldersClash(BatchError):
    title = mark("These two folders cannot be used together")
    advice = mark("Choose an output folder that lies apart from the photos.")


class NoPhotos(LacunaError):
    title = mark("There is no photo in this folder")
    advice = mark("Choose another folder, or include the folders inside it.")


class NothingRepeated(LacunaError):
    title = mark("Nothing was found that stays put over these photos")
    advice = mark("Give a mask for all photos instead; your photos are unchanged.")


class BatchBusy(LacunaError):
    title = mark("These folders are being worked on already")
    advice = mark("Wait until that run is done, or stop it.")


class SettingsDiffer(BatchError):
    title = mark("The earlier run had other settings")
    advice = mark("Resume it with those, or start anew: that does every photo again.")


class JournalUnreadable(LacunaError):
    title = mark("The journal of the earlier run cannot be read")
    advice = mark("Start anew with an empty output folder.")


class FolderUnreadable(LacunaError):
    title = mark("This folder cannot be read")
    advice = mark("Allow reading it, then resume.")


class FolderLinked(LacunaError):
    title = mark("This folder is a link, and links to folders are not followed")
    advice = mark("Run a batch on the folder it leads to.")


class MaskMissing(MaskError):
    title = mark("This photo has no mask")
    advice = mark("Put one there, then resume.")


class FormatReadOnly(PhotoUnsupported):
    title = mark("This format can be read but not written")
    advice = mark("Choose one format for all photos, PNG for instance.")


class TargetTaken(PhotoNotSaved):
    title = mark("Another file is where the repaired photo belongs")
    advice = mark("Nothing was overwritten: move it away or choose another output folder, then resume.")


class ResultChanged(PhotoNotSaved):
    title = mark("The result has changed since it was looked at")
    advice = mark("Nothing was overwritten: save under another name, or open the photo from the list again.")


class DiskFull(PhotoNotSaved):
    title = mark("The disk is full")
    advice = mark("Make room, then resume: what is done stays done.")


class FolderGone(LacunaError):
    title = mark("A folder of this batch is gone")
    advice = mark("Connect its disk again, then resume: what is done stays done.")


class ClusterMissing(UsageError):
    title = mark("Working on a cluster needs a part that is not installed")
    advice = mark('Install it with: pip install "lacuna[cluster]".')


class ClusterError(LacunaError):
    """The cluster, not a photo, is to blame, so the next photo would fare no better."""

    title = mark("The cluster cannot do this batch")
    advice = mark("Put that right, then resume, or go on without it: what is done stays done.")


class SchedulerLost(ClusterError):
    title = mark("The connection to the scheduler is lost")
    advice = mark("Resume with it, with another one or without: what is done stays done.")


class FoldersUnseen(ClusterError):
    title = mark("A worker does not see the folders of this batch")
    advice = mark("Share them with all workers under the same names, then resume.")


class WorkerDiffers(ClusterError):
    title = mark("A worker would give other results than this machine")
    advice = mark("Install the same versions, weights and taught methods there, then resume.")


class WorkersDied(RepairError):
    title = mark("Every worker that took this photo died")
    advice = mark("Give the workers more memory, then resume, or do so without the cluster.")
