package dev.ioreq.agent.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Certificates made with the JDK's keytool, once a JVM: an authority, and who it vouches for. */
public final class TestCertificates {

    private static final char[] PASSWORD = "for-tests-only".toCharArray();
    private static final TestCertificates SHARED = new TestCertificates();

    private final Path directory;

    private TestCertificates() {
        try {
            directory = Files.createTempDirectory("ioreq-tls");
            Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
            Path store = directory.resolve("store.p12");
            keytool(store, "-genkeypair", "-alias", "ca", "-dname", "CN=test authority", "-ext", "bc:c");
            signed(store, "agent", "dns:node-1.node.ioreq.dev");
            signed(store, "operator", "dns:operator.ioreq.dev");
            signed(store, "stranger", "dns:stranger.example.org");
            keytool(store, "-genkeypair", "-alias", "self", "-dname", "CN=self", "-ext", "san=dns:operator.ioreq.dev");
            export(store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TestCertificates shared() {
        return SHARED;
    }

    public Path certificate(String name) {
        return directory.resolve(name + ".crt");
    }

    public Path key(String name) {
        return directory.resolve(name + ".key");
    }

    public Path authority() {
        return certificate("ca");
    }

    private static void signed(Path store, String name, String san) {
        keytool(store, "-genkeypair", "-alias", name, "-dname", "CN=" + name, "-ext", "san=" + san, "-signer", "ca");
    }

    private static void keytool(Path store, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", new String(PASSWORD), "-keyalg", "EC", "-groupname", "secp256r1"));
        if (command.contains("-genkeypair")) {
            // A machine that checks them may have a clock that is a little behind.
            command.addAll(List.of("-startdate", "-1d"));
        }
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void export(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            for (String name : List.of("ca", "agent", "operator", "stranger", "self")) {
                Key key = store.getKey(name, PASSWORD);
                Certificate own = store.getCertificate(name);
                Files.writeString(key(name), pem("PRIVATE KEY", key.getEncoded()));
                Files.writeString(certificate(name), pem("CERTIFICATE", own.getEncoded()));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String what, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    }

    private void delete() {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
