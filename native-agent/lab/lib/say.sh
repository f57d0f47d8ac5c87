# shellcheck shell=bash
# What the lab says, it says on stderr: stdout belongs to the commands run in dom0.

say() {
    echo "lab: $*" >&2
}

die() {
    say "$*"
    exit 1
}

# seconds_since START: START as EPOCHREALTIME gave it
seconds_since() {
    local micros=$((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}))
    printf '%d.%d s' $((micros / 1000000)) $((micros / 100000 % 10))
}
