package dev.ioreq.playground.lab;

import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.simulated.guest.GuestProgram;
import dev.ioreq.playground.launch.Pace;
import dev.ioreq.playground.node.DeclaredGuest;
import dev.ioreq.playground.node.Toolstack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The lab's guests, by xl(1): real domains whose vCPUs do what the program of a simulated guest says. */
final class XenToolstack implements Toolstack, AutoCloseable {
    private static final Duration REBOOT = Duration.ofSeconds(20);
    private static final String EACH_DOMAIN = "xl list | awk 'NR > 1 && $2 != 0 { print $1, $2 }'";
    /** Where no device of any story is. */
    private static final String FOREIGN_PORT = "0x7000";

    private final Lab lab;
    private final Path files;
    private final GuestWitness witness;
    private final Map<String, XenGuest> guests = new ConcurrentHashMap<>();
    private final Map<String, RemoteProcess> foreign = new ConcurrentHashMap<>();

    private XenToolstack(Lab lab, Path files, GuestWitness witness) {
        this.lab = lab;
        this.files = files;
        this.witness = witness;
    }

    /** @param files where guests' configurations are kept, in dom0 */
    static XenToolstack open(Lab lab, Path files) throws IOException {
        return new XenToolstack(lab, files, GuestWitness.open(lab));
    }

    long pidHere() {
        return witness.pidHere();
    }

    @Override
    public void start(DeclaredGuest guest) throws IOException, InterruptedException {
        Path program = files.resolve(guest.name() + ".program");
        Path configuration = files.resolve(guest.name() + ".cfg");
        byte[] words = GuestWords.of(GuestProgram.parse(guest.program())).getBytes(StandardCharsets.US_ASCII);
        if (words.length >= GuestConfiguration.PROGRAM_BYTES) {
            throw new IllegalArgumentException("the program of guest " + guest.name() + " has " + words.length
                    + " bytes, at most " + (GuestConfiguration.PROGRAM_BYTES - 1) + " are possible");
        }
        lab.write(program, Arrays.copyOf(words, GuestConfiguration.PROGRAM_BYTES));
        String text = new GuestConfiguration(guest, UUID.randomUUID(), program).text();
        lab.write(configuration, text.getBytes(StandardCharsets.UTF_8));
        // What xl leaves in the background must not hold the connection.
        lab.run("xl create -q " + Lab.quoted(configuration) + " </dev/null >" + configuration + ".log 2>&1 || { cat "
                + configuration + ".log >&2; exit 1; }");
        lives(guest.name());
    }

    private void lives(String name) throws IOException, InterruptedException {
        guests.put(name, new XenGuest(witness, number(name).orElseThrow()));
    }

    private Optional<Integer> number(String name) throws IOException, InterruptedException {
        return domains()
                .filter(domain -> domain[0].equals(name))
                .map(domain -> Integer.valueOf(domain[1]))
                .findFirst();
    }

    private Stream<String[]> domains() throws IOException, InterruptedException {
        return lab.run(EACH_DOMAIN).lines().map(line -> line.split(" "));
    }

    @Override
    public void reboot(String name) throws IOException, InterruptedException {
        int old = domid(name);
        witness.shutdown(old, ShutdownReason.REBOOT.ordinal());
        long deadline = System.nanoTime() + Pace.of(REBOOT).toNanos();
        Optional<Integer> now = number(name);
        while (now.isEmpty() || now.get() == old) {
            if (System.nanoTime() > deadline) {
                throw new IOException("guest " + name + " has not come back from its reboot: xl says " + now);
            }
            TimeUnit.MILLISECONDS.sleep(200);
            now = number(name);
        }
        lives(name);
    }

    @Override
    public void destroy(String name) throws IOException, InterruptedException {
        lab.run("xl destroy " + Lab.quoted(name));
        RemoteProcess server = foreign.remove(name);
        if (server != null) {
            server.send("TERM");
        }
    }

    @Override
    public void createForeignServer(String name) throws IOException, InterruptedException {
        RemoteProcess server = RemoteProcess.start(
                lab,
                "foreign server of " + name,
                List.of(
                        Lab.PAYLOAD.resolve("lab/dm").toString(),
                        Integer.toString(domid(name)),
                        "--registers",
                        FOREIGN_PORT));
        foreign.put(name, server);
        var said = new java.io.BufferedReader(new java.io.InputStreamReader(server.errors(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); ; line = said.readLine()) {
            if (line == null) {
                throw new IOException("the foreign server of " + name + " ended before it served");
            }
            if (line.startsWith("serving")) {
                return;
            }
        }
    }

    @Override
    public int domid(String name) {
        return guest(name).domid();
    }

    @Override
    public boolean exists(int domid) throws IOException, InterruptedException {
        return domains().anyMatch(domain -> Integer.parseInt(domain[1]) == domid);
    }

    @Override
    public boolean waits(String name) throws IOException {
        return guest(name).waits();
    }

    @Override
    public String printed(String name) throws IOException {
        return guest(name).printed();
    }

    @Override
    public List<String> saw(String name) throws IOException {
        return guest(name).saw();
    }

    private XenGuest guest(String name) {
        return Optional.ofNullable(guests.get(name))
                .orElseThrow(() -> new IllegalStateException("guest " + name + " does not run"));
    }

    @Override
    public List<String> zombies() throws IOException, InterruptedException {
        return domains()
                .filter(domain -> domain[0].equals("(null)"))
                .map(domain -> "domain " + domain[1])
                .toList();
    }

    @Override
    public Map<String, List<Integer>> serverIds() throws IOException, InterruptedException {
        var ids = new TreeMap<String, List<Integer>>();
        String script = EACH_DOMAIN + " | while read -r name id; do echo $name $(" + Lab.PAYLOAD
                + "/lab/servers $id | sed 's/^server=\\([0-9]*\\).*/\\1/'); done";
        lab.run(script)
                .lines()
                .map(line -> line.split(" "))
                .forEach(words -> ids.put(
                        words[0],
                        Arrays.stream(words).skip(1).map(Integer::valueOf).toList()));
        return ids;
    }

    /** Ends what is left. */
    @Override
    public void close() throws IOException, InterruptedException {
        for (RemoteProcess server : foreign.values()) {
            server.send("TERM");
        }
        lab.run(EACH_DOMAIN + " | while read -r name id; do xl destroy $id; done");
        witness.close();
    }
}
