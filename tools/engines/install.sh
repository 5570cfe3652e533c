#!/usr/bin/env bash
# Installs the engines that the tests ask: Suricata 7 (Debian backports), YARA 4.2 and tshark (Debian itself). YARA-X is
# a package of npm.
# For Debian 12, as root. Running it again changes nothing.
#
# The mirror is the one this machine already uses: its entry for the release is
# copied with the suite changed to backports, so no address is written down here.
set -euo pipefail
export LC_ALL=C

readonly release=bookworm
readonly backports=$release-backports
readonly backports_list=/etc/apt/sources.list.d/sigwright-backports.list

# Major version of the Suricata on the path, however it came there; nothing when there is none.
suricata_major() { suricata -V 2>/dev/null | sed -n 's/.*Suricata version \([0-9]*\)\..*/\1/p'; }

# The verdicts that YARA rules are checked against are those of 4.2; other releases differ.
has_yara() { case "$(yarac --version 2>/dev/null)" in 4.2.*) command -v yara >/dev/null ;; *) false ;; esac; }

# Debian 12 itself has Suricata 6, which is too old.
complete() { [ "$(suricata_major)" -ge 7 ] 2>/dev/null && has_yara && command -v tshark >/dev/null; }

describe() { echo "$(suricata -V | sed -n 's/^This is //p'), YARA $(yarac --version 2>/dev/null), $(tshark --version 2>/dev/null | head -n 1)"; }

# Where the configured sources say that a suite's main component comes from, in either of apt's two formats.
mirror() {
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT) $(CREATED_BY)' |
    awk -v suite="$1" '$2 == suite && $3 == "main" && $4 == "Packages" && !found { print $1; found = 1 }'
}

# How the release's own entry says that it is to be trusted, as options of a one-line entry. What it does not say, or
# says in a form that fits no line (a key of its own in the entry), is left to apt's trusted keys.
trust_options() {
  local files=()
  mapfile -t files < <(find /etc/apt -maxdepth 2 \( -name '*.sources' -o -name '*.list' \) ! -path "$backports_list")
  [ "${#files[@]}" -gt 0 ] || return 0
  awk -v suite="$release" '
    function finish() {
      if (suites ~ ("(^| )" suite "( |$)") && !found && (key != "" || trusted != "")) {
        print "[" key (key != "" && trusted != "" ? " " : "") trusted "] "
        found = 1
      }
      suites = key = trusted = ""
    }
    FNR == 1 || /^[ \t]*$/ { finish() }
    /^Suites:/ { suites = $0; sub(/^Suites:[ \t]*/, "", suites); gsub(/[ \t]+/, " ", suites) }
    /^Signed-By:[ \t]*\// { key = "signed-by=" $2 }
    /^Trusted:[ \t]*yes/ { trusted = "trusted=yes" }
    /^deb[ \t]+\[/ && !found {
      options = $0; sub(/^deb[ \t]+\[[ \t]*/, "", options); sub(/[ \t]*\].*/, "", options)
      rest = $0; sub(/^[^]]*\][ \t]*/, "", rest); split(rest, words, /[ \t]+/)
      if (words[2] == suite && options != "") { print "[" options "] "; found = 1 }
    }
    END { finish() }
  ' "${files[@]}"
}

if complete; then
  echo "engines: already installed: $(describe)"
  exit 0
fi
if ! grep --quiet "^VERSION_CODENAME=$release$" /etc/os-release; then
  echo "engines: this script knows Debian 12 ($release) only; install suricata 7, yara 4.2 and tshark with your own package manager" >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "engines: installing packages needs root: run it again with sudo" >&2
  exit 1
fi

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
