package dev.ioreq.operator.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.crds.grant.DomainGrant;
import dev.ioreq.crds.grant.DomainGrantSpec;
import dev.ioreq.crds.grant.DomainPattern;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantsTest {

    private static final String UUID = "11111111-2222-3333-4444-555555555555";

    @ParameterizedTest
    @CsvSource({
        "web,web,true",
        "web,web-1,false",
        "web-*,web-,true",
        "web-*,web-1,true",
        "*,anything,true",
        "w?b,web,true",
        "w?b,wb,false",
        "w?b,weeb,false",
        "*-*,a-b,true",
        "*-*,ab,false",
        "a*b*c,abxbc,true",
        "a*b*c,acb,false",
        "**,x,true",
        "[w]eb,web,false",
        "Web,web,false"
    })
    void aGlobMatches(String glob, String name, boolean expected) {
        assertThat(Glob.matches(glob, name)).isEqualTo(expected);
    }

    @Test
    void aGlobOfManyStarsIsQuick() {
        assertThat(Glob.matches("*a".repeat(120) + "b", "a".repeat(255))).isFalse();
    }

    @Test
    void namespaceDomainAndNodeMustEachBeCovered() {
        List<DomainGrant> grants = List.of(grant("g", List.of("xen-a"), new DomainPattern("web", null)));
        assertThat(ask(grants, "team", "xen-a", "web")).isEqualTo(new Authorization.Granted("g", true, false));
        assertThat(ask(grants, "other", "xen-a", "web")).isInstanceOf(Authorization.NotGranted.class);
        assertThat(ask(grants, "team", "xen-b", "web")).isInstanceOf(Authorization.NotGranted.class);
        assertThat(ask(grants, "team", "xen-a", "db")).isInstanceOf(Authorization.NotGranted.class);
        assertThat(ask(List.of(), "team", "xen-a", "web")).isInstanceOf(Authorization.NotGranted.class);
    }

    @Test
    void aGrantByUuidSaysThatItRestsOnTheUuid() {
        List<DomainGrant> grants = List.of(grant("g", null, new DomainPattern(null, UUID)));
        assertThat(ask(grants, "team", "xen-a", "web")).isEqualTo(new Authorization.Granted("g", false, true));
    }

    @Test
    void ofSeveralGrantsTheFirstByNameCounts() {
        DomainGrant b = grant("b", null, new DomainPattern("web", null));
        DomainGrant a = grant("a", null, new DomainPattern("*", null));
        assertThat(ask(List.of(b, a), "team", "xen-a", "web")).isEqualTo(new Authorization.Granted("a", true, false));
    }

    @Test
    void aGrantOnItsWayOutCountsNoMore() {
        DomainGrant leaving = grant("g", null, new DomainPattern("web", null));
        leaving.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
        assertThat(ask(List.of(leaving), "team", "xen-a", "web")).isInstanceOf(Authorization.NotGranted.class);
    }

    private static Authorization ask(List<DomainGrant> grants, String namespace, String node, String name) {
        return Grants.ask(grants, namespace, node, name, UUID);
    }

    private static DomainGrant grant(String name, List<String> nodes, DomainPattern... domains) {
        DomainGrant grant = new DomainGrant();
        grant.setMetadata(new ObjectMetaBuilder().withName(name).build());
        grant.setSpec(new DomainGrantSpec(List.of("team"), List.of(domains), nodes));
        return grant;
    }
}
