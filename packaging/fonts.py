"""Cuts the fonts down to what the program shows; run by packaging/fonts.

fonts.py NOTO_DIR PHOSPHOR_DIR UNIHAN_MAPPINGS OUT_DIR ICON_RS
"""

import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

NOTO_SC_FACE = 2
EPOCH_1904 = 2082844800  # seconds between the font epoch and 1970, so that a file says 1970-01-01

SIGNS = (
    "≥≤＞＜＝≧≦≠≈±×÷‰％℃㎡㎥㎏㎎㎜㎝㎞∑√∞∴∵∅−·•…—–‐‑‒―“”‘’„«»‹›〔〕【】《》〈〉「」『』〖〗〇々￥¥€£"
    "←→↑↓↗↘↖↙↔⇒⇔▲△▼▽▶▷◀◁●○◎◆◇■□▪▫★☆✓✔✕✖✗☑☐☒※№℡§¶†‡〃〆"
)
# (first, last), both kept.
RANGES = [
    (0x0020, 0x007E), (0x00A0, 0x00FF), (0x0391, 0x03C9), (0x2000, 0x206F), (0x2150, 0x218B),
    (0x2460, 0x24FF), (0x2776, 0x277F), (0x3000, 0x303F), (0x3200, 0x33FF), (0xFE30, 0xFE6F), (0xFF00, 0xFFEF),
]

# Phosphor's names; the constant in icon.rs is the name in capitals. Second: what the icon stands for here.
ICONS = {
    "arrow-clockwise": "Reads again", "arrow-counter-clockwise": "Puts back", "arrow-down": "Moves down",
    "arrow-left": "Goes back", "arrow-line-down": "Goes to the end", "arrow-line-up": "Goes to the beginning",
    "arrow-right": "Goes on", "arrow-square-out": "Opens outside", "arrow-u-up-left": "Undoes",
    "arrow-u-up-right": "Redoes", "arrow-up": "Moves up", "arrows-down-up": "Sorts",
    "bank": "A department", "book-open": "Rules and sources", "calculator": "The computed score",
    "calendar": "A date or a year", "caret-down": "An open part", "caret-left": "One back",
    "caret-right": "A closed part", "caret-up": "One up", "chart-bar": "Charts", "chart-bar-horizontal": "Bars",
    "chart-donut": "Shares", "chart-line-up": "A course", "check": "Chosen", "check-circle": "Met",
    "check-square": "A ticked box", "circle": "Open", "circle-dashed": "Unfilled", "circle-half": "Partly",
    "clipboard": "Pastes", "clipboard-text": "A form", "clock": "Time", "clock-counter-clockwise": "History",
    "coins": "Money", "columns": "Side by side", "command": "Commands", "copy": "Copies",
    "dots-six-vertical": "A handle to drag", "dots-three": "More", "dots-three-vertical": "More",
    "download": "Imports", "download-simple": "Imports", "equals": "Equal to the target", "export": "Exports", "eye": "Shown",
    "eye-slash": "Hidden", "file": "A file", "file-csv": "A csv table", "file-doc": "A Word document",
    "file-pdf": "A PDF document", "file-plus": "A new file", "file-png": "A png picture",
    "file-svg": "A svg drawing", "file-text": "A report", "file-xls": "A workbook", "flag": "A goal",
    "floppy-disk": "Saves", "folder": "A folder", "folder-open": "Opens", "funnel": "Filters",
    "gauge": "The score", "gear": "Settings", "hash": "A number", "house": "The overview", "image": "A picture",
    "info": "Explains", "keyboard": "Shortcuts", "lightbulb": "A hint", "link": "A relation", "list": "A menu",
    "list-bullets": "The indicators", "list-numbers": "A ranking", "lock": "Fixed", "magnifying-glass": "Searches",
    "magnifying-glass-minus": "Smaller", "magnifying-glass-plus": "Larger", "medal": "The grade",
    "minus": "Takes away", "minus-circle": "Not counted", "monitor": "As the system has it", "moon": "Dark",
    "note-pencil": "Edits the text", "package": "A project", "paperclip": "Evidence", "pencil-simple": "Edits",
    "percent": "A rate", "plus": "Adds", "plus-circle": "Adds", "presentation-chart": "A briefing",
    "printer": "Prints", "question": "Help", "rows": "The rows", "rows-plus-bottom": "Adds a row below",
    "scales": "衡绩 itself", "seal-check": "Reviewed", "shield-check": "Checked",
    "sidebar-simple": "Shows or hides a pane", "sliders-horizontal": "Options", "sort-ascending": "Sorted upwards",
    "sort-descending": "Sorted downwards", "square": "An empty box", "squares-four": "An overview",
    "stack": "Levels", "star": "Marked", "sun": "Light", "table": "A table", "tag": "演示数据",
    "target": "A target", "text-aa": "Text", "translate": "The language", "trash": "Deletes",
    "tray": "Nothing here yet", "tree-structure": "The tree of indicators", "trend-down": "Less",
    "trend-up": "More", "user": "A person", "users": "A section", "wallet": "The budget", "warning": "A warning",
    "warning-circle": "Unmet", "wrench": "Mends", "x": "Closes", "x-circle": "Refused", "x-square": "A crossed box",
}

