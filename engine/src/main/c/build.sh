#!/bin/sh
# Compiles every *.c beside this script into one program: build.sh OUTFILE
#
# The stage is best linked statically with musl (34 kB, shares no page with the host's libc), but glibc, static or
# not, must do as well: the first compiler of that order that can link anything is taken. $CC replaces the order.
set -eu

out=$1
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
warnings='-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Werror'
flags="-std=c17 -Os $warnings -D_GNU_SOURCE"

up_to_date() {
    [ -x "$out" ] || return 1
    for source in "$here" "$here"/*; do
        if [ "$source" -nt "$out" ]; then return 1; fi
    done
}

can_link() {
    command -v "$1" >/dev/null 2>&1 || return 1
    echo 'int main(void) { return 0; }' | "$@" -x c - -o "$work/probe" >/dev/null 2>&1
}

choose_compiler() {
    if [ -n "${CC:-}" ]; then
        # shellcheck disable=SC2086 # CC may hold options
        for static in -static ''; do
            if can_link $CC $static; then compiler="$CC $static"; return; fi
        done
        echo "cleat: the C compiler '$CC' (from \$CC) cannot link a program" >&2
        exit 1
    fi
    for candidate in 'musl-gcc -static' 'gcc -static' gcc; do
        # shellcheck disable=SC2086
        if can_link $candidate; then compiler=$candidate; return; fi
    done
    echo 'cleat: no working C compiler found; install Debian package musl-tools (or gcc with libc6-dev)' >&2
    exit 1
}

# musl's headers come without the kernel's; glibc's must not be seen beside them, so only these three are linked.
kernel_headers() {
    mkdir "$work/kernel"
    ln -s /usr/include/linux /usr/include/asm-generic "$work/kernel/"
    for asm in /usr/include/"$(uname -m)"-linux-gnu*/asm /usr/include/asm; do
        if [ -d "$asm" ]; then ln -s "$asm" "$work/kernel/asm"; return; fi
    done
}

if up_to_date; then exit 0; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
choose_compiler
case $compiler in
*musl*) kernel_headers; flags="$flags -isystem $work/kernel" ;;
esac

mkdir -p "$(dirname -- "$out")"
# shellcheck disable=SC2086
$compiler $flags -o "$out.new" "$here"/*.c
mv -f "$out.new" "$out"
