#!/bin/sh
# deb.sh PROGRAM [FOLDER]
#
# Packs a built program as a Debian package in FOLDER (.build/deb), with what `make install` installs, and looks at it
# with lintian where that is there. What it depends on is computed from the program (dpkg-shlibdeps); what is recommended
# is written by hand in Packaging/debian/control, since libraries that are loaded at their first use name themselves
# nowhere (Documentation/Dependencies.md). The maintainer is who packs it: DEBFULLNAME and DEBEMAIL, as for Debian's tools.
set -eu
case $1 in /*) program=$1 ;; *) program=$PWD/$1 ;; esac
cd "$(dirname "$0")/.."
folder=${2:-.build/deb}
[ -x "$program" ] || { echo "deb: there is no $program: run make release first" >&2; exit 3; }
for tool in dpkg-deb dpkg-shlibdeps; do
  command -v $tool >/dev/null || { echo "deb: there is no $tool (on Debian: apt-get install dpkg-dev)" >&2; exit 3; }
done

umask 022
SOURCE_DATE_EPOCH=$(Scripts/sources.sh time)
export SOURCE_DATE_EPOCH
version=$("$program" --version | sed -n '1s/.* //p')
architecture=$(dpkg --print-architecture)
maintainer="${DEBFULLNAME:-Whoever packed it} <${DEBEMAIL:-nobody@pledgebook.invalid}>"
root=$folder/pledgebook
rm -rf "$root"
mkdir -p "$root/DEBIAN"

DESTDIR=$(cd "$root" && pwd) PREFIX=/usr ZSH_COMPLETIONS=/usr/share/zsh/vendor-completions Scripts/install.sh "$program"
doc=$root/usr/share/doc/pledgebook
install -m 644 Packaging/debian/copyright "$doc/copyright"
python3 -I -S Scripts/sbom.py "$program" >"$folder/pledgebook.spdx.json"
install -m 644 "$folder/pledgebook.spdx.json" "$doc/pledgebook.spdx.json"
{ # deb-changelog(5)
  printf 'pledgebook (%s) unstable; urgency=medium\n\n' "$version"
  printf '  * What each version brought is in CHANGELOG.md beside this file.\n\n'
  printf ' -- %s  %s\n' "$maintainer" "$(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")"
} | gzip -9n >"$doc/changelog.gz"
gzip -9n "$root"/usr/share/man/man1/*.1
# gzip keeps the mode of what it packs.
chmod 644 "$root"/usr/share/man/man1/*.gz "$doc/changelog.gz"

# dpkg-shlibdeps wants a source package's control file, and says "dependency: libc6 (>= 2.36), …".
mkdir -p "$folder/shlibs/debian"
printf 'Source: pledgebook\n\nPackage: pledgebook\nArchitecture: any\n' >"$folder/shlibs/debian/control"
depends=$(cd "$folder/shlibs" && dpkg-shlibdeps -O "$program" 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
[ -n "$depends" ] || { echo "deb: dpkg-shlibdeps finds no libraries" >&2; exit 3; }
rm -rf "$folder/shlibs"

size=$(du -sk --apparent-size --exclude=DEBIAN "$root" | cut -f 1)
sed -e "s|@version@|$version|" -e "s|@architecture@|$architecture|" -e "s|@maintainer@|$maintainer|" \
  -e "s|@size@|$size|" -e "s|@depends@|$depends|" Packaging/debian/control >"$root/DEBIAN/control"
install -m 755 Packaging/debian/postinst "$root/DEBIAN/postinst"
(cd "$root" && find usr -type f -print | LC_ALL=C sort | xargs -d '\n' md5sum) >"$root/DEBIAN/md5sums"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

package=$folder/pledgebook_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zxz --build "$root" "$package" >/dev/null
rm -rf "$root"
if command -v lintian >/dev/null; then
  lintian --allow-root --fail-on error "$package"
else
  echo "deb: lintian is not there: nothing looked at the package" >&2
fi
sha256sum "$package"
