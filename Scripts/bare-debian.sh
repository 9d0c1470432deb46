#!/bin/sh
# bare-debian.sh [OPTION...] [demo|test]
# bare-debian.sh [OPTION...] package FILE.deb
#
# Proves that the README is enough: bootstraps a minimal Debian 12 for each of two people, one who has sudo and root
# itself, and in it does what the README says, to the letter and nothing else: its packages, a toolchain, a fresh clone,
# and `make demo` (or `make test`). Prints what it took. By hand or weekly, as root; it needs debootstrap, a few
# gigabytes and a quarter of an hour.
#
# With `package` it installs a Debian package that `make deb` made, in a system that has nothing else: as apt does it by
# itself, and without what is only recommended. It runs the program there and removes it again. A minute or two.
#
#   --mirror URL         where Debian's packages come from; without it, where this machine's apt has them from
#   --toolchain FOLDER   a toolchain of this machine, the folder that holds usr/bin/swift, lent to the bootstrap; without
#                        it the archive for Debian 12 is fetched from swift.org
#   --certificates FILE  a bundle of certificates to trust, where the way out leads through a proxy of one's own
#   --only user|root     one of the two
#   --folder FOLDER      where to work: a new folder in it, gone at the end; /var/tmp
#   --keep               leave the folder
#
# Everything is mounted in a mount namespace, and runs in a process namespace, of its own: both end with the command, so
# that nothing is left mounted or running, and what is removed afterwards is a plain folder.
set -eu

say() { printf 'bare: %s\n' "$*" >&2; }
stop() { say "$@"; exit 1; }

# --- Inside the namespaces: one command in one bootstrap ------------------------------------------------------------

if [ "${1:-}" = --inside ]; then # SYSTEM TOOLCHAIN COMMAND
  system=$2 toolchain=$3
  mount -t proc proc "$system/proc"
  mount --rbind /dev "$system/dev"
  if [ -n "$toolchain" ]; then
    mkdir -p "$system/opt/swift"
    mount --bind "$toolchain" "$system/opt/swift"
    mount -o remount,bind,ro "$system/opt/swift"
  fi
  exec chroot "$system" env -i TERM=dumb HOME=/root LC_ALL=C.UTF-8 \
    PATH=/opt/swift/usr/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin sh -c "$4" </dev/null
fi

mirror='' toolchain='' certificates='' only='user root' place=/var/tmp keep=false target=demo package=''
while [ $# -gt 0 ]; do
  case $1 in
    --mirror) mirror=$2; shift ;;
    --toolchain) toolchain=$2; shift ;;
    --certificates) certificates=$2; shift ;;
    --only) only=$2; shift ;;
    --folder) place=$2; shift ;;
    --keep) keep=true ;;
    demo | test) target=$1 ;;
    package) target=package package=$2; shift ;;
    *) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0" >&2; exit 2 ;;
  esac
  shift
done

[ "$(id -u)" -eq 0 ] || stop "only root can bootstrap a system"
command -v debootstrap >/dev/null || stop "there is no debootstrap (on Debian: apt-get install debootstrap)"
[ "$target" != package ] || [ -f "$package" ] || stop "there is no $package: run make deb first"
[ -z "$toolchain" ] || [ -x "$toolchain/usr/bin/swift" ] || stop "there is no usr/bin/swift in $toolchain"
project=$(cd "$(dirname "$0")/.." && pwd)
suite=bookworm

# What the README tells whoever has nothing yet: the commands that begin with sudo, in their order.
commands=$(sed -n 's/^    sudo \(apt-get .*\)$/\1/p' "$project/README.md")
[ -n "$commands" ] || stop "README.md names no packages"

# The sources of this machine's apt, security updates among them, as lines of sources.list.
sources=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null \
  | awk -v suite="$suite" '$2 == suite || index($2, suite "-") == 1 { print "deb", $1, $2, $3 }' | sort -u)
