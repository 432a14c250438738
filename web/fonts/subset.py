"""Cut the guide's typefaces down to what it uses, as WOFF2, and write the stylesheet that names them.

The result is committed: building the site needs neither a network nor fontTools. The sources come from npm at
the versions below and are held against their hashes. Licenses reserve the names for unchanged copies, so ours
are called "Guide ...". `--check` fails when a committed file is not what the sources make.
fontTools: https://fonttools.readthedocs.io/en/latest/subset/
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "overrides/assets/fonts"
STYLESHEET = ROOT / "overrides/assets/stylesheets/fonts.css"
#: Where the guide's words stand: pages, answers, records, and the templates around them.
TEXTS = ("docs/**/*.md", "docs/**/*.yml", "macros/rendering/templates/*.jinja", "overrides/**/*.html")
#: Beyond the words of today: ASCII, the commonest letters of names, and what a typographer reaches for.
ALWAYS = {chr(code) for code in range(0x20, 0x7F)} | set("\u00a0áäåçèéíñóöøúüß–—‘’“”•…©¶·→←−≈≠≤≥×÷°")
FEATURES = ("kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum")


@dataclass(frozen=True)
class Package:
    """An npm package; `digest` is the SHA-256 of its tarball."""

    name: str
    version: str
    digest: str
    license: str


@dataclass(frozen=True)
class Face:
    """One file. `axes` pins or narrows the variable axes.

    `display` is how a browser waits for it (https://www.w3.org/TR/css-fonts-4/#font-display-desc). A text
    whose lines would break otherwise keeps the stand-in until the next page where the face is late.
    """

    package: Package
    source: str
    file: str
    family: str
    style: str = "normal"
    weight: str = "400"
    display: str = "swap"
    axes: Mapping[str, float | tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class StandIn:
    """A face of the reader's system, shown until ours has come, sized so that no line moves.

    `width` is the average width of a letter in English text; all are in units of the em square `em`.
    Source: the npm package @capsizecss/metrics 4.3.0; DejaVu's, which it lacks, are measured on our text.
    """

    family: str
    local: tuple[str, ...]
    em: int
    width: int


SERIF = Package(
    "source-serif",
    "4.5.1",
    "19a448df98f4aa777de3452b0a1e29aa7ffe29252fe552c8a2d2531702d80746",
    "LICENSE.md",
)
SANS = Package(
    "@fontsource-variable/figtree",
    "5.3.0",
    "745eb850be26774948b5aa9342b7182660ed3a48ac40509c7babcfdcd90c39d7",
    "LICENSE",
)
MONO = Package(
    "@ibm/plex-mono",
    "2.5.0",
    "55b5ffcfcd5e9db36ef2070b2b07a573434ca02c6f3be2b921c0b88fff29acad",
    "LICENSE.txt",
)

FACES = (
    Face(SERIF, "WOFF2/VAR/SourceSerif4Variable-Roman.ttf.woff2", "guide-serif.woff2", "Guide Serif",
         weight="400 700", display="optional", axes={"wght": (400, 700), "opsz": 14}),
    Face(SERIF, "WOFF2/VAR/SourceSerif4Variable-Italic.ttf.woff2", "guide-serif-italic.woff2", "Guide Serif",
         style="italic", axes={"wght": 400, "opsz": 14}),
    Face(SANS, "files/figtree-latin-wght-normal.woff2", "guide-sans.woff2", "Guide Sans",
         weight="400 700", display="optional", axes={"wght": (400, 700)}),
    Face(MONO, "fonts/complete/woff2/IBMPlexMono-Regular.woff2", "guide-mono.woff2", "Guide Mono"),
)  # fmt: skip
#: Average widths of our faces, from the same package.
WIDTHS = {"Guide Serif": (479, 1000), "Guide Sans": (449, 1000), "Guide Mono": (600, 1000)}
STAND_INS = {
    "Guide Serif": (
        StandIn("Guide Serif on Georgia", ("Georgia",), 2048, 913),
        StandIn("Guide Serif on Times", ("Times New Roman", "Liberation Serif"), 2048, 832),
        StandIn("Guide Serif on Noto", ("Noto Serif",), 1000, 481),
        StandIn("Guide Serif on DejaVu", ("DejaVu Serif",), 1000, 515),
    ),
    "Guide Sans": (
        StandIn("Guide Sans on Arial", ("Arial", "Helvetica", "Liberation Sans"), 2048, 913),
        StandIn("Guide Sans on Roboto", ("Roboto",), 2048, 911),
        StandIn("Guide Sans on DejaVu", ("DejaVu Sans",), 1000, 508),
    ),
    "Guide Mono": (
        StandIn("Guide Mono on Courier", ("Courier New", "Liberation Mono"), 2048, 1229),
        StandIn("Guide Mono on DejaVu", ("DejaVu Sans Mono",), 1000, 602),
    ),
}
#: What a face does not have and the reader's system draws: arrows and signs of mathematics in labels, and
#: the lines of a directory tree, which stand in code.
FALLS_BACK = {
    "guide-serif.woff2": set("─│└├"),
    "guide-serif-italic.woff2": set("─│└├"),
    "guide-sans.woff2": set("─│└├→←≈≠≤≥⁰⁴⁵⁷⁹"),
    "guide-mono.woff2": set(),
}


def characters() -> set[str]:
    """Every character that a face should have."""
    files = (file for pattern in TEXTS for file in ROOT.glob(pattern))
    used = {sign for file in files for sign in file.read_text(encoding="utf-8")}
    return {sign for sign in used if sign.isprintable()} | ALWAYS


def unpack(package: Package, folder: Path) -> Path:
    """Fetch a package from npm; its folder. Exits when it is not the one that was pinned."""
    command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    subprocess.run(command, cwd=folder, check=True, stdout=2)  # noqa: S603 (fixed words)
    archive = next(folder.glob("*.tgz"))
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != package.digest:
        sys.exit(f"{package.name} {package.version} is another file than before: {digest}")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    archive.unlink()
    return folder / "package"


def cut(face: Face, source: Path, wanted: set[str]) -> bytes:
    """The face as WOFF2 with the wanted characters only, and no more of its axes than we use."""
    font = TTFont(source)
    if face.axes:
        font = instantiateVariableFont(font, dict(face.axes))
        font.flavor = None
        font = TTFont(_saved(font))
    options = subset.Options()
    options.layout_features = list(FEATURES)
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["STAT"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(sign) for sign in wanted])
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            name = f"{face.family} {face.style}".removesuffix(" normal").title()
            record.string = name if record.nameID != 6 else name.replace(" ", "-")
    font["head"].modified = font["head"].created  # the same sources give the same bytes
    font.recalcTimestamp = False
    font.flavor = "woff2"
    return _saved(font).getvalue()


def _saved(font: TTFont) -> io.BytesIO:
    font.recalcTimestamp = False
    buffer = io.BytesIO()
    font.save(buffer)
    buffer.seek(0)
    return buffer


def stylesheet(fonts: Mapping[str, bytes]) -> str:
    """`@font-face` for every file and for every stand-in."""
    rules = [
        "/* Written by web/fonts/subset.py. The faces are cut-down copies of Source Serif 4, Figtree and\n"
        "   IBM Plex Mono; their licenses stand beside them. A stand-in has the width and the height of\n"
        "   the face that it waits for. */"
    ]
    for face in FACES:
        rules.append(
            f'@font-face {{\n  font-display: {face.display};\n  font-family: "{face.family}";\n'
            f"  font-style: {face.style};\n  font-weight: {face.weight};\n"
            f'  src: url("../fonts/{face.file}") format("woff2");\n}}'
        )
    for family, stand_ins in STAND_INS.items():
        file = next(face.file for face in FACES if face.family == family)
        ours = TTFont(io.BytesIO(fonts[file]))
        width, em = WIDTHS[family]
        for item in stand_ins:
            size = (width / em) / (item.width / item.em)
            high, low = (
                abs(value) / ours["head"].unitsPerEm / size
                for value in (ours["hhea"].ascent, ours["hhea"].descent)
            )
            local = ", ".join(f'local("{name}")' for name in item.local)
            rules.append(
                f"@font-face {{\n  ascent-override: {high:.1%};\n  descent-override: {low:.1%};\n"
                f'  font-family: "{item.family}";\n  line-gap-override: 0%;\n  size-adjust: {size:.1%};\n'
                f"  src: {local};\n}}"
            )
    return "\n\n".join(rules) + "\n"


def make() -> dict[Path, bytes]:
    """Everything this script writes, by path."""
    wanted = characters()
    files: dict[Path, bytes] = {}
    fonts: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folders = {}
        for number, package in enumerate((SERIF, SANS, MONO)):
            folder = Path(scratch, str(number))
            folder.mkdir()
            folders[package] = unpack(package, folder)
            name = {SERIF: "source-serif", SANS: "figtree", MONO: "ibm-plex-mono"}[package]
            license = (folders[package] / package.license).read_text(encoding="utf-8")
            text = "\n".join(line.rstrip() for line in license.splitlines()).strip() + "\n"
            files[FONTS / f"OFL-{name}.txt"] = text.encode()
        for face in FACES:
            fonts[face.file] = cut(face, folders[face.package] / face.source, wanted)
            files[FONTS / face.file] = fonts[face.file]
    files[STYLESHEET] = stylesheet(fonts).encode()
    return files


def main() -> int:
    """Write the files, or with `--check` compare them; exit code 1 when one differs."""
    files = make()
    different = [file for file, data in files.items() if not file.is_file() or file.read_bytes() != data]
    if "--check" in sys.argv:
        for file in different:
            print(f"{file.relative_to(ROOT)} is not current: make fonts", file=sys.stderr)
        return 1 if different else 0
    FONTS.mkdir(parents=True, exist_ok=True)
    for file in different:
        file.write_bytes(files[file])
    total = sum(len(data) for file, data in files.items() if file.suffix == ".woff2")
    for file, data in files.items():
        print(f"{file.relative_to(ROOT)}: {len(data)} bytes")
    print(f"fonts: {total} bytes in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
