"""Notices for a person about what a photo is read as, how it was encoded, and what a saved one lacks."""

from __future__ import annotations

from engine.text import Text, mark

PREVIEWS_REMOVED = Text("Previews of the unrepaired photo were removed.")
PHOTOSHOP_LEFT_OUT = Text(
    "A Photoshop block that cannot be read was left out: it may show the unrepaired photo."
)
CREDENTIALS_REMOVED = Text("Content credentials (C2PA) were removed: they vouch for the unrepaired photo.")
LAYERS_LEFT_OUT = Text("Layers were left out: nothing was repaired in them.")
GAIN_MAP_REMOVED = Text("The HDR gain map was removed: it shows the unrepaired photo.")
DEPTH_REMOVED = Text("The depth map was removed: it shows the unrepaired photo.")
MATTES_REMOVED = Text("The portrait mattes were removed: they show the unrepaired photo.")
AUXILIARY_REMOVED = Text("Auxiliary pictures were removed: they show the unrepaired photo.")
VIDEO_REMOVED = Text("The video of this motion photo was removed: it shows the unrepaired photo.")
STRAY_BYTES = Text("There are stray bytes between its parts; it was read without them.")
NO_END = Text("Its end is missing, but no pixel is.")
CUT_OFF = Text("The file is cut off: a part of the picture is missing, and can be filled.")
DETAIL_CUT_OFF = Text("The file is cut off: a part of its detail is missing.")
DETAIL_MISSING = Text("Not all of its scans are there: a part of its detail is missing.")
TAKEN_FOR_SRGB = Text("Its colours are taken for sRGB: those of another profile look wrong.")
LAYERS_FLATTENED = Text("Its layers were read as the flat picture that goes with them.")
LAB_AS_RGB = Text("Its Lab colours are shown and repaired as sRGB; what is not touched keeps its values.")
MAKER_NOTE_LEFT = Text("The maker note was left out: it does not survive being moved.")
INFRARED_LEFT = Text("Only TIFF holds the infrared channel of this scan: it was left out.")
CHANNELS_LEFT = Text("Only TIFF holds the further channels of this file: they were left out.")
REST_LEFT_OUT = Text("What followed the picture in its file was left out: it may show the unrepaired photo.")
WHOLE_NOTE = Text("The whole photo was encoded again: the blocks of its JPEG could not be kept.")
CHANGED_FILE_NOTE = Text(
    "The whole photo was encoded again: the file that it was read from has changed since, or is gone."
)
PAGES_LEFT_NOTE = Text(
    "The other pages were left out: the file that they were read from has changed since, or is gone."
)
_ONE_BLOCK = mark("Only one of {total} blocks was encoded again; the others are as they were.")
_SOME_BLOCKS = mark("Only {changed} of {total} blocks were encoded again; the others are as they were.")
_ALL_BLOCKS = mark("All {total} blocks were encoded again, as pixels of each were changed.")
_NO_BLOCK = mark("None of {total} blocks was encoded again, as no pixel was changed.")

_WHOLE_FILE_NOTE = mark(
    "{format} is always encoded as a whole, which moves pixels outside the mask a little. The file has "
    "{after} MB, and had {before} MB."
)
_ENCODED_WHOLE = mark(
    "{format} is encoded as a whole, in about {seconds} s: pixels outside the mask move a little. "
    "PNG and TIFF keep every pixel."
)
_ENCODED_WHOLE_AGAIN = mark(
    "{format} is encoded as a whole, in about {seconds} s: pixels outside the mask move a little, and the "
    "file stays near its {before} MB. PNG and TIFF keep every pixel."
)


class EncodingNote(Text):
    """A note of what was encoded again, as always in this format: nothing that a person must act on."""


GAIN_MAP_KEPT = EncodingNote(mark("Its HDR gain map was kept, and filled where the photo was."))


def settled(said: tuple[Text, ...]) -> tuple[Text, ...]:
    """The notices of a save without what the encoder could prevent."""
    return tuple(one for one in said if one != GAIN_MAP_REMOVED or GAIN_MAP_KEPT not in said)


def block_note(changed: int, total: int) -> EncodingNote:
    """How many of a JPEG's blocks of 8 × 8 samples were encoded again."""
    if changed in (0, total):
        return EncodingNote(_ALL_BLOCKS if changed else _NO_BLOCK, total=total)
    return EncodingNote(_ONE_BLOCK if changed == 1 else _SOME_BLOCKS, changed=changed, total=total)


def whole_note(name: str, before: int, after: int) -> EncodingNote:
    """name: of the format, which keeps no part of a file.  before, after: bytes of the file."""
    return EncodingNote(
        _WHOLE_FILE_NOTE,
        format=name,
        before=_megabytes(before),
        after=_megabytes(after),
    )


def encoded_whole(name: str, seconds: float, before: int | None) -> Text:
    """What saving costs, before it.  name: of the format.  seconds: of one core.  before: bytes of the file,
    None where it is of another format.
    """
    about = str(max(1, round(seconds)))
    if before is None:
        return Text(_ENCODED_WHOLE, format=name, seconds=about)
    return Text(_ENCODED_WHOLE_AGAIN, format=name, seconds=about, before=_megabytes(before))


def _megabytes(count: int) -> str:
    """With two digits that count, as in "2.3" or "0.045"."""
    megabytes = count / 1e6
    decimals = 1 if megabytes >= 1 else 2 if megabytes >= 0.1 else 3
    return f"{megabytes:.{decimals}f}"


def no_such_page(number: int, count: int) -> Text:
    """count: of the pages that there are."""
    if count == 1:
        return Text("it has one page, and page {number} is none", number=number)
    return Text("it has {count} pages, and page {number} is none of them", count=count, number=number)


def one_of_pages(number: int, count: int) -> Text:
    """Which page was read of a file that keeps the others when it is saved."""
    return Text(
        "Page {number} of {count}; the other pages stay as they are when it is saved.",
        number=number,
        count=count,
    )


def page_of_pdf(number: int, count: int) -> Text:
    """Which page was read of a PDF, which is never written."""
    if count == 1:
        return Text("It is the page of a PDF: it is saved as a new photo, and the PDF stays as it is.")
    return Text(
        "Page {number} of {count} of a PDF: it is saved as a new photo, and the PDF stays as it is.",
        number=number,
        count=count,
    )


def first_of_frames(count: int) -> Text:
    """That one picture was read of a file that cannot be written with the others."""
    return Text("It holds {count} pictures; the first is edited, and saved as a new file.", count=count)


def blocks_left_out(names: str) -> Text:
    """names: of the blocks of metadata, as their format calls them."""
    return Text("Left out, since they may show the unrepaired photo: {names}.", names=names)


def left_out(names: str) -> Text:
    """names: of blocks that are not written again, as their format calls them."""
    return Text("Left out: {names}.", names=names)


def steps_lost(name: str, bits: int) -> Text:
    """name: of the format that holds only so many bits a channel."""
    return Text("{format} holds {bits} bits a channel: the finer steps are gone.", format=name, bits=bits)


def colours_unsaid(name: str, colours: str) -> Text:
    """name: of the format.  colours: as in "BT.2020, PQ"."""
    return Text(
        "{format} cannot say that the colours are {colours}: they will look wrong.",
        format=name,
        colours=colours,
    )


def numbers_read(bits: int) -> Text:
    return Text(
        "Its {bits}-bit numbers are read as 16 bits a channel, and saved so as a new file.", bits=bits
    )