if [ -n "$mirror" ]; then
  sources="deb $mirror $suite main"
else
  mirror=$(echo "$sources" | awk -v suite="$suite" '$3 == suite { print $2; exit }')
  [ -n "$mirror" ] || stop "this machine's apt has no source of $suite: name one with --mirror"
fi

folder=$(mktemp -d "$place/bare-debian.XXXXXX")
remove() { # FOLDER
  # Never below a mount point, whatever went wrong.
  if grep -q " $1/" /proc/self/mountinfo; then say "something is mounted below $1, which is left"; return; fi
  rm -rf --one-file-system "$1"
}
clean() {
  if $keep; then say "left: $folder"; else remove "$folder"; fi
}
trap clean EXIT
trap 'exit 130' INT TERM

inside() { # SYSTEM COMMAND
  unshare --mount --propagation private --pid --fork --kill-child -- "$0" --inside "$1" "$toolchain" "$2"
}
seconds() { date +%s; }
size() { du -smx "$1" | cut -f 1; }

# --- The bootstrap, and what any system has: a name server, an administrator's settings for apt ----------------------

began=$(seconds)
debootstrap --variant=minbase "$suite" "$folder/base" "$mirror" >"$folder/debootstrap.log" 2>&1 \
  || { tail -5 "$folder/debootstrap.log" >&2; stop "the bootstrap failed"; }
echo "$sources" >"$folder/base/etc/apt/sources.list"
apt-config dump | grep -E '^Acquire::(http|https|Check)' >"$folder/base/etc/apt/apt.conf.d/90machine" || true
# Nobody is there to answer; what a person would see is a question whether to go on.
echo 'APT::Get::Assume-Yes "true";' >"$folder/base/etc/apt/apt.conf.d/91nobody-there"
cat /etc/resolv.conf >"$folder/base/etc/resolv.conf"
echo "127.0.0.1 localhost $(uname -n)" >"$folder/base/etc/hosts"
inside "$folder/base" 'echo "debconf debconf/frontend select Noninteractive" | debconf-set-selections'
if [ -n "$certificates" ]; then
  mkdir -p "$folder/base/etc/ssl/certs"
  cat "$certificates" >"$folder/base/etc/ssl/lent.crt"
fi
if [ "$target" = package ]; then
  cp "$package" "$folder/base/srv/pledgebook.deb"
else
  git -C "$project" bundle create -q "$folder/base/srv/pledgebook.bundle" HEAD
fi
say "Debian $suite bootstrapped: $(($(seconds) - began)) s, $(size "$folder/base") MB"

# --- A package, in two systems -------------------------------------------------------------------------------------------

# One command in the system of a package; what it says goes into the log, and the last of it is shown when it fails.
packaged() { # WHAT SYSTEM COMMAND
  inside "$2" "$3" >>"$folder/package.log" 2>&1 || { tail -n 12 "$folder/package.log" >&2; stop "$1 failed"; }
}

install_package() { # NAME APT-OPTION
  system=$folder/$1
  cp -a "$folder/base" "$system"
  before=$(size "$system")
  packaged "$1: installing" "$system" "apt-get update && apt-get install $2 /srv/pledgebook.deb"
  say "$1: installed, $(($(size "$system") - before)) MB more"
  packaged "$1: the version" "$system" "cd / && pledgebook --version"
  packaged "$1: the user of the units" "$system" "! command -v systemd-sysusers >/dev/null || getent passwd pledgebook"
  packaged "$1: the files" "$system" "dpkg --verify pledgebook && test -s /usr/lib/systemd/system/pledgebook-witness.service \
    && test -s /usr/share/bash-completion/completions/pledgebook"
  # As nobody in particular: the tour keeps its ledgers in a folder of its own.
  packaged "$1: the tour" "$system" "su -s /bin/sh nobody -c 'cd /tmp && pledgebook demo --out tour' >/tmp/story \
    && pledgebook verify --ledger /tmp/tour/lantern.db"
  if [ "$1" = recommended ]; then
    packaged "$1: a witness" "$system" "grep -q 'witnessed' /tmp/story"
  else
    packaged "$1: saying which package it lacks" "$system" "grep -q 'libmicrohttpd' /tmp/story"
  fi
  packaged "$1: removing" "$system" "apt-get purge pledgebook && ! test -e /usr/bin/pledgebook && ! test -e /usr/share/doc/pledgebook"
  say "$1: runs, and is gone again without a trace"
  $keep || remove "$system"
}

