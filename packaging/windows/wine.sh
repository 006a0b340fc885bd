#!/bin/sh
# Tries the Windows installer under Wine, with a stand-in for the program that writes down how it was called:
#   sh packaging/windows/wine.sh          needs Debian's packages nsis and wine64
# Wine knows no 32-bit programs without its 32-bit half, so the installer is compiled for 64 bits here.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap '"$wine" wineboot --kill >/dev/null 2>&1; rm -rf "$work"' EXIT
export HOME="$work" WINEPREFIX="$work/wine" WINEDEBUG=-all DISPLAY=
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
fail() { echo "wine: FAILED: $*" >&2; exit 1; }
mkdir -p "$work/program/_internal"
echo new >"$work/program/_internal/new.txt"
cat >"$work/stand-in.nsi" <<END
Unicode true
Target amd64-unicode
Name "stand-in"
OutFile "$work/program/support-copilot.exe"
RequestExecutionLevel user
SilentInstall silent
Section
  FileOpen \$0 "C:\\called.txt" a
  FileSeek \$0 0 END
  FileWrite \$0 "\$CMDLINE\$\\n"
  FileClose \$0
  IfFileExists "C:\\window-is-open" 0 +2
    SetErrorLevel 1
SectionEnd
END
makensis -V1 "$work/stand-in.nsi"
makensis -V1 -X"Target amd64-unicode" -DVERSION=0.1.0 -DFOLDER="$work/program" -DOUT="$work" packaging/windows/support-copilot.nsi
setup=$work/support-copilot-0.1.0-setup.exe
"$wine" wineboot --init >/dev/null 2>&1
drive=$WINEPREFIX/drive_c
own="users\\$(id -un)\\AppData\\Local\\Programs\\Support Copilot"
all="Program Files\\Support Copilot"
at() { printf '%s/%s' "$drive" "$1" | tr '\\' /; }
# Without _?= an uninstaller goes on in a copy of itself, and nobody can wait for it.
uninstall() {
  printf '"C:\\%s\\uninstall.exe" /S %s _?=C:\\%s\r\nexit /b %%errorlevel%%\r\n' "$1" "$2" "$1" >"$drive/un.bat"
  "$wine" cmd /c 'C:\un.bat' >/dev/null 2>&1
}
known() { "$wine" reg query "$1\\Software\\Classes\\support-copilot" >/dev/null 2>&1; }

"$wine" "$setup" /S
[ -f "$(at "$own")/support-copilot.exe" ] && known HKCU || fail "not installed for one user"
echo old >"$(at "$own")/_internal/old.txt"
mkdir "$(at "$own")/model-files"
"$wine" "$setup" /S
[ ! -e "$(at "$own")/_internal/old.txt" ] || fail "a file of an earlier version is left"
touch "$drive/window-is-open"
! uninstall "$own" /DeleteData || fail "data that cannot be removed is not told"
[ -f "$(at "$own")/support-copilot.exe" ] && known HKCU || fail "it was removed though its data could not be"
rm "$drive/window-is-open" "$drive/called.txt"
uninstall "$own" "" || fail "it cannot be removed"
[ ! -e "$drive/called.txt" ] || fail "data was removed unasked"
[ ! -e "$(at "$own")/support-copilot.exe" ] && ! known HKCU || fail "something is left"
[ -d "$(at "$own")/model-files" ] || fail "model files beside the program are gone"
echo "wine: for one user: installed, installed over, removed; data kept, and kept whole while a window is open"

"$wine" "$setup" /S
uninstall "$own" /DeleteData || fail "it cannot be removed with its data"
grep -q 'remove-data --all --models --yes' "$drive/called.txt" || fail "data was not removed"
rm "$drive/called.txt"
"$wine" "$setup" /S /AllUsers
[ -f "$(at "$all")/support-copilot.exe" ] && known HKLM || fail "not installed for the machine"
for address in 'support-copilot://ticket/4211' 'support-copilot://ticket/4211" approve "4217'; do
  "$wine" start /wait "$address" >/dev/null 2>&1 || true
done
for _ in $(seq 100); do [ "$(grep -c . "$drive/called.txt" 2>/dev/null)" = 2 ] && break; sleep 0.1; done
sed 's/.*support-copilot.exe" //' "$drive/called.txt" >"$work/links"
printf '%s\n' 'open -- "support-copilot://ticket/4211"' 'open -- "support-copilot://ticket/4211" approve "4217"' |
  diff - "$work/links" || fail "a link starts something else"
uninstall "$all" "" || fail "it cannot be removed from the machine"
[ ! -e "$(at "$all")/support-copilot.exe" ] && ! known HKLM || fail "something is left on the machine"
echo "wine: for the machine: installed, a link starts “open --”, removed"
