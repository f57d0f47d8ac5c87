package dev.ioreq.playground.apiserver.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.logs.LogRequest;
import dev.ioreq.playground.apiserver.logs.LogSource;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.Metadata;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Pod logs. */
final class LogHandler {
    private final LogSource source;

    LogHandler(LogSource source) {
        this.source = source;
    }

    void write(Call call, ObjectNode pod) throws IOException {
        var tail = call.parameter("tailLines") == null
                ? OptionalInt.empty()
                : OptionalInt.of((int) ListParameters.number(call, "tailLines", 0));
        var limit = call.parameter("limitBytes") == null
                ? OptionalLong.empty()
                : OptionalLong.of(ListParameters.number(call, "limitBytes", 0));
        var request =
                new LogRequest(pod, container(call, pod), call.flag("follow"), call.flag("previous"), tail, limit);
        try (var output = new OnFirstByte(call)) {
            source.write(request, output);
        }
    }

    /** The container meant, which a client may leave out when there is one only. */
    private static String container(Call call, ObjectNode pod) {
        var names = new ArrayList<String>();
        for (String list : List.of("containers", "initContainers")) {
            pod.path("spec")
                    .path(list)
                    .forEach(container -> names.add(container.path("name").asText()));
        }
        String asked = call.parameter("container");
        String name = Metadata.name(pod);
        if (asked == null || asked.isEmpty()) {
            if (pod.path("spec").path("containers").size() == 1) {
                return names.get(0);
            }
            throw ApiException.badRequest(
                    "a container name must be specified for pod %s, choose one of: %s".formatted(name, names));
        }
        if (!names.contains(asked)) {
            throw ApiException.badRequest("container %s is not valid for pod %s".formatted(asked, name));
        }
        return asked;
    }

    /** Begins the answer with the first byte, so that an error before it can still be told as one. */
    private static final class OnFirstByte extends FilterOutputStream {
        private final Call call;

        OnFirstByte(Call call) {
            super(OutputStream.nullOutputStream());
            this.call = call;
        }

        private OutputStream begun() throws IOException {
            if (!call.isAnswered()) {
                out = call.stream("text/plain");
            }
            return out;
        }

        @Override
        public void write(int b) throws IOException {
            begun().write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            begun().write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            begun().flush();
        }

        /** Ends an answer that has begun; without one, an error may still become the answer. */
        @Override
        public void close() throws IOException {
            if (call.isAnswered()) {
                out.close();
            }
        }
    }
}
