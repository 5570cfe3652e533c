#!/usr/bin/env bash
# Puts Suricata 8 beside the installed Suricata 7, as `suricata-8`: the package of Debian 13's backports and the
# libraries it is linked with, all in one folder, run by the loader that comes with them.
# For Debian 12, as root. Running it again changes nothing.
#
# apt gets a state of its own for it, which is removed afterwards: no source is added to the system, and nothing of
# Debian 13 becomes a candidate for its packages.
set -euo pipefail
export LC_ALL=C
# shellcheck source=apt-sources.sh
source "$(dirname "${BASH_SOURCE[0]}")/apt-sources.sh"

readonly next_release=trixie
# Below a folder that runs of the engine may read (see `suricata-run.ts`): it has data to load there.
readonly prefix=/usr/lib/sigwright/suricata-8
readonly program=/usr/local/bin/suricata-8

version() { "$program" -V 2>/dev/null | sed -n 's/^This is \(Suricata version [0-9.]*\).*/\1/p'; }
complete() { case "$(version)" in 'Suricata version 8.'*) ;; *) false ;; esac; }
give_up() {
  echo "engines: $1" >&2
  exit 1
}

if complete; then
  echo "engines: already installed: suricata-8, $(version)"
  exit 0
fi
require_debian_12_as_root "suricata 8 as suricata-8"
uri=$(mirror "$release")
[ -n "$uri" ] || give_up "no apt source for $release is configured, so there is no mirror to ask for $next_release"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# apt fetches as a user without rights.
chmod 755 "$work"
mkdir -p "$work"/{lists/partial,cache/archives/partial,none,debs,root}
touch "$work/status"
trust=$(trust_options)
printf 'deb %s%s %s main\n' "$trust" "$uri" "$next_release" "$trust" "$uri" "$next_release-backports" >"$work/sources.list"

private_apt() {
  apt-get --quiet --target-release "$next_release-backports" \
    -o "Dir::State=$work" -o "Dir::State::lists=$work/lists" -o "Dir::State::status=$work/status" \
    -o "Dir::Cache=$work/cache" -o "Dir::Etc::sourcelist=$work/sources.list" -o "Dir::Etc::sourceparts=$work/none" \
    -o "Dir::Etc::preferences=$work/none" -o "Dir::Etc::preferencesparts=$work/none" \
    -o Acquire::Languages=none -o APT::Update::Error-Mode=any "$@"
}

private_apt update || give_up "$uri does not give $next_release and $next_release-backports, which Suricata 8 comes from"
# What it would install on an empty system. The rest is for its scripts and for installing itself.
mapfile -t packages < <(
  private_apt install --simulate --no-install-recommends suricata |
    awk '$1 == "Inst" && ($2 == "suricata" || $2 ~ /^lib/ && $2 !~ /^libpython/) { print $2 }'
)
[ "${#packages[@]}" -gt 0 ] || give_up "$uri has no suricata that can be installed from $next_release-backports"
(cd "$work/debs" && chmod 777 . && private_apt --quiet=2 download "${packages[@]}")
for package in "$work"/debs/*.deb; do dpkg-deb --extract "$package" "$work/root"; done
rm -rf "$work/root/usr/share/doc" "$work/root/usr/share/man"

loader=$(cd "$work/root" && find usr/lib -name 'ld-linux*.so.*' | head -n 1)
[ -n "$loader" ] || give_up "the libraries of $next_release come without a loader"
# libmagic's data have a version, and those of the system another.
cat >"$work/root/suricata-8" <<WRAPPER
#!/bin/sh
MAGIC=$prefix/usr/lib/file/magic.mgc
export MAGIC
exec $prefix/$loader --library-path $prefix/$(dirname "$loader") $prefix/usr/bin/suricata "\$@"
WRAPPER
chmod 755 "$work/root" "$work/root/suricata-8"

rm -rf "$prefix"
mkdir -p "$(dirname "$prefix")" "$(dirname "$program")"
mv "$work/root" "$prefix"
ln -sf "$prefix/suricata-8" "$program"
complete || give_up "unpacked to $prefix, but it does not run: $("$program" -V 2>&1 | head -n 3)"
echo "engines: installed suricata-8, $(version): ${#packages[@]} packages, $(du -cm "$work"/debs/*.deb | tail -n 1 | cut -f 1) MB"