# Signs that Noto Sans CJK lacks (people paste them into tables), and the signs that stand in for them.
TEXT_STAND_INS = {"⩽": "≤", "⩾": "≥", "∼": "～"}
# The same with icons.
ICON_STAND_INS = {
    "✔": "check", "✕": "x", "✖": "x", "✗": "x", "☐": "square", "☑": "check-square", "☒": "x-square",
}


# Characters of 通用规范汉字表 (国发〔2013〕23号), which has those of names.
TABLE = 8105


def table(mappings: Path) -> set[int]:
    """The characters of 通用规范汉字表, as Unihan's kTGH lists them."""
    fields = (line.split("\t") for line in mappings.read_text().splitlines() if not line.startswith("#"))
    found = {int(field[0][2:], 16) for field in fields if len(field) > 1 and field[1] == "kTGH"}
    if len(found) != TABLE:
        sys.exit(f"通用规范汉字表 has {TABLE} characters, found {len(found)}")
    return found


def characters(mappings: Path) -> set[int]:
    """What the text fonts keep: GB 2312 and 通用规范汉字表 whole, Latin, the signs of tables and official documents."""
    kept = {ord(sign) for sign in SIGNS} | table(mappings)
    for first, last in RANGES:
        kept.update(range(first, last + 1))
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                kept.add(ord(bytes([row, cell]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return kept


def cut(font: TTFont, unicodes: set[int], features: list[str]) -> None:
    options = subset.Options()
    options.hinting = False
    options.desubroutinize = False
    options.layout_features = features
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx", "DSIG"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=unicodes)
    cutter.subset(font)


def save(font: TTFont, path: Path) -> None:
    font["head"].created = font["head"].modified = EPOCH_1904
    font.recalcTimestamp = False
    font.save(path)
    print(f"{path}: {path.stat().st_size:,} bytes, {len(font.getGlyphOrder())} glyphs")


def text_font(noto: Path, mappings: Path, style: str, out: Path) -> None:
    font = TTCollection(noto / f"NotoSansCJK-{style}.ttc").fonts[NOTO_SC_FACE]
    assert font["name"].getDebugName(1) == "Noto Sans CJK SC"
    wanted = characters(mappings)
    missing = [sign for sign in SIGNS if ord(sign) not in font.getBestCmap() and sign not in ICON_STAND_INS]
    if missing:
        sys.exit(f"{style}: not in Noto Sans CJK SC: {''.join(missing)}")
    rare = sorted(table(mappings) - set(font.getBestCmap()))
    print(f"{style}: of 通用规范汉字表 not in Noto Sans CJK SC: {''.join(map(chr, rare)) or 'none'}")
    for encoding in font["cmap"].tables:
        if encoding.isUnicode() and encoding.format != 14:
            encoding.cmap.update({ord(sign): encoding.cmap[ord(other)] for sign, other in TEXT_STAND_INS.items()})
    cut(font, wanted | {ord(sign) for sign in TEXT_STAND_INS}, ["kern"])
    # Its own name, so that a machine's whole Noto Sans CJK SC is never mistaken for it.
    names = font["name"]
    for record in list(names.names):
        text = record.toUnicode()
        names.setName(
            text.replace("Noto Sans CJK SC", "Noto Sans SC").replace("NotoSansCJKsc", "NotoSansSC"),
            record.nameID, record.platformID, record.platEncID, record.langID,
        )
    cff = font["CFF "].cff
    cff.fontNames[0] = f"NotoSansSC-{style}"
    cff.topDictIndex[0].FamilyName = "Noto Sans SC"
    cff.topDictIndex[0].FullName = f"Noto Sans SC {style}"
    save(font, out)


def icon_font(phosphor: Path, out: Path, rust: Path) -> None:
    selection = json.loads((phosphor / "src/regular/selection.json").read_text())
    codes = {}
    for icon in selection["icons"]:
        for name in icon["properties"]["name"].split(","):
            codes[name.strip()] = icon["properties"]["code"]
    unknown = [name for name in ICONS if name not in codes]
    if unknown:
        sys.exit(f"not in Phosphor: {', '.join(unknown)}")
    font = TTFont(phosphor / "src/regular/Phosphor.ttf")
    for table in font["cmap"].tables:
        for sign, name in ICON_STAND_INS.items():
            table.cmap[ord(sign)] = table.cmap[codes[name]]
    cut(font, {codes[name] for name in ICONS} | {ord(sign) for sign in ICON_STAND_INS}, [])
    save(font, out)
    lines = [
        "//! The glyphs of `assets/fonts/Icons.ttf`, by their Phosphor names.",
        "//!",
        "//! Written by `packaging/fonts`; to add an icon, add its name to `packaging/fonts.py` and run that.",
        "#![allow(dead_code, reason = \"a set to choose from\")]",
        "",
    ]
    for name in sorted(ICONS):
        constant = name.upper().replace("-", "_")
        lines.append(f"/// {ICONS[name]}.")
        lines.append(f'pub const {constant}: &str = "\\u{{{codes[name]:x}}}";')
    rust.parent.mkdir(exist_ok=True)
    rust.write_text("\n".join(lines) + "\n")


def main() -> None:
    noto, phosphor, mappings, out, rust = map(Path, sys.argv[1:6])
    for style in ("Regular", "Bold"):
        text_font(noto, mappings, style, out / f"NotoSansSC-{style}.otf")
    icon_font(phosphor, out / "Icons.ttf", rust)


main()
