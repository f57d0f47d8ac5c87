# shellcheck shell=bash
# Running tests: those in dom0, those that reach into it from outside, and all of them one after the other.

# What "xen test" runs without a word, what takes longest first; other directories of tests/ run when they are named.
suites='scenarios conformance agent emulator reference'

# find_tests WORD: the directory that is meant: one of ours by its name, or any
find_tests() {
    if [[ $1 != */* && -d $lab/tests/$1 ]]; then echo "$lab/tests/$1"; else echo "$1"; fi
}

# packed DIRECTORY: where what it consists of is ready to be pushed; one with a "pack" is packed first
packed() {
    if [ ! -x "$1/pack" ]; then
        echo "$1"
        return
    fi
    local payload
    payload=$lab/target/packed/$(basename "$(realpath "$1")")
    rm -rf "$payload"
    mkdir -p "$payload"
    say "packing $1"
    "$1/pack" "$payload" >&2
    echo "$payload"
}

# run_tests DIRECTORY: on the machine that runs, or one of its own; the last line is "N passed, N failed"
run_tests() {
    [ -x "$1/run-in-dom0" ] || [ -x "$1/run-outside" ] || die "$1 has neither an executable run-in-dom0 nor a run-outside"
    local payload
    payload=$(packed "$1")
    run_packed "$1" "$payload"
}

# run_packed DIRECTORY PAYLOAD
run_packed() {
    local directory=$1 payload=$2 status=0
    if ! machine_runs; then
        trap 'locked down' EXIT
        locked up
    fi
    use_running_image

    push "$payload"
    results=$lab/target/$version/$(basename "$(realpath "$directory")")
    rm -rf "$results"
    mkdir -p "$results"
    in_dom0 'rm -rf /lab/results; mkdir /lab/results'
    if [ -x "$directory/run-outside" ]; then
        run_outside "$directory/run-outside"
    else
        in_dom0 'cd /lab/payload && exec lab/run-and-check ./run-in-dom0'
    fi | tee "$results/output.txt" || status=${PIPESTATUS[0]}
    pull_tree /lab/results "$results"
    cp "$run/console.log" "$results/console.log"

    if ! grep -qE '^[0-9]+ passed, 0 failed$' <(tail -n 1 "$results/output.txt") && [ "$status" = 0 ]; then
        say "the last line is not 'N passed, 0 failed': $(tail -n 1 "$results/output.txt")"
        status=1
    fi
    return "$status"
}

# run_outside PROGRAM: here, with IOREQ_LAB_SSH and IOREQ_LAB_RESULTS. dom0's run-and-check stands around it as around a run-in-dom0: there
# the test is to repeat what the program says.
run_outside() {
    local door=$run/outside to from printer begun status=0
    rm -f "$door".*
    mkfifo "$door.in" "$door.out"
    in_dom0 "cd /lab/payload && exec lab/run-and-check bash -c 'echo begin; cat'" <"$door.in" >"$door.out" &
    local checker=$!
    exec {to}>"$door.in" {from}<"$door.out"
    read -r -u "$from" begun && [ "$begun" = begin ] || die "dom0 did not begin to check: ${begun:-nothing}"
    # Whoever keeps the writing end open keeps dom0 waiting for more.
    cat <&"$from" {to}>&- &
    printer=$!
    IOREQ_LAB_SSH=$run/ssh-config IOREQ_LAB_RESULTS=$results "$1" >&"$to" 2>&1 {to}>&- {from}<&- || say "$1 ended with $?"
    exec {to}>&- {from}<&-
    wait "$checker" || status=$?
    wait "$printer"
    return "$status"
}

# run_all_tests: the suites, each on a machine of its own, as many at a time as IOREQ_LAB_MACHINES says (default: as there are processors),
# and a table of what came out; fails if anything did
run_all_tests() {
    local one machines=${IOREQ_LAB_MACHINES:-$(nproc)} begun=$SECONDS running=0
    local -A payloads=()
    locked build
    for one in $suites; do
        payloads[$one]=$(packed "$lab/tests/$one")
        rm -rf "$lab/target/$version/$one"
        mkdir -p "$lab/target/$version/$one"
    done

    # Each is a process group, so that an interrupt can end it with all it started; its machine goes with it.
    trap end_jobs INT TERM
    set -m
    for one in $suites; do
        if [ "$running" -ge "$machines" ]; then
            # How it ended is in its results.
            wait -n || true
            running=$((running - 1))
        fi
        run_on_its_own "$one" "${payloads[$one]}" </dev/null &
        running=$((running + 1))
    done
    wait
    set +m
    trap - INT TERM
    print_table $((SECONDS - begun))
}

end_jobs() {
    local job
    # One that has just ended by itself is what is wanted.
    for job in $(jobs -p); do kill -- "-$job" 2>/dev/null || true; done
    wait
    exit 130
}

# run_on_its_own NAME PAYLOAD: what it says comes when it has ended, with how it ended and how long it took in results/ended
run_on_its_own() {
    local one=$1 start=$SECONDS status said
    run=$run-$one
    said=$lab/target/$version/$one.log
    say "Xen $version: $one begins"
    # Not within a condition: there bash would go on after what fails in it.
    set +e
    (set -e && run_packed "$lab/tests/$one" "$2") >"$said" 2>&1
    status=$?
    set -e
    cat "$said"
    rm -f "$said"
    echo "$status $((SECONDS - start))" >"$lab/target/$version/$one/ended"
    say "Xen $version: $one ended with $status after $((SECONDS - start)) s"
}

# print_table SECONDS
print_table() {
    local one line status took results sum_passed=0 sum_failed=0 table=()
    for one in $suites; do
        results=$lab/target/$version/$one
        line=nothing status=unknown took=0
        if [ -f "$results/ended" ]; then read -r status took <"$results/ended"; fi
        if [ -f "$results/output.txt" ]; then line=$(tail -n 1 "$results/output.txt"); fi
        if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
            sum_passed=$((sum_passed + BASH_REMATCH[1]))
            sum_failed=$((sum_failed + BASH_REMATCH[2]))
        fi
        if [[ $status != 0 && ! $line =~ \ [1-9][0-9]*\ failed$ ]]; then
            line="ended with $status after: $line"
            sum_failed=$((sum_failed + 1))
        fi
        table+=("$(printf '%-12s %-26s %5d s' "$one" "$line" "$took")")
    done
    printf '\nXen %s\n' "$version"
    printf '  %s\n' "${table[@]}" "$(printf '%-12s %-26s %5d s' together '' "$1")"
    echo "$sum_passed passed, $sum_failed failed"
    [ "$sum_failed" = 0 ]
}
