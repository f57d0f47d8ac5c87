package dev.ioreq.images;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The JDK's modules that classes name: in their constants, and in the types of their fields and methods. What {@code jdeps --list-deps}
 * says, in seconds instead of minutes, and for jars with module descriptors that do not fit together, as on a class path they need not.
 */
final class NamedModules {

    /** Constant pool tags (JVMS 4.4). */
    private static final int CLASS = 7;

    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_TYPE = 16;

    private final Map<String, String> modules = new HashMap<>();
    private final Set<String> named = new TreeSet<>();

    NamedModules() {
        ModuleFinder.ofSystem().findAll().forEach(module -> module.descriptor()
                .packages()
                .forEach(name -> modules.put(name, module.descriptor().name())));
    }

    Set<String> named() {
        return named;
    }

    /** All classes of a jar but those for other releases. */
    void read(Path jar) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
                    read(new ClassReader(zip.getInputStream(entry)));
                }
            }
        }
    }

    private void read(ClassReader reader) {
        var buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            switch (item == 0 ? 0 : reader.readByte(item - 1)) {
                case CLASS -> add(Type.getObjectType(reader.readUTF8(item, buffer)));
                case NAME_AND_TYPE -> add(Type.getType(reader.readUTF8(item + 2, buffer)));
                case METHOD_TYPE -> add(Type.getType(reader.readUTF8(item, buffer)));
                default -> {}
            }
        }
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public FieldVisitor visitField(int access, String name, String type, String generic, Object value) {
                        add(Type.getType(type));
                        return null;
                    }

                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String type, String generic, String[] thrown) {
                        add(Type.getType(type));
                        return null;
                    }
                },
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    private void add(Type type) {
        switch (type.getSort()) {
            case Type.METHOD -> {
                add(type.getReturnType());
                for (Type argument : type.getArgumentTypes()) {
                    add(argument);
                }
            }
            case Type.ARRAY -> add(type.getElementType());
            case Type.OBJECT -> {
                String name = type.getClassName();
                String module = modules.get(name.substring(0, Math.max(0, name.lastIndexOf('.'))));
                if (module != null) {
                    named.add(module);
                }
            }
            default -> {}
        }
    }
}
