# shellcheck shell=bash
# The API story, told by the project's own tests: what the embedded API server of the playground answers, real ones answer too.

test_stories() {
    need cluster
    tell_stories 1.20 since-1.31
}

# tell_stories VERSION WITHOUT: the stories on the selected machine, which is that version, without those that are tagged so
tell_stories() {
    local log=$results/stories-$1.log line before
    IOREQ_STORY_KUBECONFIG=$run/kubeconfig mvn -f "$repository/pom.xml" -B -ntp -Dstyle.color=never \
        -pl operator/playground -am -Dquarkus.build.skip=true test \
        '-Dtest=Real*StoryTest' -DexcludedGroups="$2" -Dsurefire.failIfNoSpecifiedTests=false >"$log" 2>&1 || true
    line=$(grep -E '^\[(INFO|WARNING|ERROR)\] Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+$' "$log" | tail -n 1) || true
    if [ -z "$line" ]; then
        fail "the stories were not told on Kubernetes $1: $(grep -m 5 '^\[ERROR\]' "$log"); all of it: $log"
        return
    fi
    read -r told failures errors skipped <<<"${line//[^0-9]/ }"
    before=$((told - failures - errors - skipped))
    passed=$((passed + before))
    failed=$((failed + failures + errors + skipped))
    echo "stories on Kubernetes $1: $before told alike, $((failures + errors)) otherwise, $skipped not told"
    # A line for each, as Maven sums up: Class>Story.method:line message
    sed -n 's/^\[ERROR\]   \(Real.*\)/WRONG: \1/p' "$log"
}
