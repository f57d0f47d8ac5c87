package dev.ioreq.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A program of the machine that is run to its end. */
final class Command {

    private Command() {}

    /**
     * What it wrote to its standard output.
     *
     * @param todo what a person can do if it fails
     * @throws IOException if it cannot be started or fails; with what it said
     */
    static String run(Path directory, String todo, String... words) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.environment().put("LC_ALL", "C");
        Process process;
        try {
            process = builder.redirectError(ProcessBuilder.Redirect.PIPE).start();
        } catch (IOException e) {
            throw new IOException(String.join(" ", words) + ": " + e.getMessage() + "; " + todo, e);
        }
        process.getOutputStream().close();
        var complaint = new Complaint(process);
        complaint.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        complaint.join();
        if (status != 0) {
            throw new IOException(String.join(" ", List.of(words)) + ": exit status " + status + ": "
                    + complaint.text.strip() + "; " + todo);
        }
        return output;
    }

    /** Standard error, read beside standard output: neither may fill up. */
    private static final class Complaint extends Thread {
        private final Process process;
        private volatile String text = "";

        Complaint(Process process) {
            super("standard error");
            this.process = process;
        }

        @Override
        public void run() {
            try {
                text = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                text = "(its standard error cannot be read: " + e + ")";
            }
        }
    }
}
