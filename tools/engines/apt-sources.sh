# To be sourced: what the machine's own apt sources say, so that no mirror's address is written down here.
# shellcheck shell=bash

# The release whose entry is the pattern for all others.
readonly release=bookworm

# Where the configured sources say that a suite's main component comes from, in either of apt's two formats.
mirror() {
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT) $(CREATED_BY)' |
    awk -v suite="$1" '$2 == suite && $3 == "main" && $4 == "Packages" && !found { print $1; found = 1 }'
}

# How the release's own entry says that it is to be trusted, as options of a one-line entry. What it does not say, or
# says in a form that fits no line (a key of its own in the entry), is left to apt's trusted keys.
trust_options() {
  local files=()
  mapfile -t files < <(find /etc/apt -maxdepth 2 \( -name '*.sources' -o -name '*.list' \) ! -name 'sigwright-*')
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

# Ends the script where it can't work: on other systems, and for others than root.
require_debian_12_as_root() {
  if ! grep --quiet "^VERSION_CODENAME=$release$" /etc/os-release; then
    echo "engines: this script knows Debian 12 ($release) only; install $1 with your own package manager" >&2
    exit 1
  fi
  if [ "$(id -u)" -ne 0 ]; then
    echo "engines: installing packages needs root: run it again with sudo" >&2
    exit 1
  fi
}
