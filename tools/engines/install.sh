#!/usr/bin/env bash
# Installs the engines that the tests ask: Suricata 7 (Debian backports), YARA 4.2 and tshark (Debian itself). YARA-X is
# a package of npm. Suricata 8 comes beside it, see suricata-8.sh.
# For Debian 12, as root. Running it again changes nothing.
#
# The mirror is the one this machine already uses: its entry for the release is
# copied with the suite changed to backports, so no address is written down here.
set -euo pipefail
export LC_ALL=C
here=$(dirname "${BASH_SOURCE[0]}")
readonly here
# shellcheck source=apt-sources.sh
source "$here/apt-sources.sh"

readonly backports=$release-backports
readonly backports_list=/etc/apt/sources.list.d/sigwright-backports.list

# Major version of the Suricata on the path, however it came there; nothing when there is none.
suricata_major() { suricata -V 2>/dev/null | sed -n 's/.*Suricata version \([0-9]*\)\..*/\1/p'; }

# The verdicts that YARA rules are checked against are those of 4.2; other releases differ.
has_yara() { case "$(yarac --version 2>/dev/null)" in 4.2.*) command -v yara >/dev/null ;; *) false ;; esac; }

# Debian 12 itself has Suricata 6, which is too old.
complete() { [ "$(suricata_major)" -ge 7 ] 2>/dev/null && has_yara && command -v tshark >/dev/null; }

describe() { echo "$(suricata -V | sed -n 's/^This is //p'), YARA $(yarac --version 2>/dev/null), $(tshark --version 2>/dev/null | head -n 1)"; }

if complete; then
  echo "engines: already installed: $(describe)"
  exec "$here/suricata-8.sh"
fi
require_debian_12_as_root "suricata 7, yara 4.2 and tshark"

# A source of someone else's that does not answer must not stop us; a missing package will.
update() { apt-get update --quiet || echo "engines: some apt sources did not answer, going on" >&2; }

if [ -z "$(mirror "$backports")" ]; then
  uri=$(mirror "$release")
  if [ -z "$uri" ]; then
    update
    uri=$(mirror "$release")
  fi
  [ -n "$uri" ] || { echo "engines: no apt source for $release is configured" >&2; exit 1; }
  echo "deb $(trust_options)$uri $backports main" >"$backports_list"
fi
update
export DEBIAN_FRONTEND=noninteractive
apt-get install --quiet --yes --no-install-recommends --target-release "$backports" suricata
apt-get install --quiet --yes --no-install-recommends tshark yara
complete || { echo "engines: installed, but $(describe) is not what is needed" >&2; exit 1; }
echo "engines: installed $(describe)"
exec "$here/suricata-8.sh"
