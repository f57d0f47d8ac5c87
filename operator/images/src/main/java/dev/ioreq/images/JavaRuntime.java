package dev.ioreq.images;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * A Java runtime with nothing but some modules, linked from the JDK that runs this.
 *
 * <p>It has no class data archive and no pre-generated method handle classes: the JDK's differ from time to time, and with them the
 * digests would. Native code is not stripped:
 * that of distributors' JDKs is already.
 */
final class JavaRuntime {

    private JavaRuntime() {}

    /**
     * @param target does not exist yet
     * @throws IOException if jlink refuses; with what it said
     */
    static void link(List<String> modules, Path target) throws IOException {
        ToolProvider jlink = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new IOException("java.home=" + System.getProperty("java.home")
                        + " has no jlink: build with a JDK, not with a JRE"));
        var said = new StringWriter();
        var printer = new PrintWriter(said);
        int status = jlink.run(
                printer,
                printer,
                "--add-modules",
                String.join(",", modules),
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--compress=2",
                "--disable-plugin",
                "generate-jli-classes",
                "--output",
                target.toString());
        if (status != 0) {
            throw new IOException("jlink --add-modules " + String.join(",", modules) + ": exit status " + status + ": "
                    + said.toString().strip()
                    + "; Debian's jmods are in openjdk-17-jdk-headless");
        }
        Trees.settle(target);
    }
}
