# shellcheck shell=bash
# The lab's tests: steps on the cluster, on the API server for custom resources, or both. Each is a file in tests/.

# shellcheck source=words.sh
source "$lab/lib/words.sh"
# shellcheck source=../tests/stories.sh
source "$lab/tests/stories.sh"
# shellcheck source=../tests/crds.sh
source "$lab/tests/crds.sh"
# shellcheck source=../tests/install.sh
source "$lab/tests/install.sh"

# run_tests [STEP...]: leaves each machine as it found it, running or not
run_tests() {
    local step start
    [ $# -gt 0 ] || set -- stories crds install
    for step in "$@"; do
        declare -F "test_$step" >/dev/null || die "there is no step $step; expected some of: stories crds install"
    done
    results=$lab/target
    rm -rf "$results"
    mkdir -p "$results"
    trap 'end_what_tests_started' EXIT
    for step in "$@"; do
        start=$EPOCHREALTIME
        "test_$step"
        say "step $step took $(seconds_since "$start")"
    done
    finish
}

# need MACHINE: cluster or crds, with everything that belongs to it
started_by_tests=()
need() {
    select_machine "$1"
    if ! machine_runs; then
        started_by_tests+=("$1")
        locked up "${1/cluster/all}" >/dev/null
    fi
}

end_what_tests_started() {
    local started
    for started in "${started_by_tests[@]}"; do
        select_machine "$started"
        if [ -d "$run/log" ]; then cp -r "$run/log" "$results/$started"; fi
        locked down "$started"
    done
}
