"""What goes into the packaged program, and what stays out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

NAME = "support-copilot"
MODEL_FILES = ("all-minilm-l6-v2", "en_core_web_sm")  # inside; the generation file is apart
SCHEME = "support-copilot"  # of addresses such as support-copilot://ticket/4211
ADDRESSES = {"CFBundleURLName": "Ticket of Support Copilot", "CFBundleURLSchemes": [SCHEME]}
MODEL_FOLDER = "model-files"  # in the program's folder, or beside the program: copilot/paths.py

# Not installed where the package is made: copilot/knowledge/bare.py does without them.
NOT_INSTALLED = frozenset({"sentence-transformers", "torch"})

# Imported by name as the program runs, so that no import statement tells of them.
MODULES_BELOW = (
    "copilot",
    "ui",
    "keyring.backends",
    "phonenumbers.data",
    "spacy_legacy",
    "stdnum",
)
MODULES = ("spacy.lang.en", "spacy.pipeline", "thinc.shims", "srsly.msgpack.util")
DATA_OF = ("presidio_analyzer", "py3langid", "tldextract", "thinc", "spacy")
METADATA_OF = (
    "catalogue",
    "keyring",
    "presidio-analyzer",
    "spacy",
    "spacy_legacy",
    "srsly",
    "thinc",
    # Whose versions the support bundle says.
    "cryptography",
    "httpx",
    "llama-cpp-python",
    "numpy",
    "PySide6-Essentials",
    "sqlcipher3",
    "sqlite-vec",
)

# What libraries would use if it were there, and this program does not.
MODULES_LEFT_OUT = (
    "IPython",
    "PIL",
    "PySide6.QtNetwork",
    "PySide6.QtOpenGL",
    "PySide6.QtPrintSupport",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtTest",
    "copilot._data",
    "cupy",
    "fontTools",
    "hf_xet",
    "hypothesis",
    "jax",
    "llama_cpp.llava_cpp",
    "llama_cpp.mtmd_cpp",
    "llama_cpp.server",
    "matplotlib",
    "mxnet",
    "numpy.f2py",
    "pandas",
    "pip",
    "pytest",
    "scipy",
    "sentence_transformers",
    "setuptools",
    "sklearn",
    "tensorflow",
    "tkinter",
    "torch",
    "transformers",
)

QT_PLUGINS = (
    "iconengines/libqsvgicon",
    "imageformats/libqjpeg",
    "imageformats/libqsvg",
    "platforminputcontexts/libcompose",
    "platforminputcontexts/libibus",
    "platforms/libqoffscreen",
    "platforms/libqwayland",
    "platforms/libqxcb",
    "platforms/qwindows",
    "platforms/qoffscreen",
    "platforms/libqcocoa",
    "platformthemes/libqxdgdesktopportal",
    "styles/",
    "wayland-decoration-client/",
    "wayland-graphics-integration-client/",
    "wayland-shell-integration/",
    "xcbglintegrations/",
)
FILES_LEFT_OUT = re.compile(
    r"""
      (^|/)tests?/                              # of numpy, spaCy, thinc and others
    | ^PySide6/Qt/(qml|translations/(?!qtbase_))  # pages of another kind; words of Qt's tools
    | /libQt6(EglF|Qml|Quick|Pdf|VirtualKeyboard|Network|Designer|Sql|Test|PrintSupport)
    | ^lib(Qt6Network|Qt6EglF|llama)            # of plugins that are left out: links, and below
    | ^lib(gtk-3|gdk-3|gdk_pixbuf|atk|atspi|pango|cairo|epoxy|fribidi|graphite2|harfbuzz)
    | ^lib(thai|datrie|pixman|jpeg|gio|gmodule|mount|blkid|selinux)
    | ^lib(gssapi|krb5|k5crypto|com_err|keyutils)
    | ^llama_cpp/(lib/(cmake|pkgconfig|libllama-common|libmtmd)|.*\.so\.0\.\d)
    | ^llama_cpp/lib/libggml(-base)?\.so$       # the same bytes under the name that is linked
    | ^llama_cpp/lib/libllama\.so\.0$
    | \.dist-info/(RECORD|INSTALLER|REQUESTED|direct_url\.json)$  # of the place it was built in
    | ^spacy/lang/(?!en(/|$)).+/                # words of other languages
    | \.(pyx|pxd|c|cpp|h|hpp|pyi|a|cmake)$
    """,
    re.VERBOSE,
)

# Wheels whose libraries come with what debuggers read.
STRIPPED = ("blis", "cymem", "murmurhash", "preshed", "spacy", "srsly", "thinc")


def is_kept(name: str) -> bool:
    """Does a file of the collected program go into the package? `name`: its path in there."""
    path = PurePath(name).as_posix()
    plugin = path.partition("/plugins/")[2] if path.startswith("PySide6/") else ""
    if plugin and not plugin.startswith(QT_PLUGINS):
        return False
    return FILES_LEFT_OUT.search(path) is None


def kept(collected: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """PyInstaller's rows (name, source, kind) of what stays, in one order on every machine."""
    return sorted(row for row in collected if is_kept(row[0]))
