# shellcheck shell=bash
# The machine: QEMU emulating all of it, with Xen, its dom0, one network card and two disks.
# $run holds its disk, console.log, qemu.log, qemu.pid, ssh-port, ssh-config, payload.img and the path of its image; its sockets
# are in the directory that $run/sockets names, because the path of a socket may have no more than 107 bytes.

payload_size=512M

# start_machine [QEMU ARGUMENT...]: returns when QEMU runs (and has loaded what -loadvm says)
start_machine() {
    # Without SMAP (QEMU 7.2 faults in IRET), MONITOR (Xen's idle loop would get #GP), SMM (slow for nothing) and XSAVE with
    # the AVX that needs it (a program in dom0 crashed once while a Linux guest booted; nobody here is faster with them).
    local processor=EPYC,+svm,+npt,-smap,-monitor,-xsave
    local xen='console=com1 com1=115200,8n1 conring_size=1M loglvl=all guest_loglvl=all noreboot cpuidle=0'
    xen+=' dom0_mem=1536M,max:1536M dom0_max_vcpus=1'
    local linux='console=hvc0 quiet'

    mkdir -p "$run"
    mktemp -d "${TMPDIR:-/tmp}/ioreq-lab-XXXXXX" >"$run/sockets"
    [ -f "$run/payload.img" ] || truncate -s "$payload_size" "$run/payload.img"
    : >"$run/console.log"
    echo "$image" >"$run/image"

    # In options a comma is written twice.
    qemu-system-x86_64 -name "ioreq-lab-$version" \
        -machine q35,smm=off -accel tcg,thread=multi,tb-size=512 -cpu "$processor" -smp 1 -m 3G \
        -nodefaults -no-user-config -display none -no-reboot -daemonize -pidfile "$run/qemu.pid" \
        -serial "file:$run/console.log" \
        -qmp "unix:$(sockets)/monitor,server=on,wait=off" \
        -kernel "$image/xen" -append "$xen" -initrd "$image/vmlinuz ${linux//,/,,},$image/initrd.img" \
        -drive "file=$run/disk.qcow2,if=none,id=root,cache=unsafe,discard=unmap" \
        -device virtio-blk-pci,drive=root \
        -drive "file=$run/payload.img,if=none,id=payload,format=raw,readonly=on,cache=unsafe" \
        -device virtio-blk-pci,drive=payload \
        -netdev "user,id=network,restrict=on,hostfwd=tcp:127.0.0.1:0-10.0.2.15:22" \
        -device virtio-net-pci,netdev=network,romfile= \
        "$@" >"$run/qemu.log" 2>&1 || fail_with_log
    host_port 22 >"$run/ssh-port"
    write_ssh_config
}

# A machine goes on with the image it was started with, even if the lab's files have changed since.
use_running_image() {
    local wanted=$image
    [ -f "$run/image" ] || return 0
    image=$(cat "$run/image")
    [ "$image" = "$wanted" ] || say "Xen $version runs an image older than the lab's last change (xen down $version ends it)"
}

fail_with_log() {
    say "Xen $version did not start: QEMU says:"
    grep -v 'TCG doesn.t support' "$run/qemu.log" | sed 's/^/    /' >&2
    stop_machine
    exit 1
}

sockets() {
    cat "$run/sockets"
}

machine_runs() {
    local pid
    pid=$(cat "$run/qemu.pid" 2>/dev/null) && grep -qs "ioreq-lab-$version" "/proc/$pid/cmdline"
}

# monitor COMMAND: one command of QEMU's human monitor; prints its answer, fails when that is an error
monitor() {
    local line answer=
    coproc MONITOR { exec socat - "UNIX-CONNECT:$(sockets)/monitor"; }
    local pid=$MONITOR_PID
    {
        echo '{"execute": "qmp_capabilities"}'
        printf '{"execute": "human-monitor-command", "id": "last", "arguments": {"command-line": "%s"}}\n' "$1"
    } >&"${MONITOR[1]}"
    while read -r line; do
        if [[ $line == *'"id": "last"'* ]]; then
            answer=$line
            break
        fi
    done <&"${MONITOR[0]}"
    # It may have ended with the monitor, and its exit status says nothing that the answer does not.
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true

    [[ $answer == *'"return": "'* ]] || die "QEMU's monitor answered '$1' with: ${answer:-nothing}"
    answer=$(sed -E 's/.*"return": "(.*)", "id".*/\1/; s/\\r//g; s/\\n/\n/g' <<<"$answer")
    [[ $answer != Error* ]] || die "QEMU's monitor answered '$1' with: $answer"
    echo "$answer"
}

# host_port PORT: the port on 127.0.0.1 that leads to dom0's PORT; fails if there is none
host_port() {
    monitor 'info usernet' |
        awk -v port="$1" '/HOST_FORWARD/ && $6 == port { print $4; found = 1; exit } END { exit !found }'
}

# await_console PATTERN SECONDS
await_console() {
    local deadline=$((SECONDS + $2))
    until grep -aqE "$1" "$run/console.log"; do
        ! grep -aqE 'Panic on CPU|Kernel panic|LAB .*FAILED' "$run/console.log" || fail_with_console 'it gave up'
        machine_runs || fail_with_console 'QEMU ended'
        ((SECONDS < deadline)) || fail_with_console "no '$1' on the console after $2 s"
        sleep 0.2
    done
}

fail_with_console() {
    say "Xen $version did not start: $1. The end of the serial console:"
    tail -n 40 "$run/console.log" | tr -d '\r' | sed 's/^/    /' >&2
    stop_machine
    exit 1
}

# Ends QEMU and what belongs to the running machine only; the disk stays.
stop_machine() {
    local pid
    if machine_runs; then
        pid=$(cat "$run/qemu.pid")
        kill "$pid"
        tail --pid="$pid" -f /dev/null
    fi
    rm -f "$run/qemu.pid"
    if [ -f "$run/sockets" ]; then
        rm -rf "$(sockets)"
        rm -f "$run/sockets"
    fi
}

forget_run() {
    rm -rf "$run"
}
