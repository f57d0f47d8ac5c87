package dev.ioreq.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program of ours as Maven built it, that becomes a layer. */
sealed interface Program permits QuarkusProgram, EmulatorProgram {

    /** Puts the program's files there, and native libraries beside them: an image's root may be read-only. */
    void lay(Path target) throws IOException;

    /** What it consists of: itself and its libraries. */
    List<Component> components() throws IOException;
}
