"""Repacks Pyodide's standard library as compiled files, run by Pyodide itself at build time.

Booting from source spends three quarters of its time compiling; byte code of the same
interpreter boots at once. Left out is what no short program can use in a browser.
"""

import importlib._bootstrap_external as bootstrap
import io
import zipfile

# Graphical toolkits, installers, servers and clients of protocols, this library's own tests.
LEFT_OUT = (
    "curses", "ensurepip", "ftplib", "idlelib", "imaplib", "mailbox", "poplib",
    "pydoc_data", "smtplib", "socketserver", "ssl", "test", "tkinter", "turtle", "turtledemo",
    "venv", "webbrowser", "wsgiref", "xmlrpc",
)  # fmt: skip


def is_wanted(name: str) -> bool:
    return name.endswith(".py") and name.split("/")[0].removesuffix(".py") not in LEFT_OUT


def pack(path: str) -> bytes:
    """The zip file at `path` with its modules compiled, in a fixed order."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(path) as library,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(filter(is_wanted, library.namelist())):
            code = compile(library.read(name), f"{path}/{name}", "exec", dont_inherit=True)
            # A fixed date keeps the file, and so its content-hashed name, the same in every build.
            entry = zipfile.ZipInfo(name + "c", (2020, 1, 1, 0, 0, 0))
            data = bootstrap._code_to_timestamp_pyc(code)
            target.writestr(entry, data, zipfile.ZIP_DEFLATED, compresslevel=9)
    return packed.getvalue()
