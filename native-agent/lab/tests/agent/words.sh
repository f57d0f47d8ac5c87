# shellcheck shell=bash
# The words of these scenarios: an agent that can be killed, a client that asks it, emulators that are nobody.

state=/run/lab/agent/state
handover=/run/lab/agent/h
pods=/run/lab/pods
java=(java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto)
# Vert.x takes an emulated processor for a blocked thread.
patience=(QUARKUS_VERTX_MAX_EVENT_LOOP_EXECUTE_TIME=10m)
nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all)

# --- the agent

# start_agent NAME [VARIABLE=VALUE...]: its log goes to NAME.agent (in the results). Sets agent, its pid.
start_agent() {
    local name=$1
    shift
    env IOREQ_AGENT_NODE_NAME=node-1 IOREQ_AGENT_HYPERVISOR=auto IOREQ_AGENT_STATE_DIR="$state" \
        IOREQ_AGENT_HANDOVER_DIR="$handover" IOREQ_AGENT_EMULATOR_UIDS=65534 \
        IOREQ_AGENT_CSI_ENDPOINT=/run/lab/agent/csi.sock \
        IOREQ_AGENT_TLS_CERTIFICATE=tls/agent.crt IOREQ_AGENT_TLS_KEY=tls/agent.key IOREQ_AGENT_TLS_CA=tls/ca.crt \
        "${patience[@]}" "$@" "${java[@]}" -Xmx128m -jar quarkus-app/quarkus-run.jar >"$results/$name.agent" 2>&1 </dev/null 7>&- 8<&- &
    agent=$!
    agent_log=$results/$name.agent
}

# The agent answers its operator, within minutes: a JVM starts on an emulated processor.
agent_answers() {
    ask node 800
    [[ $reply == node* ]] && return
    cat "$agent_log"
    return 1
}

kill_agent() {
    kill -KILL "$agent"
    wait "$agent" 2>/dev/null
}

# metric NAME: of the agent, as a whole number
metric() {
    local line value=
    exec 6<>/dev/tcp/127.0.0.1/9440
    printf 'GET /q/metrics HTTP/1.0\r\n\r\n' >&6
    while read -r line; do
        [[ $line == "$1"[\ {]* ]] && value=${line##* }
    done <&6
    exec 6>&-
    printf '%.0f\n' "${value%$'\r'}"
}

# --- the operator: a client that lives as long as the test

start_client() {
    rm -f /run/lab/commands /run/lab/replies
    mkfifo /run/lab/commands /run/lab/replies
    "${java[@]}" -Xmx96m -cp "client:quarkus-app/lib/main/*" dev.ioreq.agent.lab.NodeClientMain \
        127.0.0.1:9443 node-1 tls </run/lab/commands >/run/lab/replies 2>"$results/client.log" &
    client=$!
    exec 7>/run/lab/commands 8</run/lab/replies
}

end_client() {
    exec 7>&- 8<&-
    wait "$client"
    rm -f /run/lab/commands /run/lab/replies
}

# ask COMMAND...: sets reply
ask() {
    echo "$*" >&7
    read -r -t 900 reply <&8 || reply='the client does not answer'
    echo "$*: $reply" >>"$results/client.txt"
}

# replied WHAT PATTERN: the last reply is like that
replied() {
    if [[ $reply =~ $2 ]]; then pass "$1"; else fail "$1: expected $2, was told: $reply"; fi
}

# declare_server KEY WORD...: and waits until an emulator may come
declare_server() {
    local key=$1
    shift
    ask apply "$key" "$@"
    ask await "$key" 60 phase=OFFERED
    [[ $reply == state* ]]
}

# release_server KEY
release_server() {
    ask release "$1"
    ask gone "$1" 60
    unmount "$1"
    [[ $reply == gone* ]]
}

# --- emulators: nobody, without capabilities; they see their own server's socket by a mount, as a pod does

unmount() {
    if mountpoint -q "$pods/$1"; then umount -l "$pods/$1"; fi
}

# mount_for KEY: what the agent hands over there is what a pod of that server sees
mount_for() {
    mkdir -p "$pods/$1"
    unmount "$1"
    mount --bind "$handover/$1" "$pods/$1"
}

# as_nobody NAME KEY COMMAND...: output to NAME.uart, log to NAME.log. Sets emulator, its pid.
as_nobody() {
    local name=$1 key=$2
    shift 2
    mount_for "$key"
    emulator_log=$results/$name.log
    # What an earlier one of that name said is not this one's.
    : >"$emulator_log"
    IOREQ_HANDOVER_SOCKET=$pods/$key/handover.sock "${nobody[@]}" "$@" \
        >"$results/$name.uart" 2>"$emulator_log" </dev/null 7>&- 8<&- &
    emulator=$!
}

# emulate NAME KEY OPTION...: the emulator in C
emulate() {
    local name=$1 key=$2
    shift 2
    as_nobody "$name" "$key" "$lab_files/emulator" "$@"
}

# emulate_in_java NAME KEY OPTION...
emulate_in_java() {
    local name=$1 key=$2
    shift 2
    as_nobody "$name" "$key" java @ioreq-emulator.jvmargs -jar ioreq-emulator.jar "$@"
}

# died PID: by SIGKILL, which it may have sent itself
died() {
    wait "$1" 2>/dev/null
    [ $? = 137 ]
}

# ended PID: in order
ended() {
    wait "$1" 2>/dev/null
}

end_emulator() {
    kill -TERM "$emulator" 2>/dev/null
    ended "$emulator"
}

# --- guests

# pairs DOMID CPU: how many the guest's processor has asked, as it said last
pairs() {
    { echo 0; facts "$1" | sed -nE "s/^flood: cpu=$2 .*pairs?=([0-9]+).*/\1/p"; } | tail -n 1
}

# goes_on DOMID CPU...: each of these processors asks on
goes_on() {
    local domid=$1 cpu before
    shift
    for cpu in "$@"; do
        before=$(pairs "$domid" "$cpu")
        await 30 eval "[ \"\$(pairs $domid $cpu)\" -gt $before ]" || return 1
    done
}

no_zombie() {
    ! xl list | grep -q '(null)'
}