if [ "$target" = package ]; then
  install_package recommended ''
  install_package bare --no-install-recommends
  exit 0
fi

# The tools that fetch and unpack are no part of what is proved; the toolchain's own needs are.
fetch_toolchain() { # SYSTEM
  version=6.3.1
  inside "$1" "apt-get update -qq && apt-get install -qq --no-install-recommends curl ca-certificates >/dev/null \
    && mkdir -p /opt/swift && curl -fsSL \
      https://download.swift.org/swift-$version-release/debian12/swift-$version-RELEASE/swift-$version-RELEASE-debian12.tar.gz \
      | tar -xzf - --strip-components 1 -C /opt/swift"
}

# --- What the README says, for each of the two ------------------------------------------------------------------------

attempt() { # user|root
  system=$folder/$1
  cp -a "$folder/base" "$system"
  [ -n "$toolchain" ] || fetch_toolchain "$system" || stop "the toolchain could not be fetched: name one with --toolchain"
  if [ "$1" = user ]; then
    home=/home/keeper as='su keeper -c' sudo='sudo '
    inside "$system" '(apt-get update && apt-get install sudo) >/dev/null 2>&1 && useradd --create-home keeper \
      && echo "keeper ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/keeper'
  else
    home=/root as='sh -c' sudo=''
  fi
  trust=''
  [ -z "$certificates" ] || trust='export PIP_CERT=/etc/ssl/lent.crt; '

  # A toolchain that lacks its own packages is told apart from one that is too old, and from none.
  inside "$system" "cd $home && (apt-get update && apt-get install --no-install-recommends git make) >/dev/null 2>&1 \
    && git clone -q /srv/pledgebook.bundle early && cd early && make build" >"$folder/$1-early.log" 2>&1 || true
  grep -q 'setup: .*toolchain is there and does not work' "$folder/$1-early.log" \
    || { cat "$folder/$1-early.log" >&2; stop "$1: setup.sh does not say that the toolchain lacks its packages"; }

  began=$(seconds)
  echo "$commands" | while read -r command; do
    inside "$system" "cd $home && $as '$sudo$command'" >>"$folder/$1-packages.log" 2>&1 || exit 1
  done || { tail -5 "$folder/$1-packages.log" >&2; stop "$1: the README's packages could not be installed"; }
  say "$1: the README's packages: $(($(seconds) - began)) s, now $(size "$system") MB"

  began=$(seconds)
  status=0
  inside "$system" "cd $home && rm -rf early && $as '${trust}export PATH=$swift_path:\$PATH; \
    git clone -q /srv/pledgebook.bundle pledgebook && cd pledgebook && make $target'" >"$folder/$1-$target.log" 2>&1 \
    || status=$?
  say "$1: make $target: status $status, $(($(seconds) - began)) s, now $(size "$system") MB"
  tail -n 3 "$folder/$1-$target.log" | sed "s/^/bare: $1: | /" >&2
  [ "$status" -eq 0 ] || { cp "$folder/$1-$target.log" "$place/bare-debian-$1-$target.log"
    say "$1: all that it said: $place/bare-debian-$1-$target.log"; }
  $keep || remove "$system"
  return "$status"
}

swift_path=/opt/swift/usr/bin
failed=''
for who in $only; do attempt "$who" || failed="$failed $who"; done
[ -z "$failed" ] || stop "make $target failed for:$failed"
say "make $target works for: $only"
