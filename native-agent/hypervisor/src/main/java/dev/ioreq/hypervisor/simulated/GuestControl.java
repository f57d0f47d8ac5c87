package dev.ioreq.hypervisor.simulated;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.simulated.control.ControlText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a toolstack does with the guests of an engine in another process. Thread-safe; one command at a time. Refusals are
 * IllegalStateExceptions with the engine's words.
 */
public final class GuestControl implements AutoCloseable {

    private final SocketChannel channel;
    private final BufferedReader in;
    private final Writer out;

    private record Answer(String text, List<String> data) {}

    private GuestControl(SocketChannel channel) {
        this.channel = channel;
        this.in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        this.out = Channels.newWriter(channel, StandardCharsets.UTF_8);
    }

    /** @param socket what {@code --control} of {@link SimulatedXenMain} named */
    public static GuestControl connect(Path socket) {
        try {
            return new GuestControl(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        } catch (IOException e) {
            throw new UncheckedIOException("connecting to the control socket " + socket, e);
        }
    }

    public DomainId start(GuestConfig config) {
        if (config.program().lines().anyMatch(line -> line.trim().equals("."))) {
            throw new IllegalArgumentException("a guest program has no line with a single dot");
        }
        Answer answer = ask("start " + ControlText.startLine(config) + "\n" + config.program() + "\n.");
        return domid(answer);
    }

    /** Ends a guest; a zombie stays while somebody maps its frames. */
    public void destroy(String name) {
        ask("destroy " + name);
    }

    /** The same guest under a new number. */
    public DomainId reboot(String name) {
        return domid(ask("reboot " + name));
    }

    public void shutdown(String name, ShutdownReason reason) {
        ask("shutdown " + name + " " + reason.name().toLowerCase(Locale.ROOT));
    }

    /** Starts its programs anew in the same domain, which keeps its servers. Returns at once. */
    public void softReset(String name) {
        ask("soft-reset " + name);
    }

    public void pause(String name) {
        ask("pause " + name);
    }

    public void unpause(String name) {
        ask("unpause " + name);
    }

    /** All domains, sorted by number, zombies too. */
    public List<GuestStatus> list() {
        return ControlText.statuses(ask("list").data());
    }

    /** What the guest saw; also of one that has ended, until another of its name starts. */
    public List<String> transcript(String name) {
        return ask("transcript " + name).data();
    }

    /** What the guest printed so far. */
    public String printed(String name) {
        return ControlText.unescape(String.join("", ask("printed " + name).data()));
    }

    /** Reads of the guest that gave another value than its program expected. */
    public long failures(String name) {
        return ControlText.number(ask("transcript " + name).text(), "failures").orElseThrow();
    }

    /** A server that another program of domain 0 made and left, as QEMU would. It is never enabled. */
    public IoreqServerId createForeignServer(String name) {
        return server(ask("foreign-server " + name));
    }

    /** A server that another domain made. It is never enabled. */
    public IoreqServerId createStubdomainServer(String name) {
        return server(ask("stubdomain-server " + name));
    }

    private static DomainId domid(Answer answer) {
        return new DomainId(ControlText.number(answer.text(), "domid").orElseThrow());
    }

    private static IoreqServerId server(Answer answer) {
        return new IoreqServerId(ControlText.number(answer.text(), "server").orElseThrow());
    }

    private synchronized Answer ask(String command) {
        String summary = command.lines().findFirst().orElse("");
        try {
            out.write(command + "\n");
            out.flush();
            List<String> data = new ArrayList<>();
            String line = in.readLine();
            while (line != null && line.startsWith("|")) {
                data.add(line.length() > 2 ? line.substring(2) : "");
                line = in.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("the simulated hypervisor ended before it answered '" + summary + "'");
            }
            if (line.startsWith("error ")) {
                throw new IllegalStateException(summary + ": " + ControlText.unescape(line.substring(6)));
            }
            return new Answer(line, List.copyOf(data));
        } catch (IOException e) {
            throw new UncheckedIOException("the control connection failed at '" + summary + "'", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the control connection", e);
        }
    }
}
