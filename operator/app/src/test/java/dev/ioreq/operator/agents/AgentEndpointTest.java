package dev.ioreq.operator.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentEndpointTest {

    @ParameterizedTest
    @ValueSource(strings = {"xen-a.example.org:9443", "10.0.0.1:1", "[2001:db8::1]:65535"})
    void anAddressReadsAsItWasWritten(String text) {
        assertThat(AgentEndpoint.parse(text)).hasToString(text);
    }

    @Test
    void anIpv6HostLosesItsBrackets() {
        assertThat(AgentEndpoint.parse("[::1]:9443").host()).isEqualTo("::1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", ":9443", "host:0", "host:65536", "host:port", "::1:9443"})
    void whatIsNoAddressIsNamedWithTheFix(String text) {
        assertThatThrownBy(() -> AgentEndpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spec.agent.address '" + text + "'");
    }
}
