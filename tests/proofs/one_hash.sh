#!/usr/bin/env bash
# P6: the same hash of all codings from every build and in every locale; tests/prove calls it.
#
#     tests/proofs/one_hash.sh [--rows N] [--repeats N] [--here]
#
# Builds one_hash with gcc and clang, at -O0 and -O3, on this system and in a Debian 13 of its own (ICU 76, another RE2, glibc and
# compilers; --here leaves it out), and runs each under LC_ALL C, tr_TR and de_DE on the same written sections; each run goes through
# threads, batches and instructions itself. Then N repeats (1,000) under load, and tests/proofs/one_hash.py. Installs clang, locales and
# debootstrap where they are missing; Debian 13 needs root, and a gigabyte and a half below build/. All is kept, so a second run is quick.
set -euo pipefail
cd "$(dirname "$0")/../.."

rows=100 repeats=1000 systems=(here trixie)
while [ $# -gt 0 ]; do
    case "$1" in
        --rows) rows=$2; shift 2 ;;
        --repeats) repeats=$2; shift 2 ;;
        --here) systems=(here); shift ;;
        *) echo "usage: tests/proofs/one_hash.sh [--rows N] [--repeats N] [--here]" >&2; exit 2 ;;
    esac
done

work=$PWD/build/p6
trixie=$work/trixie
mirror=http://deb.debian.org/debian
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo -n"
jobs=${CMAKE_BUILD_PARALLEL_LEVEL:-$(getconf _NPROCESSORS_ONLN)}
mkdir -p "$work"

install_needs() {
    local missing=""
    command -v clang++ >/dev/null || missing+=" clang"
    [ -f /usr/share/i18n/locales/tr_TR ] || missing+=" locales"
    [[ " ${systems[*]} " != *" trixie "* ]] || command -v debootstrap >/dev/null || missing+=" debootstrap"
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null; then
        echo "this proof needs$missing; install them, or run it on Debian or Ubuntu" >&2
        exit 1
    fi
    $as_root apt-get update -q
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
}

make_trixie() {
    [ ! -f "$trixie/made" ] || return 0
    $as_root rm -rf "$trixie"
    $as_root debootstrap --variant=minbase trixie "$trixie" "$mirror"
    $as_root chroot "$trixie" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
        $(sed -n 's/^Debian *apt-get install -y//p' libcode/cmake/native_packages.txt) clang locales
    $as_root touch "$trixie/made"
}

# A command on a system, in a folder that has the sources, the builds and the sections: $1 is the system.
on() {
    local system=$1
    shift
    case "$system" in
        here) (cd "$work" && env LOCPATH="$work/locales-here" "$@") ;;
        trixie) $as_root chroot "$trixie" env -u CMAKE_CXX_COMPILER_LAUNCHER LOCPATH=/p6/locales-trixie "$@" ;;  # what it names may not be there
    esac
}
# The same folder, as that system names it.
folder() { [ "$1" = here ] && echo "$work" || echo /p6; }
# Where its files lie for us.
seen() { [ "$1" = here ] && echo "$work" || echo "$trixie/p6"; }

build() {
    local system=$1 compiler=$2 level=$3 name=$1-$2$3 source=$PWD c=gcc
    [ "$compiler" = g++ ] || c=clang
    if [ "$system" = trixie ]; then
        source=/p6/source
        $as_root mkdir -p "$trixie/p6/source"
        tar c CMakeLists.txt libcode tests | $as_root tar x -C "$trixie/p6/source"
    fi
    echo "building $name"
    on "$system" cmake --fresh -G Ninja -S "$source" -B "$(folder "$system")/$name" -DCMAKE_BUILD_TYPE=None \
        -DCMAKE_C_COMPILER=$c -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_CXX_FLAGS="$level" -DLIBCODE_TESTS=ON >/dev/null
    on "$system" cmake --build "$(folder "$system")/$name" --target one_hash --parallel "$jobs" | tail -n 1
}

make_locales() {
    on "$1" mkdir -p "$(folder "$1")/locales-$1"
    for locale in tr_TR de_DE; do
        [ -d "$(seen "$1")/locales-$1/$locale.UTF-8" ] ||
            on "$1" localedef -i "$locale" -f UTF-8 "$(folder "$1")/locales-$1/$locale.UTF-8"
    done
}

install_needs
for system in "${systems[@]}"; do
    [ "$system" != trixie ] || make_trixie
    make_locales "$system"
    for compiler in g++ clang++; do
        for level in -O3 -O0; do build "$system" "$compiler" "$level"; done
    done
done

failed=0 runs=0
declare -A first  # by kind of hash
# Runs, and compares each hash with the first of its kind.
run() {
    local name=$1 said kind hash
    shift
    if ! said=$("$@"); then
        echo "$name: $said"
        failed=$((failed + 1))
        return
    fi
    runs=$((runs + 1))
    echo "$name: $(tail -n 1 <<<"$said")"
    while read -r kind hash; do
        first[$kind]=${first[$kind]:-$hash}
        [ "$hash" = "${first[$kind]}" ] || { echo "$name: another hash of $kind: $hash"; failed=$((failed + 1)); }
    done < <(grep -E '^(bytes|chars|files) ' <<<"$said")
}

sections=$work/sections
rm -rf "$sections"
run "here g++ -O3, $repeats repeats" on here "$work/here-g++-O3/tests/one_hash" --rows "$rows" --write "$sections" --repeats "$repeats"
for system in "${systems[@]}"; do
    [ "$system" = here ] || { $as_root rm -rf "$trixie/p6/sections" && $as_root cp -r "$sections" "$trixie/p6/sections"; }
    for compiler in g++ clang++; do
        for level in -O3 -O0; do
            for locale in C tr_TR.UTF-8 de_DE.UTF-8; do
                run "$system $compiler $level $locale" on "$system" env LC_ALL="$locale" \
                    "$(folder "$system")/$system-$compiler$level/tests/one_hash" --read "$(folder "$system")/sections"
            done
        done
    done
done
for locale in C tr_TR.UTF-8 de_DE.UTF-8; do
    run "Python $locale" env LC_ALL="$locale" LOCPATH="$work/locales-here" python tests/proofs/one_hash.py "$sections"
done

for kind in bytes chars files; do echo "$kind ${first[$kind]:-none}"; done
echo "one hash: $runs runs, $failed that failed or differ (seed 1, $rows rows of each writing)"
[ "$failed" = 0 ]
