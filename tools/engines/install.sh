#!/usr/bin/env bash
# Installs the engines that the tests ask: Suricata 7 (Debian backports) and tshark.
# For Debian 12, as root. Running it again changes nothing.
#
# The mirror is the one this machine already uses: its entry for the release is
# copied with the suite changed to backports, so no address is written down here.
set -euo pipefail

readonly release=bookworm
readonly backports_list=/etc/apt/sources.list.d/sigwright-backports.list
readonly packages=(suricata tshark)

installed() { dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null | grep --quiet '^installed$'; }

if installed suricata && installed tshark; then
  echo "engines: already installed: $(suricata -V), tshark $(dpkg-query --show --showformat='${Version}' tshark)"
  exit 0
fi

if [ "$(id -u)" -ne 0 ]; then
  echo "engines: installing packages needs root: run it again with sudo" >&2
  exit 1
fi
if ! grep --quiet "^VERSION_CODENAME=$release$" /etc/os-release; then
  echo "engines: this script knows Debian 12 ($release) only; install suricata 7 and tshark with your own package manager" >&2
  exit 1
fi

# Where the configured sources say that this release comes from, in either of apt's two formats.
mirror() {
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT) $(CREATED_BY)' |
    awk -v release="$release" '$2 == release && $3 == "main" && $4 == "Packages" { print $1; exit }'
}
signed_by() {
  apt-get indextargets --format '$(REPO_URI) $(SIGNED_BY) $(CREATED_BY)' |
    awk -v uri="$1" '$1 == uri && $NF == "Packages" && NF == 3 { print $2; exit }'
}

uri=$(mirror)
if [ -z "$uri" ]; then
  apt-get update --quiet >/dev/null
  uri=$(mirror)
fi
[ -n "$uri" ] || { echo "engines: no apt source for $release is configured" >&2; exit 1; }
keyring=$(signed_by "$uri")
# The keyring is a path; anything else (an embedded key) is left to apt's trusted keys.
case "$keyring" in /*) options="[signed-by=$keyring] " ;; *) options="" ;; esac

echo "deb ${options}${uri} ${release}-backports main" >"$backports_list"
export DEBIAN_FRONTEND=noninteractive
# A source of someone else's that does not answer must not stop us; a missing package will.
apt-get update --quiet || echo "engines: some apt sources did not answer, going on" >&2
apt-get install --quiet --yes --no-install-recommends --target-release "${release}-backports" suricata
apt-get install --quiet --yes --no-install-recommends tshark
echo "engines: installed $(suricata -V), tshark $(dpkg-query --show --showformat='${Version}' tshark)"
