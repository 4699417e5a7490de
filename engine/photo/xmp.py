"""XMP packets: carried as they are, but for pictures of the unrepaired photo, and for what announces them."""

from __future__ import annotations

import re

from engine.photo import embedded, notices
from engine.photo.redaction import Redaction

_THUMBNAIL_SPACE = "http://ns.adobe.com/xap/1.0/g/img/"
_GOOGLE_NAMESPACE = "http://ns.google.com/photos/"
# Properties that hold a picture, or describe one that is left out: names by the start of the namespace.
_LEFT_OUT = {
    _GOOGLE_NAMESPACE + "1.0/image/": r"[\w.-]+",
    _GOOGLE_NAMESPACE + "1.0/depthmap/": r"[\w.-]+",
    _GOOGLE_NAMESPACE + "1.0/container/": r"[\w.-]+",
    _GOOGLE_NAMESPACE + "1.0/camera/": r"(?:MotionPhoto|MicroVideo)[\w.-]*",
    _GOOGLE_NAMESPACE + "dd/": r"[\w.-]+",
    "http://ns.adobe.com/hdr-gain-map/": r"[\w.-]+",
    "http://ns.apple.com/HDRGainMap/": r"[\w.-]+",
    "http://ns.apple.com/pixeldatainfo/": r"[\w.-]+",
    "http://ns.apple.com/depthData/": r"[\w.-]+",
    "http://purl.org/dc/terms/": r"provenance",  # leads to content credentials
}
_USUAL_PREFIXES = {
    "xmpGImg": _THUMBNAIL_SPACE,
    "xapGImg": _THUMBNAIL_SPACE,
    "GImage": _GOOGLE_NAMESPACE + "1.0/image/",
    "GDepth": _GOOGLE_NAMESPACE + "1.0/depthmap/",
}
_NAMESPACE_DECLARATION = re.compile(rb"""xmlns:([\w.-]+)\s*=\s*["']([^"']*)["']""")


def redacted(packet: bytes, redaction: Redaction) -> bytes:
    """The packet with its thumbnails drawn anew, and without other pictures and what announces them."""
    text = _utf8(packet)
    spaces = {prefix.encode(): uri for prefix, uri in _USUAL_PREFIXES.items()}
    spaces |= {prefix: uri.decode("utf-8", "replace") for prefix, uri in _NAMESPACE_DECLARATION.findall(text)}
    for prefix, uri in spaces.items():
        for start, names in _LEFT_OUT.items():
            if uri.startswith(start):
                text = _without(text, prefix, names.encode(), redaction)
    text = embedded.redrawn(text, redaction.redraw)
    for prefix, uri in spaces.items():
        if uri == _THUMBNAIL_SPACE:
            text = _without_other_thumbnails(text, prefix, redaction)
    return packet if text == _utf8(packet) else text


def _utf8(packet: bytes) -> bytes:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if packet.startswith(mark):
            return packet.decode(encoding, "replace").encode()
    for encoding in ("utf-16-le", "utf-16-be"):
        if packet.startswith("<".encode(encoding)):
            return packet.decode(encoding, "replace").encode()
    return packet


def _without(text: bytes, prefix: bytes, names: bytes, redaction: Redaction) -> bytes:
    """The text less the properties of these names, written as attributes or as elements."""
    name = re.escape(prefix) + rb":(" + names + rb")"
    attribute = re.compile(rb"\s" + name + rb"""\s*=\s*("[^"]*"|'[^']*')""")
    end = rb">.*?</" + re.escape(prefix) + rb":\1\s*>"
    element = re.compile(rb"<" + name + rb"(?=[\s/>])[^<>]*?(?:/>|" + end + rb")", re.DOTALL)

    def drop(found: re.Match[bytes]) -> bytes:
        if embedded.holds_picture(found[0]):
            redaction.say(notices.PREVIEWS_REMOVED)
        return b""

    return attribute.sub(drop, element.sub(drop, text))


def _without_other_thumbnails(text: bytes, prefix: bytes, redaction: Redaction) -> bytes:
    """Thumbnails that could not be drawn anew are emptied."""
    name = re.escape(prefix) + rb":image"
    element = re.compile(rb"(<" + name + rb"(?:\s[^<>]*)?>)([^<]*)(?=</)")
    attribute = re.compile(rb"(" + name + rb"""\s*=\s*)("[^"]*"|'[^']*')""")

    def emptied(found: re.Match[bytes]) -> bytes:
        is_attribute = found[2][:1] in (b'"', b"'")
        value = found[2][1:-1] if is_attribute else found[2]
        if not value.strip() or value.lstrip().startswith(b"/9j/"):
            return found[0]
        redaction.say(notices.PREVIEWS_REMOVED)
        return found[1] + (b'""' if is_attribute else b"")

    return attribute.sub(emptied, element.sub(emptied, text))
