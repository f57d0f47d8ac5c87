# shellcheck shell=bash
# The scenarios of operator/playground, which mvn verify tells on an API server of our own, on the real one: operator, agents, simulated
# hypervisors and emulators are processes of this computer, and the pods of their nodes are run by the playground.

test_scenarios() {
    local playground=$repository/operator/playground/target status=0 line
    need control-plane
    if [ -z "${IOREQ_BUILT:-}" ]; then
        mvn -f "$repository/pom.xml" -B -ntp -DskipTests package >"$results/build.log" 2>&1 || die "the build failed; see $results/build.log"
    fi
    # shellcheck disable=SC2086 # words
    java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto "-Dioreq.root=$repository" "-Dioreq.lab.kubernetes=$run" \
        -cp "$playground/test-classes:$playground/classes:$(cat "$playground/scenarios.classpath")" \
        dev.ioreq.playground.scenario.ScenariosMain ${IOREQ_SCENARIOS:-} >"$results/scenarios.log" 2>&1 || status=$?
    grep -E '^(ok|WRONG): ' "$results/scenarios.log" || [ $? = 1 ]
    line=$(tail -n 1 "$results/scenarios.log")
    if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
        passed=$((passed + BASH_REMATCH[1]))
        failed=$((failed + BASH_REMATCH[2]))
    fi
    if [[ $status != 0 && ! $line =~ \ [1-9][0-9]*\ failed$ ]]; then
        fail "the scenarios ended with $status after: $line; all of it: $results/scenarios.log"
    fi
}
