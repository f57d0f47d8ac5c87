package dev.ioreq.hypervisor.simulated.control;

import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.simulated.GuestStatus;
import dev.ioreq.hypervisor.simulated.SimulatedXen;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection's commands, one after the other. */
final class ControlSession {

    private static final String HELP =
            """
            start NAME [uuid=U] [type=pvh|hvm|pv] [vcpus=N] [domid=N] [paused] [preserve]
                  then the guest's program, ended by a line with a single dot
            destroy NAME | reboot NAME | soft-reset NAME | pause NAME | unpause NAME
            shutdown NAME poweroff|reboot|suspend|crash|watchdog
            list                      every domain and what its vCPUs wait for
            transcript NAME           what the guest saw
            printed NAME              what it printed, on one line with \\n and \\r
            foreign-server NAME       a server as QEMU would leave it
            stubdomain-server NAME    a server of another domain
            help | quit""";

    private final SimulatedXen xen;
    private final BufferedReader in;
    private final PrintWriter out;

    ControlSession(SimulatedXen xen, SocketChannel connection) {
        this.xen = xen;
        this.in = new BufferedReader(Channels.newReader(connection, StandardCharsets.UTF_8));
        this.out = new PrintWriter(Channels.newWriter(connection, StandardCharsets.UTF_8));
    }

    void run() throws IOException {
        String line = in.readLine();
        while (line != null && !line.trim().equals("quit")) {
            if (!line.isBlank()) {
                answer(line.trim());
            }
            line = in.readLine();
        }
    }

    private void answer(String line) throws IOException {
        String[] words = line.split("\\s+", 2);
        String rest = words.length == 2 ? words[1].trim() : "";
        String answer;
        try {
            answer = "ok " + execute(words[0], rest);
        } catch (RuntimeException e) {
            answer = "error " + ControlText.escape(String.valueOf(e.getMessage()));
        }
        out.println(answer.trim());
        out.flush();
    }

    private String execute(String command, String rest) throws IOException {
        switch (command) {
            case "start":
                String program = program();
                return "domid=" + xen.start(ControlText.guest(name(rest), program));
            case "destroy":
                xen.destroy(name(rest));
                return "";
            case "reboot":
                return "domid=" + xen.reboot(name(rest));
            case "soft-reset":
                xen.softReset(name(rest));
                return "";
            case "pause":
                xen.pause(name(rest));
                return "";
            case "unpause":
                xen.unpause(name(rest));
                return "";
            case "shutdown":
                shutdown(rest);
                return "";
            case "list":
                for (GuestStatus status : xen.list()) {
                    ControlText.statusLines(status).forEach(this::data);
                }
                return "";
            case "transcript":
                xen.transcript(name(rest)).lines().forEach(this::data);
                return "failures=" + xen.transcript(rest).failures();
            case "printed":
                data(ControlText.escape(xen.transcript(name(rest)).printedText()));
                return "";
            case "foreign-server":
                return "server=" + xen.createForeignServer(name(rest));
            case "stubdomain-server":
                return "server=" + xen.createStubdomainServer(name(rest));
            case "help":
                HELP.lines().forEach(this::data);
                return "";
            default:
                throw new IllegalArgumentException("'" + command + "' is no command; 'help' lists them");
        }
    }

    private void shutdown(String rest) {
        String[] words = rest.split("\\s+");
        if (words.length != 2) {
            throw new IllegalArgumentException("expected: shutdown NAME poweroff|reboot|suspend|crash|watchdog");
        }
        xen.shutdown(words[0], ShutdownReason.valueOf(words[1].toUpperCase(Locale.ROOT)));
    }

    private String program() throws IOException {
        StringBuilder program = new StringBuilder();
        String line = in.readLine();
        while (line != null && !line.trim().equals(".")) {
            program.append(line).append('\n');
            line = in.readLine();
        }
        if (line == null) {
            throw new IOException("the connection ended inside a program");
        }
        return program.toString();
    }

    private static String name(String rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("expected the name of a guest");
        }
        return rest;
    }

    private void data(String line) {
        out.println("| " + line);
    }
}
