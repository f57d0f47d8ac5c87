package dev.ioreq.images;

/**
 * A package as the machine's apt knows it.
 *
 * @param sha256 of its .deb, in hex
 */
record DebianPackage(String name, String version, String architecture, String sha256) {

    /** As apt calls the file that it downloads. */
    String fileName() {
        return name + "_" + version.replace(":", "%3a") + "_" + architecture + ".deb";
    }
}
