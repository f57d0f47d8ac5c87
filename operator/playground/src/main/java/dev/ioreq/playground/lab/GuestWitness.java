package dev.ioreq.playground.lab;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads what guests of ours have written down in their own memory, by the lab's {@code witness} in dom0: what they printed, what
 * they saw, and which accesses they have begun and not ended. Nothing stays mapped between two looks.
 */
final class GuestWitness implements AutoCloseable {
    /**
     * One look at a guest.
     *
     * @param printed bytes from the position asked for on
     * @param saw lines from the number asked for on
     * @param begun accesses that each vCPU has begun
     * @param done of those, how many have been answered
     */
    record Look(byte[] printed, List<String> saw, List<Long> begun, List<Long> done) {}

    private final RemoteProcess process;
    private final BufferedReader answers;

    private GuestWitness(RemoteProcess process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.output(), StandardCharsets.US_ASCII));
    }

    static GuestWitness open(Lab lab) throws IOException {
        return new GuestWitness(RemoteProcess.startListening(
                lab, "witness", List.of(Lab.PAYLOAD.resolve("lab/witness").toString())));
    }

    long pidHere() {
        return process.pidHere();
    }

    /**
     * Looks once.
     *
     * @param printed how many printed bytes are known already
     * @param saw how many lines are known already
     * @throws IOException when the domain is gone, or its guest is none of ours
     */
    synchronized Look look(int domid, int printed, int saw) throws IOException {
        ask("look %d %d %d".formatted(domid, printed, saw));
        var text = new ByteArrayOutputStream();
        var lines = new ArrayList<String>();
        var begun = new ArrayList<Long>();
        var done = new ArrayList<Long>();
        for (String line = answer(); !line.equals("end"); line = answer()) {
            String[] words = line.split(" ", 2);
            switch (words[0]) {
                case "text" -> text.writeBytes(HexFormat.of().parseHex(words[1]));
                case "saw" -> lines.add(words[1]);
                case "cpu" -> {
                    String[] counts = words[1].split(" ");
                    begun.add(Long.parseLong(counts[0]));
                    done.add(Long.parseLong(counts[1]));
                }
                default -> throw new IOException("the witness in dom0 said: " + line);
            }
        }
        return new Look(text.toByteArray(), lines, begun, done);
    }

    /** Has a domain shut down as if it had asked for it itself; the toolstack then does what is configured for that. */
    synchronized void shutdown(int domid, int reason) throws IOException {
        ask("shutdown %d %d".formatted(domid, reason));
        String said = answer();
        if (!said.equals("end")) {
            throw new IOException("the witness in dom0 said: " + said);
        }
    }

    private void ask(String question) throws IOException {
        process.input().write((question + "\n").getBytes(StandardCharsets.US_ASCII));
        process.input().flush();
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the witness in dom0 has ended: "
                    + new String(process.errors().readAllBytes(), StandardCharsets.UTF_8).trim());
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        process.input().close();
    }
}
