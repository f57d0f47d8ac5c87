# shellcheck shell=bash
# A machine within the machine: namespaces of its own for processes, network, mounts and names. What runs in it finds /run/lab (the
# run directory) and /run/cache (what was built); /run, /var/lib and /var/log are its own, its network has no way out. When its first
# process ends, all that ran and was mounted in it is gone.
# $run holds pid (that process), forwarder (the pid of what leads a port of 127.0.0.1 to it), port, log/, and the disk.

# select_machine NAME
select_machine() {
    machine=$1
    run=$cache/run-kube-$machine-$checkout
    # What a node's pods are limited by; seen by the whole computer, so named like nothing else.
    cgroup=ioreq-lab-$machine-$checkout
}

machine_runs() {
    local pid
    pid=$(cat "$run/pid" 2>/dev/null) && grep -qsF "machine-init $run" <(tr '\0' ' ' <"/proc/$pid/cmdline")
}

start_machine() {
    local deadline=$((SECONDS + 30))
    mkdir -p "$run"/{log,disk/lib,disk/log}
    setsid unshare --mount --net --pid --ipc --uts --fork --kill-child \
        "$lab/lib/machine-init" "$run" "$cache" >"$run/log/machine.log" 2>&1 </dev/null &
    # unshare waits for the process that is the first one in there; that one says when it is ready.
    until [ -f "$run/ready" ]; do
        kill -0 $! 2>/dev/null || fail_with_log machine 'it ended'
        ((SECONDS < deadline)) || fail_with_log machine 'it is not ready after 30 s'
        sleep 0.05
    done
    pgrep -P $! >"$run/pid"
}

# in_machine COMMAND...: a command in there, as root
in_machine() {
    enter
    "${enter[@]}" "$@"
}

# enter: sets the array of the same name, the words that put a command in there
enter() {
    enter=(nsenter --target "$(cat "$run/pid")" --mount --net --pid --ipc --uts -- env PATH="/run/cache/${node##*/}/bin:$PATH"
        CONTAINERD_ADDRESS=/run/containerd/containerd.sock CONTAINERD_NAMESPACE=k8s.io)
}

# start NAME COMMAND...: a program in the machine that stays, its output in log/NAME.log
start() {
    local name=$1
    shift
    enter
    # Not through a function: a shell that stays would keep the files that this one has open, its lock among them.
    setsid "${enter[@]}" "$@" >>"$run/log/$name.log" 2>&1 </dev/null &
    echo $! >"$run/$name.pid"
    # Its end is not for this shell to announce.
    disown
}

# stop NAME SIGNAL: a program of the machine
stop() {
    local pid
    pid=$(cat "$run/$1.pid")
    # Its parent is the one that entered.
    kill -s "$2" "$(pgrep -P "$pid")"
    tail -s 0.1 --pid="$pid" -f /dev/null
}

# await NAME SECONDS COMMAND...: until the command succeeds; fails when the program NAME has ended
await() {
    local name=$1 seconds=$2 deadline=$((SECONDS + $2))
    shift 2
    until "$@" >/dev/null 2>&1; do
        kill -0 "$(cat "$run/$name.pid")" 2>/dev/null || fail_with_log "$name" 'it ended'
        ((SECONDS < deadline)) || fail_with_log "$name" "not ready after $seconds s ($*)"
        sleep 0.1
    done
}

fail_with_log() {
    say "$1 did not start: $2. The end of its log:"
    tail -n 20 "$run/log/$1.log" | cut -c 1-300 | sed 's/^/    /' >&2
    stop_machine
    exit 1
}

# publish ADDRESS: a port of 127.0.0.1, chosen by the kernel, leads to ADDRESS (host:port) in the machine; sets port
publish() {
    local sockets
    sockets=$(mktemp -d "${TMPDIR:-/tmp}/ioreq-lab-XXXXXX")
    echo "$sockets" >"$run/sockets"
    # Two halves and a socket between them, because a process is in one network only. Both end with the machine.
    nsenter --target "$(cat "$run/pid")" --net -- \
        setsid socat "UNIX-LISTEN:$sockets/api,fork" "TCP:$1" >"$run/log/forwarder.log" 2>&1 </dev/null &
    echo $! >"$run/forwarder"
    setsid socat -d -d TCP-LISTEN:0,bind=127.0.0.1,fork,reuseaddr "UNIX-CONNECT:$sockets/api" \
        >"$run/log/listener.log" 2>&1 </dev/null &
    echo $! >>"$run/forwarder"
    until port=$(sed -n 's/.* listening on AF=2 127.0.0.1:\([0-9]*\)$/\1/p' "$run/log/listener.log") && [ -n "$port" ]; do
        kill -0 $! 2>/dev/null || fail_with_log listener 'it ended'
        sleep 0.05
    done
    echo "$port" >"$run/port"
}

stop_machine() {
    local pid file
    [ -d "$run" ] || return 0
    if [ -f "$run/forwarder" ]; then
        while read -r pid; do stop_process "$pid" socat; done <"$run/forwarder"
    fi
    if machine_runs; then
        pid=$(cat "$run/pid")
        kill -KILL "$pid"
        tail -s 0.1 --pid="$pid" -f /dev/null
    fi
    # The programs' sides on this side of the wall end by themselves.
    for file in "$run"/*.pid; do
        [ ! -f "$file" ] || tail -s 0.1 --pid="$(cat "$file")" -f /dev/null
    done
    remove_cgroups
    if [ -f "$run/sockets" ]; then rm -rf "$(cat "$run/sockets")"; fi
    rm -rf "$run"
}

# stop_process PID NAME: if that is still who it was
stop_process() {
    if [ "$(cat "/proc/$1/comm" 2>/dev/null)" = "$2" ]; then
        # It may end between the look and the signal: gone is what was wanted, and that is waited for.
        kill "$1" 2>/dev/null || true
        tail -s 0.1 --pid="$1" -f /dev/null
    fi
}
