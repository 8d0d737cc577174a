"""Makes the fonts of this folder, and FONTS.toml, from the packages that distribute them.

    python3 vendor.py DEBIAN NPM

DEBIAN holds the TrueType files of Debian's `fonts-noto-core`, NPM the unpacked packages `noto-sans`,
`noto-serif` and `noto-sans-sc` of the scope `@expo-google-fonts`, each in a folder of its own name.
Needs fontTools. A build of the site never runs this: the files it makes are kept in the repository.

Only static TrueType files: the typesetter reads no WOFF2 and picks no instance of a variable font.
Hinting is dropped, as nothing here is drawn at the size where it helps.
"""

import hashlib
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).parent
DEBIAN_VERSION = "fonts-noto-core 20201225-1 (Debian)"


def ranges(*pairs):
    return {code for first, last in pairs for code in range(first, last + 1)}


# Every Latin and Cyrillic letter of Europe, the letters of Vietnamese, marks, and the signs that texts use.
# The marks of direction (U+200E and its like) are among them: numbers in Arabic text stand between two.
EUROPE = ranges(
    (0x20, 0x7E), (0xA0, 0x17F), (0x18F, 0x18F), (0x192, 0x192), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x218, 0x21B),
    (0x2B0, 0x36F), (0x400, 0x4FF), (0x1E00, 0x1EFF), (0x2000, 0x20BF), (0x2100, 0x21FF), (0x2212, 0x2212),
    (0x25A0, 0x25FF), (0x2713, 0x2717),
)


def gb2312():
    """The 7,445 characters of GB 2312, by asking the codec for each pair of bytes."""
    characters = set()
    for first in range(0xA1, 0xF8):
        for second in range(0xA1, 0xFF):
            try:
                characters.add(ord(bytes([first, second]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return characters


CHINESE = gb2312() | ranges((0x20, 0x7E), (0xB7, 0xB7), (0x2010, 0x2027), (0x3000, 0x303F), (0xFF00, 0xFFEF))

SANS, SERIF, HANS = (
    f"@expo-google-fonts/{name}"
    for name in ("noto-sans 0.4.2 (npm)", "noto-serif 0.4.2 (npm)", "noto-sans-sc 0.4.3 (npm)")
)

# file, where it comes from, package, characters, their name
FONTS = [
    ("NotoSans-Regular.ttf", "npm/noto-sans/400Regular/NotoSans_400Regular.ttf", SANS, EUROPE, "Latin, Cyrillic"),
    ("NotoSans-Bold.ttf", "npm/noto-sans/700Bold/NotoSans_700Bold.ttf", SANS, EUROPE, "Latin, Cyrillic"),
    ("NotoSans-Italic.ttf", "npm/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf", SANS, EUROPE,
     "Latin, Cyrillic"),
    ("NotoSerif-Bold.ttf", "npm/noto-serif/700Bold/NotoSerif_700Bold.ttf", SERIF, EUROPE, "Latin, Cyrillic"),
    ("NotoSansSC-Regular.ttf", "npm/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf", HANS, CHINESE, "GB 2312"),
    ("NotoSansSC-Bold.ttf", "npm/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf", HANS, CHINESE, "GB 2312"),
]
# Arabic and Bengali are those of 2020 on purpose. Later ones draw dots as glyphs of their own, and text that is copied
# or read aloud from the PDF then has letters twice. Run the round trip of tests/documents/check.py before changing one.
for family in ("NotoSansArabic", "NotoSansBengali", "NotoSansEthiopic", "NotoSansGurmukhi", "NotoNastaliqUrdu"):
    for style in ("Regular", "Bold"):
        if (family, style) != ("NotoNastaliqUrdu", "Regular"):  # for headlines only
            name = f"{family}-{style}.ttf"
            FONTS.append((name, f"debian/{name}", DEBIAN_VERSION, None, "all of the font"))


def make(name, source, characters):
    options = subset.Options(
        layout_features=["*"], name_IDs=["*"], name_languages=["*"], notdef_outline=True, glyph_names=False,
        hinting=False, legacy_kern=True, recommended_glyphs=True, recalc_timestamp=False,
    )
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters or set(font.getBestCmap()))
    cutter.subset(font)
    subset.save_font(font, HERE / name, options)


def entry(name, package, characters):
    data = (HERE / name).read_bytes()
    font = TTFont(HERE / name)
    version = font["name"].getDebugName(5).partition(";")[0]
    return (
        f'[["{name}"]]\npackage = "{package}"\nversion = "{version}"\ncharacters = "{characters}, '
        f'{len(font.getBestCmap())} code points"\nbytes = {len(data)}\n'
        f'sha256 = "{hashlib.sha256(data).hexdigest()}"\n'
    ).replace("[[", "[").replace("]]", "]")


def main():
    folders = {"debian": pathlib.Path(sys.argv[1]), "npm": pathlib.Path(sys.argv[2])}
    table = [
        "# The fonts of the printed documents: made by vendor.py, under the SIL Open Font License (OFL.txt).\n"
        "# `package` is where a file was taken from, `version` is what the font says of itself.\n"
    ]
    for name, source, package, characters, called in sorted(FONTS):
        kind, _, path = source.partition("/")
        make(name, folders[kind] / path, characters)
        table.append(entry(name, package, called))
    (HERE / "FONTS.toml").write_text("\n".join(table), encoding="utf-8")


main()
