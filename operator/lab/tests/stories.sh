# shellcheck shell=bash
# The API story, told by the project's own tests: what the embedded API server of the playground answers, real ones answer too.

test_stories() {
    need control-plane
    tell_stories 1.20 since-1.31
}

# tell_stories VERSION WITHOUT: the stories on the selected machine, which is that version, without those that are tagged so
tell_stories() {
    local log=$results/stories-$1.log status=0 line alike failures errors skipped
    IOREQ_STORY_KUBECONFIG=$run/kubeconfig mvn -f "$repository/pom.xml" -B -ntp -Dstyle.color=never \
        -pl operator/playground -am -Dquarkus.build.skip=true test \
        '-Dtest=Real*StoryTest' -DexcludedGroups="$2" -Dsurefire.failIfNoSpecifiedTests=false >"$log" 2>&1 || status=$?
    line=$(sed -nE 's/^\[(INFO|WARNING|ERROR)\] Tests run: ([0-9]+), Failures: ([0-9]+), Errors: ([0-9]+), Skipped: ([0-9]+)$/\2 \3 \4 \5/p' "$log" | tail -n 1)
    if [ -z "$line" ]; then
        fail "the stories were not told on Kubernetes $1: $(grep -m 5 '^\[ERROR\]' "$log"); all of it: $log"
        return
    fi
    read -r alike failures errors skipped <<<"$line"
    alike=$((alike - failures - errors - skipped))
    passed=$((passed + alike))
    failed=$((failed + failures + errors + skipped))
    echo "stories on Kubernetes $1: $alike told alike, $((failures + errors)) otherwise, $skipped not told"
    # A line for each, as Maven sums up: Class>Story.method:line message
    sed -n 's/^\[ERROR\]   \(Real.*\)/WRONG: \1/p' "$log"
    if [ "$status" != 0 ] && [ $((failures + errors)) = 0 ]; then
        fail "the stories on Kubernetes $1 did not come to their end: $(grep -m 5 '^\[ERROR\]' "$log"); all of it: $log"
    fi
}
