"""A profile of the macOS sandbox: no network, no commands, no files but temporary ones.

Never run by us. sandbox_init has been marked as deprecated for years and is what OpenSSH and
browsers use; the language of the profile is that of /System/Library/Sandbox/Profiles.
"""

from __future__ import annotations

import ctypes
import errno
import tempfile
from pathlib import Path

# Names are looked up, and downloads made, by services of the system on a program's behalf.
PROFILE = """(version 1)
(allow default)
(deny network*)
(deny system-socket)
(deny process-fork)
(deny process-exec*)
(deny mach-priv-task-port)
(deny appleevent-send)
(deny mach-lookup
  (global-name "com.apple.dnssd.service")
  (global-name "com.apple.networkd")
  (global-name "com.apple.nsurlsessiond")
  (global-name "com.apple.SystemConfiguration.DNSConfiguration")
  (global-name "com.apple.SecurityServer")
  (global-name "com.apple.securityd.xpc"))
(deny file-write*)
(allow file-write* (literal "/dev/null") (literal "/dev/dtracehelper") (subpath "{temporary}"))
"""


def profile(temporary: Path) -> bytes:
    """Libraries unpack into files of the temporary folder, which each user has apart."""
    place = str(temporary.resolve()).replace("\\", "\\\\").replace('"', '\\"')
    return PROFILE.replace("{temporary}", place).encode()


def enter() -> None:
    """For this process and all it starts, for good. Raises OSError with what the system said."""
    library = ctypes.CDLL("libsandbox.dylib")
    said = ctypes.c_char_p()
    text = profile(Path(tempfile.gettempdir()))
    whole_profile = ctypes.c_uint64(0)  # 1: the name of one that the system has
    if library.sandbox_init(text, whole_profile, ctypes.byref(said)) != 0:
        raise OSError(errno.EPERM, (said.value or b"no reason was given").decode())
