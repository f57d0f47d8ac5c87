# shellcheck shell=bash
# The words of the tests. What they say on stdout is the record; the last line counts.

passed=0
failed=0

pass() {
    passed=$((passed + 1))
    echo "ok: $*"
}

fail() {
    failed=$((failed + 1))
    echo "WRONG: $*"
}

# check WHAT COMMAND...: passes if the command succeeds; what it said is told if it does not
check() {
    local what=$1 said
    shift
    if said=$("$@" 2>&1); then pass "$what"; else fail "$what: '$*' said: $(tail -n 15 <<<"$said")"; fi
}

# equal WHAT EXPECTED SEEN
equal() {
    if [ "$2" = "$3" ]; then pass "$1"; else fail "$1. Expected:"$'\n'"$2"$'\n'"Saw:"$'\n'"$3"; fi
}

# says WHAT EXPECTED COMMAND...: passes if the command succeeds and says just that. One that fails says nothing, and that must not
# pass where nothing is expected.
says() {
    local what=$1 expected=$2 said
    shift 2
    if said=$("$@"); then equal "$what" "$expected" "$said"; else fail "$what: '$*' failed${said:+ and said: $said}"; fi
}

# eventually SECONDS COMMAND...: until the command succeeds; what it said last, if it never does
eventually() {
    local deadline=$((SECONDS + $1)) said
    shift
    until said=$("$@" 2>&1); do
        ((SECONDS < deadline)) || { echo "$said" && return 1; }
        sleep 0.5
    done
}

# finish: the last line. Where nothing was asked nothing was seen, and that is no success.
finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}
