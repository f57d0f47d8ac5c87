# shellcheck shell=bash
# What goes into dom0.

# make_programs DIRECTORY: guests and reference programs, for the selected version's dom0
make_programs() {
    make --no-print-directory -s -C "$lab/guests" OUT="$1" INCLUDE="$image/sysroot/usr/include" >&2
    make --no-print-directory -s -C "$lab/reference" OUT="$1" SYSROOT="$image/sysroot" >&2
}

# push DIRECTORY: to /lab/payload, and beside its files lab/ with our guests, programs and dom0's vocabulary
push() {
    [ -d "$1" ] || die "$1 is no directory"
    local staging=$run/staging
    rm -rf "$staging"
    mkdir -p "$staging"
    cp -a "$1/." "$staging/"
    mkdir -p "$staging/lab"
    cp -a "$lab/dom0/." "$staging/lab/"
    make_programs "$staging/lab"
    push_tree "$staging"
    rm -rf "$staging"
}
