# shellcheck shell=bash
# The words of a test in dom0: start guests of ours, serve them, look at what they saw. Sourced by run-in-dom0 scripts.

lab_files=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
results=/lab/results
passed=0
failed=0

# --- checks

pass() {
    passed=$((passed + 1))
    echo "ok: $*"
}

fail() {
    failed=$((failed + 1))
    echo "WRONG: $*"
}

# check WHAT COMMAND...: passes if the command succeeds
check() {
    local what=$1
    shift
    if "$@"; then pass "$what"; else fail "$what"; fi
}

# equal WHAT EXPECTED SEEN
equal() {
    if [ "$2" = "$3" ]; then pass "$1: $3"; else fail "$1: expected '$2', saw '$3'"; fi
}

finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ]
}

# --- guests

# create_guest NAME TYPE VCPUS COMMAND-LINE: a guest of ours, paused; TYPE is pvh or hvm.
# Sets domid; fails with xl.
create_guest() {
    local name=$1 type=$2 vcpus=$3 line=$4 config=/run/lab/$1.cfg
    {
        printf 'name = "%s"\ntype = "%s"\nvcpus = %d\nmemory = 32\n' "$name" "$type" "$vcpus"
        printf 'on_poweroff = "destroy"\non_reboot = "restart"\non_crash = "preserve"\n'
        if [ "$type" = pvh ]; then
            printf 'kernel = "%s/guest-pvh.elf"\ncmdline = "%s"\n' "$lab_files" "$line"
        else
            # The guest in place of firmware; its command line in place of the BIOS that firmware would load.
            printf '%s\0' "$line" >"/run/lab/$name.line"
            truncate -s 64K "/run/lab/$name.line"
            printf 'firmware_override = "%s/guest-hvm.elf"\n' "$lab_files"
            printf 'bios_path_override = "/run/lab/%s.line"\n' "$name"
            printf 'device_model_override = "/lab/device-model"\ndevice_model_version = "qemu-xen"\n'
            printf 'vga = "none"\nvnc = 0\nnographic = 1\nusb = 0\nxen_platform_pci = 0\n'
        fi
    } >"$config"
    xl create -q -p "$config" 2> >(grep -v 'without specific bios name' >&2) && domid=$(xl domid "$name")
}

start_guest() {
    xl unpause "$1"
}

# What Xen's console says comes into a file, by one program that ends with this shell: to start an xl for each look would take the
# processor from the guests.
xen_said=/run/lab/console.txt
exec {follower}> >(exec "$lab_files/console" >"$xen_said")

# facts DOMID: what the guest said, without Xen's mark
facts() {
    sed -n "s/^.*(d$1) //p" "$xen_said"
}

# await_fact DOMID PATTERN SECONDS
await_fact() {
    await "$3" eval "facts $1 | grep -qE '$2'"
}

# await SECONDS COMMAND...: asks ever more seldom, at last once a second: each question takes the processor from the guest
await() {
    local deadline=$((SECONDS + $1)) pauses=(0.1 0.2 0.4 0.7) pause
    shift
    until "$@"; do
        ((SECONDS < deadline)) || return 1
        pause=${pauses[0]:-1}
        pauses=("${pauses[@]:1}")
        sleep "$pause"
    done
}

domain_gone() {
    ! xl list "$1" >/dev/null 2>&1
}

destroy_guest() {
    xl destroy "$1"
    await 10 domain_gone "$1"
}

# --- the reference device model

# serve NAME DOMID OPTION...: the UART's text goes to NAME.uart, its log to NAME.log (in the results).
# Sets server, for end_server.
serve() {
    local name=$1 domid=$2
    shift 2
    "$lab_files/dm" "$domid" "$@" >"$results/$name.uart" 2>"$results/$name.log" &
    # shellcheck disable=SC2034 # the caller's
    server=$!
    await 10 grep -q '^serving' "$results/$name.log" || { cat "$results/$name.log"; return 1; }
}

# end_server PID: in order, as SIGTERM asks; fails if it did not end well
end_server() {
    kill -TERM "$1" 2>/dev/null
    wait "$1"
}
