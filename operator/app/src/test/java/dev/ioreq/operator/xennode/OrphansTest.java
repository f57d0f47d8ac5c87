package dev.ioreq.operator.xennode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.protocol.agent.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrphansTest {

    private final Orphans orphans = new Orphans(Duration.ofSeconds(60));
    private final Instant start = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void aServerNobodyDeclaresIsAnOrphanOnlyAfterAWhile() {
        assertThat(among(0, Set.of(), "a")).isEmpty();
        assertThat(orphans.waiting()).isTrue();
        assertThat(among(59, Set.of(), "a")).isEmpty();
        assertThat(among(60, Set.of(), "a")).containsExactly("a");
    }

    @Test
    void aServerThatIsDeclaredAfterAllIsNone() {
        among(0, Set.of(), "a");
        assertThat(among(30, Set.of("a"), "a")).isEmpty();
        assertThat(orphans.waiting()).isFalse();
        assertThat(among(60, Set.of(), "a")).as("the wait begins anew").isEmpty();
    }

    @Test
    void declaredServersAreNeverOrphans() {
        assertThat(among(0, Set.of("a", "b"), "a", "b")).isEmpty();
        assertThat(among(3600, Set.of("a", "b"), "a", "b")).isEmpty();
    }

    @Test
    void aServerThatIsGoneIsForgotten() {
        among(0, Set.of(), "a");
        among(10, Set.of());
        assertThat(among(65, Set.of(), "a")).isEmpty();
    }

    private List<String> among(int second, Set<String> declared, String... held) {
        List<ServerState> states = List.of(held).stream()
                .map(key -> ServerState.newBuilder().setKey(key).build())
                .toList();
        return orphans.among(states, declared::contains, start.plusSeconds(second)).stream()
                .map(ServerState::getKey)
                .toList();
    }
}
