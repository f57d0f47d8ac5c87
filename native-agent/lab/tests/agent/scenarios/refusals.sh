# shellcheck shell=bash
# Where it cannot work the agent says why, in one line without a stack, and ends with 78 (EX_CONFIG). That there is no Xen
# it says on any other machine: HypervisorChoiceTest.

refused=/run/lab/refused

# refuses WHAT PATTERN [COMMAND...]: runs the agent, by that command
refuses() {
    local what=$1 pattern=$2 log=$results/refusal-$((passed + failed)).agent status
    shift 2
    env IOREQ_AGENT_NODE_NAME=node-1 IOREQ_AGENT_HYPERVISOR=auto IOREQ_AGENT_STATE_DIR=$refused/state \
        IOREQ_AGENT_HANDOVER_DIR=$refused/h IOREQ_AGENT_TLS_CERTIFICATE=tls/agent.crt \
        IOREQ_AGENT_TLS_KEY=tls/agent.key IOREQ_AGENT_TLS_CA=tls/ca.crt "${patience[@]}" \
        "$@" "${java[@]}" -Xmx128m -jar quarkus-app/quarkus-run.jar >"$log" 2>&1 </dev/null 7>&- 8<&-
    status=$?
    sed -n '/ ERROR /s/^/    /p' "$log"
    equal "$what: how it ends" 78 "$status"
    equal "$what: lines of error" 1 "$(grep -c ' ERROR ' "$log")"
    check "$what: it says so" grep -qE " ERROR .*$pattern" "$log"
    check "$what: no stack" eval "! grep -qE '^\s+at |^Caused by' '$log'"
}

library=$(readlink -f shim/libxendevicemodel-real.so)
install -d -o 65534 -g 65534 "$refused"
chmod 644 tls/agent.key
refuses 'no right to the devices' '/dev/xen/privcmd may not be opened \(EACCES\).*uid 65534' "${nobody[@]}"
rm -rf "$refused"
mv "$library" "$library.away"
refuses 'a library is missing' 'the library libxendevicemodel.so.1 is not installed: install the package libxendevicemodel1'
mv "$library.away" "$library"
rm -rf "$refused"
