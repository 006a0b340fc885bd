#!/bin/sh
# The disk image for macOS out of “Support Copilot.app”. Run on macOS after packaging/build.py:
#   sh packaging/macos/dmg.sh [APP] [INTO]
# Signed and notarised where these are set; without them the image is unsigned, and says so:
#   SIGN_AS         name of a “Developer ID Application” certificate in the keychain
#   NOTARY_PROFILE  what `xcrun notarytool store-credentials` was told to call it
set -eu
cd "$(dirname "$0")/../.."
app=${1:-"build/package/collected/Support Copilot.app"}
into=${2:-dist}
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' copilot/__init__.py)
image="$into/support-copilot-$version-macos-$(uname -m).dmg"
mkdir -p "$into"

if [ -n "${SIGN_AS:-}" ]; then
  # From the inside out: every library first, the program last.
  find "$app" \( -name '*.dylib' -o -name '*.so' \) -type f -exec \
    codesign --force --timestamp --options runtime --sign "$SIGN_AS" {} +
  codesign --force --timestamp --options runtime \
    --entitlements packaging/macos/entitlements.plist --sign "$SIGN_AS" "$app"
  codesign --verify --deep --strict "$app"
else
  echo "not signed: SIGN_AS names no certificate" >&2
fi

staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT
cp -R "$app" "$staging/"
ln -s /Applications "$staging/Applications"
hdiutil create -volname "Support Copilot $version" -srcfolder "$staging" -format ULMO -ov "$image"

if [ -n "${SIGN_AS:-}" ]; then
  codesign --timestamp --sign "$SIGN_AS" "$image"
fi
if [ -n "${NOTARY_PROFILE:-}" ]; then
  xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
  xcrun stapler staple "$image"
  spctl --assess --type open --context context:primary-signature "$image"
fi
echo "$image"
