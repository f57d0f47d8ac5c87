# shellcheck shell=bash
# What goes into dom0, and the tests that run there.

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

# run_tests DIRECTORY: leaves the machine as it found it, running or not
run_tests() {
    local directory=${1:-$lab/tests/reference} status=0
    [ -x "$directory/run-in-dom0" ] || die "$directory has no executable run-in-dom0"
    if ! machine_runs; then
        trap 'locked down' EXIT
        locked up
    fi
    use_running_image

    push "$directory"
    local results=$lab/target/$version
    rm -rf "$results"
    mkdir -p "$results"
    in_dom0 'rm -rf /lab/results; mkdir /lab/results; cd /lab/payload && exec lab/run-and-check ./run-in-dom0' |
        tee "$results/output.txt" || status=${PIPESTATUS[0]}
    pull_tree /lab/results "$results"
    cp "$run/console.log" "$results/console.log"

    if ! grep -qE '^[0-9]+ passed, 0 failed$' <(tail -n 1 "$results/output.txt") && [ "$status" = 0 ]; then
        say "the last line is not 'N passed, 0 failed': $(tail -n 1 "$results/output.txt")"
        status=1
    fi
    return "$status"
}
