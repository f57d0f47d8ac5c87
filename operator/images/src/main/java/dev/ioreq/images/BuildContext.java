package dev.ioreq.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The directories that Containerfiles copy: each is laid once, whoever has it. */
final class BuildContext {

    private static final String USERS = "root:x:0:0:root:/:/sbin/nologin\nioreq:x:65532:65532:ioreq:/:/sbin/nologin\n";
    private static final String GROUPS = "root:x:0:\nioreq:x:65532:\n";
    private static final String NAMES = "passwd: files\ngroup: files\nhosts: files dns\n";

    private final Path directory;
    private final SystemLayer system;
    private final Map<String, List<Component>> laid = new HashMap<>();

    /** @param directory empty */
    BuildContext(Path directory, SystemLayer system) {
        this.directory = directory;
        this.system = system;
    }

    /** Lays what the image consists of and is not there yet. */
    List<Component> lay(Image image) throws IOException, InterruptedException {
        var components = new ArrayList<Component>();
        for (var layer : image.libraries().entrySet()) {
            components.addAll(once(layer.getKey(), target -> system.lay(layer.getValue(), target).stream()
                    .map(Component::of)
                    .toList()));
        }
        components.addAll(once(image.runtime().layer(), target -> {
            JavaRuntime.link(image.runtime().modules(), target);
            return List.of(Component.ofThisRuntime());
        }));
        components.addAll(once(image.name(), target -> {
            image.program().lay(target);
            return image.program().components();
        }));
        accounts();
        return components;
    }

    private void accounts() throws IOException {
        Path etc = Files.createDirectories(directory.resolve("system/etc"));
        Files.writeString(etc.resolve("passwd"), USERS);
        Files.writeString(etc.resolve("group"), GROUPS);
        Files.writeString(etc.resolve("nsswitch.conf"), NAMES);
        Files.createDirectories(directory.resolve("system/tmp"));
        Trees.settle(directory.resolve("system"));
    }

    private interface Laying {
        List<Component> lay(Path target) throws IOException, InterruptedException;
    }

    private List<Component> once(String layer, Laying laying) throws IOException, InterruptedException {
        List<Component> before = laid.get(layer);
        if (before != null) {
            return before;
        }
        List<Component> components = laying.lay(directory.resolve(layer));
        laid.put(layer, components);
        return components;
    }
}
