"""IPTC-IIM as XMP properties, for formats that hold no IPTC (IPTC Core, "mapped from IIM")."""

from __future__ import annotations

from html import escape

from engine.photo import iptc

_DC_NAMESPACE = "http://purl.org/dc/elements/1.1/"
_PHOTOSHOP_NAMESPACE = "http://ns.adobe.com/photoshop/1.0/"
_CORE_NAMESPACE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
_NAMESPACE_BY_PREFIX = {
    "dc": _DC_NAMESPACE,
    "photoshop": _PHOTOSHOP_NAMESPACE,
    "Iptc4xmpCore": _CORE_NAMESPACE,
}
_RDF_NAMESPACE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_UTF8_ESCAPE = b"\x1b%G"
_CHARACTER_SET = (1, 90)
# By number of the second record: the property, and the kind of list that it is.
_PROPERTY_BY_DATASET = {
    5: ("dc:title", "Alt"),
    10: ("photoshop:Urgency", ""),
    15: ("photoshop:Category", ""),
    20: ("photoshop:SupplementalCategories", "Bag"),
    25: ("dc:subject", "Bag"),
    40: ("photoshop:Instructions", ""),
    80: ("dc:creator", "Seq"),
    85: ("photoshop:AuthorsPosition", ""),
    90: ("photoshop:City", ""),
    92: ("Iptc4xmpCore:Location", ""),
    95: ("photoshop:State", ""),
    100: ("Iptc4xmpCore:CountryCode", ""),
    101: ("photoshop:Country", ""),
    103: ("photoshop:TransmissionReference", ""),
    105: ("photoshop:Headline", ""),
    110: ("photoshop:Credit", ""),
    115: ("photoshop:Source", ""),
    116: ("dc:rights", "Alt"),
    120: ("dc:description", "Alt"),
    122: ("photoshop:CaptionWriter", ""),
}
_DATE_DATASET = 55
_APPLICATION_RECORD = 2  # record


def added(packet: bytes | None, block: bytes) -> bytes | None:
    """The packet with the IPTC's properties that it does not have yet; the packet itself where it has all.

    Raises ValueError where either cannot be read.
    """
    old = packet or b""
    properties = [one for one in _properties(block) if f"{one[0]}".encode() not in old]
    if not properties:
        return packet
    inside = "".join(f"<{name}>{_value(kind, values)}</{name}>" for name, kind, values in properties)
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACE_BY_PREFIX.items())
    described = (
        f'<rdf:Description xmlns:rdf="{_RDF_NAMESPACE}" rdf:about="" {declared}>{inside}</rdf:Description>'
    )
    if packet is None:
        return _whole(described).encode()
    end = packet.rfind(b"</rdf:RDF>")
    if end < 0:
        raise ValueError("its XMP cannot be read")
    return packet[:end] + described.encode() + packet[end:]


def _whole(described: str) -> str:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{_RDF_NAMESPACE}">{described}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )


def _properties(block: bytes) -> list[tuple[str, str, list[str]]]:
    """(name, kind of list, values) of each property that the block has."""
    sets = iptc.read(block)
    is_utf8 = any(one[:2] == _CHARACTER_SET and one[2] == _UTF8_ESCAPE for one in sets)
    found: dict[tuple[str, str], list[str]] = {}
    for record, number, data in sets:
        text = _text(data, is_utf8=is_utf8)
        if record == _APPLICATION_RECORD and number in _PROPERTY_BY_DATASET and text:
            found.setdefault(_PROPERTY_BY_DATASET[number], []).append(text)
        elif (record, number) == (_APPLICATION_RECORD, _DATE_DATASET) and len(text) == 8:
            found[("photoshop:DateCreated", "")] = [f"{text[:4]}-{text[4:6]}-{text[6:]}"]
    return [(name, kind, values) for (name, kind), values in found.items()]


def _text(data: bytes, *, is_utf8: bool) -> str:
    """Where no character set is named, UTF-8 if it is that, else latin-1."""
    try:
        return data.decode("utf-8").strip("\0")
    except UnicodeDecodeError:
        return data.decode("utf-8" if is_utf8 else "latin-1", "replace").strip("\0")


def _value(kind: str, values: list[str]) -> str:
    if not kind:
        return escape(values[0])
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(f"<rdf:li{language}>{escape(one)}</rdf:li>" for one in values)
    return f"<rdf:{kind}>{items}</rdf:{kind}>"
