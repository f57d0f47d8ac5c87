package dev.ioreq.playground.apiserver.protobuf;

import static dev.ioreq.playground.apiserver.Server.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.playground.apiserver.resource.ApiException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KubernetesProtobufTest {
    private static byte[] message(byte[]... fields) {
        var message = new ByteArrayOutputStream();
        for (byte[] field : fields) {
            message.writeBytes(field);
        }
        return message.toByteArray();
    }

    private static byte[] bytes(int number, byte[] value) {
        return message(new byte[] {(byte) (number << 3 | 2), (byte) value.length}, value);
    }

    private static byte[] text(int number, String value) {
        return bytes(number, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] number(int number, int value) {
        return new byte[] {(byte) (number << 3), (byte) value};
    }

    private static byte[] object(String apiVersion, String kind, byte[] raw) {
        return message(
                new byte[] {'k', '8', 's', 0}, bytes(1, message(text(1, apiVersion), text(2, kind))), bytes(2, raw));
    }

    @Test
    void aConfigMapIsReadAsTheJsonItStandsFor() {
        var metadata = message(
                text(1, "c"), text(2, ""), bytes(8, new byte[0]), bytes(11, message(text(1, "app"), text(2, "x"))));
        var raw = message(bytes(1, metadata), bytes(2, message(text(1, "k"), text(2, ""))), number(4, 0));

        assertThat(KubernetesProtobuf.read(object("v1", "ConfigMap", raw)))
                .isEqualTo(
                        node("{apiVersion: v1, kind: ConfigMap, metadata: {name: c, labels: {app: x}}, data: {k: ''},"
                                + " immutable: false}"));
    }

    @Test
    void aSecretsBytesBecomeBase64() {
        var raw = bytes(2, message(text(1, "k"), bytes(2, new byte[] {1, 2, 3})));

        assertThat(KubernetesProtobuf.read(object("v1", "Secret", raw))
                        .at("/data/k")
                        .asText())
                .isEqualTo("AQID");
    }

    @Test
    void whatIsNotKnownIsRefusedNotLost() {
        assertThatThrownBy(() -> KubernetesProtobuf.read(object("v1", "Gizmo", new byte[0])))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(415))
                .hasMessageContaining("Gizmo");
        assertThatThrownBy(() -> KubernetesProtobuf.read(object("v1", "ConfigMap", text(9, "x"))))
                .hasMessage("field 9 of protobuf message ConfigMap is not understood here: send application/json");
        assertThat(KubernetesProtobuf.read(object("v1", "ConfigMap", text(9, ""))))
                .hasSize(2);
    }

    @Test
    void damageIsABadRequest() {
        assertThatThrownBy(() -> KubernetesProtobuf.read("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(400));
        assertThatThrownBy(() -> KubernetesProtobuf.read(new byte[] {'k', '8', 's', 0, 0x12, 0x7f}))
                .hasMessageContaining("a field of 127 bytes where 0 are left");
    }
}
