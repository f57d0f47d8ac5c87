# shellcheck shell=bash
# The scenarios of operator/playground, which mvn verify tells on an API server of our own, on a real one: operator, agents and simulated
# hypervisors are processes of this computer.

# The playground runs the pods of all nodes.
test_scenarios() {
    need control-plane
    tell_scenarios
}

# The lab's kubelet runs the pods of the first node, real containers of the project's image; that node's agent serves it as its CSI driver.
test_kubelet() {
    local name
    need control-plane
    # As the scenarios call it.
    node_name=xen-a locked up node >/dev/null
    build_images
    for name in many light; do
        in_machine ctr images tag docker.io/library/ioreq-emulator:0.1.0 "docker.io/library/ioreq-emulator-$name:0.1.0" >&2
    done
    tell_scenarios -Dioreq.lab.kubelet=true
}

# tell_scenarios OPTION...: of Java. Those whose names have a word of IOREQ_SCENARIOS in them, or all that can be told.
tell_scenarios() {
    # Beside a whole Kubernetes everything may take this much longer than alone.
    local pace=3
    local playground=$repository/operator/playground/target log=$results/scenarios.log status=0 line
    if [ -z "${IOREQ_BUILT:-}" ]; then
        mvn -f "$repository/pom.xml" -B -ntp -DskipTests package >"$results/build.log" 2>&1 || die "the build failed; see $results/build.log"
    fi
    # shellcheck disable=SC2086 # words
    java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto "-Dioreq.root=$repository" "-Dioreq.lab.kubernetes=$run" \
        "-Dioreq.pace=$pace" "$@" \
        -cp "$playground/test-classes:$playground/classes:$(cat "$playground/scenarios.classpath")" \
        dev.ioreq.playground.scenario.ScenariosMain ${IOREQ_SCENARIOS:-} >"$log" 2>&1 || status=$?
    grep -E '^(ok|WRONG): ' "$log" || [ $? = 1 ]
    line=$(tail -n 1 "$log")
    if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
        passed=$((passed + BASH_REMATCH[1]))
        failed=$((failed + BASH_REMATCH[2]))
    fi
    if [[ $status != 0 && ! $line =~ \ [1-9][0-9]*\ failed$ ]]; then
        fail "the scenarios ended with $status after: $line; all of it: $log"
    fi
}
