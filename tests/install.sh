#!/usr/bin/env bash
# Installs what the tests need and this machine lacks, through the system's package manager; otherwise says what is missing.
set -euo pipefail

missing=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql)
command -v openssl >/dev/null || missing+=(openssl)

# Tests of office files and scans need these, and say that they were left out where they are not. The first is 100 MB to fetch.
wanted=()
has() { compgen -G "$1" >/dev/null; }
has '/usr/lib/libreoffice/program/soffice.bin' || has '/opt/libreoffice*/program/soffice.bin' ||
  wanted+=(libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui fonts-liberation2 fonts-crosextra-carlito fonts-noto-core)
has '/usr/share/tesseract-ocr/*/tessdata/vie.traineddata' || has '/usr/share/tessdata/vie.traineddata' || wanted+=(tesseract-ocr tesseract-ocr-vie)
# The nearest thing to an iPad's browser: WebKitGTK under a screen of its own.
command -v WebKitWebDriver >/dev/null || wanted+=(webkit2gtk-driver)
command -v Xvfb >/dev/null || wanted+=(xvfb)
# A voice for reading aloud: a browser speaks by these into a file (9 MB).
[ -x /usr/bin/speech-dispatcher ] && [ -x /usr/lib/speech-dispatcher-modules/sd_espeak-ng ] || wanted+=(speech-dispatcher speech-dispatcher-espeak-ng)
# A disk that does not keep what it took is played by strace (make faults).
[ "$(uname)" != Linux ] || command -v strace >/dev/null || wanted+=(strace)
[ ${#missing[@]} -gt 0 ] || [ ${#wanted[@]} -gt 0 ] || exit 0

sudo=()
[ "$(id -u)" = 0 ] || sudo=(sudo -n)
if command -v apt-get >/dev/null && "${sudo[@]}" true 2>/dev/null; then
  echo "Installing ${missing[*]} ${wanted[*]}"
  "${sudo[@]}" apt-get update -qq
  install() { DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
  [ ${#missing[@]} -eq 0 ] || install "${missing[@]}"
  [ ${#wanted[@]} -eq 0 ] || install "${wanted[@]}" || echo "Not installed: ${wanted[*]}. Tests that need them are left out." >&2
elif [ ${#missing[@]} -eq 0 ]; then
  echo "Not installed: ${wanted[*]}. Tests that need them are left out." >&2
else
  echo "Missing: ${missing[*]}. Install them with this system's package manager and run the tests again." >&2
  exit 1
fi
