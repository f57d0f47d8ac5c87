# shellcheck shell=bash
# The lab's tests: steps on the cluster, on the API server for custom resources, or both. Each is a file in tests/.

# shellcheck source=words.sh
source "$lab/lib/words.sh"
# shellcheck source=../tests/stories.sh
source "$lab/tests/stories.sh"
# shellcheck source=../tests/crds.sh
source "$lab/tests/crds.sh"
# shellcheck source=../tests/policy.sh
source "$lab/tests/policy.sh"
# shellcheck source=../tests/install.sh
source "$lab/tests/install.sh"
# shellcheck source=../tests/scenarios.sh
source "$lab/tests/scenarios.sh"

# What "kube test" runs without a word, in this order.
steps='stories crds policy install scenarios kubelet'

# run_tests [STEP...]: one after the other, then a table of what came out; fails if anything did
run_tests() {
    local step start status line sum_passed=0 sum_failed=0 table=()
    # shellcheck disable=SC2086 # one word a step
    [ $# -gt 0 ] || set -- $steps
    for step in "$@"; do
        declare -F "test_$step" >/dev/null || die "there is no step $step; expected some of: $steps"
    done
    rm -rf "$lab/target"
    for step in "$@"; do
        start=$SECONDS
        say "step $step"
        results=$lab/target/$step
        mkdir -p "$results"
        # In a process of its own: what it had to start ends with it, and whatever ends it, the next one begins.
        # Not within a condition: there bash would go on after what fails in it.
        set +e
        (set -e && run_step "$step") | tee "$results/output.txt"
        status=${PIPESTATUS[0]}
        set -e
        line=$(tail -n 1 "$results/output.txt")
        if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
            sum_passed=$((sum_passed + BASH_REMATCH[1]))
            sum_failed=$((sum_failed + BASH_REMATCH[2]))
        else
            status=1
        fi
        if [[ $status != 0 && ! $line =~ \ [1-9][0-9]*\ failed$ ]]; then
            line="ended with $status after: ${line:-nothing}"
            sum_failed=$((sum_failed + 1))
        fi
        table+=("$(printf '%-12s %-26s %5d s' "$step" "$line" $((SECONDS - start)))")
    done
    printf '\nKubernetes\n'
    printf '  %s\n' "${table[@]}"
    echo "$sum_passed passed, $sum_failed failed"
    [ "$sum_failed" = 0 ] && [ "$sum_passed" -gt 0 ]
}

# run_step STEP: leaves each machine as it found it, running or not; the last line is "N passed, N failed"
run_step() {
    trap 'end_what_was_started >&2' EXIT
    "test_$1"
    end_what_was_started >&2
    check 'nothing is left on this computer' nothing_is_left
    finish
}

# need WHAT: as "kube up" has it; "all" with everything that belongs to the cluster
started=()
need() {
    if [ "$1" = crds ]; then select_machine crds; else select_machine cluster; fi
    machine_runs || started+=("$machine")
    locked up "$1" >/dev/null
}

# What the ended machines had on the computer itself: processes and files.
had_processes=()
had_files=()

end_what_was_started() {
    local machine
    for machine in "${started[@]}"; do
        select_machine "$machine"
        if [ -d "$run" ]; then
            cp -r "$run/log" "$results/$machine"
            mapfile -t -O ${#had_processes[@]} had_processes < <(sort -u "$run/pid" "$run/forwarder" "$run"/*.pid)
            mapfile -t -O ${#had_files[@]} had_files <"$run/sockets"
            had_files+=("$run")
        fi
        locked down "$machine"
    done
    started=()
}

# On the computer itself: no process, mount, cgroup or file of a machine that was ended.
nothing_is_left() {
    local left thing tree
    left=$(
        for thing in "${had_processes[@]}"; do
            if [ -d "/proc/$thing" ]; then echo "process $thing: $(tr '\0' ' ' <"/proc/$thing/cmdline")"; fi
        done
        for thing in "${had_files[@]}"; do
            if [ -e "$thing" ]; then echo "file $thing"; fi
            grep -F "$thing" /proc/self/mountinfo
            grep -lsF -f <(echo "$thing") /proc/[0-9]*/cmdline
        done
        for tree in $(cgroup_trees); do find "$tree" -maxdepth 1 -name "ioreq-lab-*-$checkout"; done
        grep -lsE "/ioreq-lab-[a-z]+-$checkout" /proc/[0-9]*/cgroup
    )
    [ -z "$left" ] || { echo "$left" && return 1; }
}
