package dev.ioreq.images;

import java.nio.file.Path;
import java.util.Locale;

/** A machine that nodes with Xen have. The constants' names are Debian's and those of image configurations. */
enum Architecture {
    AMD64("x86_64-linux-gnu", "lib64", "ld-linux-x86-64.so.2", "linux-x86-64", "linux-x86_64", "x86_64"),
    ARM64("aarch64-linux-gnu", "lib", "ld-linux-aarch64.so.1", "linux-aarch64", "linux-aarch_64", "aarch_64");

    private final String triplet;
    private final String loaderDirectory;
    private final String loader;
    private final String jna;
    private final String nettyClassifier;
    private final String nettySuffix;

    Architecture(
            String triplet,
            String loaderDirectory,
            String loader,
            String jna,
            String nettyClassifier,
            String nettySuffix) {
        this.triplet = triplet;
        this.loaderDirectory = loaderDirectory;
        this.loader = loader;
        this.jna = jna;
        this.nettyClassifier = nettyClassifier;
        this.nettySuffix = nettySuffix;
    }

    /** Of the JVM that builds: its runtime goes into the images. */
    static Architecture ofThisJvm() {
        String name = System.getProperty("os.arch");
        return switch (name) {
            case "amd64" -> AMD64;
            case "aarch64" -> ARM64;
            default ->
                throw new IllegalStateException(
                        "os.arch=" + name + ": expected amd64 or aarch64: images are made for these, on these");
        };
    }

    /** In image configurations. */
    String imageName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of Debian's library directories. */
    String triplet() {
        return triplet;
    }

    /** The dynamic loader's file name. */
    String loader() {
        return loader;
    }

    /** From the root, without a slash before it. */
    String loaderDirectory() {
        return loaderDirectory;
    }

    /** The native part of JNA, in its jar. */
    String jnaEntry() {
        return "com/sun/jna/" + jna + "/libjnidispatch.so";
    }

    /** Which of the jars of netty's native transport. */
    String nettyClassifier() {
        return nettyClassifier;
    }

    /** The native part of netty's transport, in its jar. */
    String nettyEntry() {
        return "META-INF/native/libnetty_transport_native_epoll_" + nettySuffix + ".so";
    }

    /** The file name of a path in a jar. */
    static String fileName(String entry) {
        return Path.of(entry).getFileName().toString();
    }
}
