package dev.imagesync.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the classes of a library that is compiled for Java 5, as picocli is, in the format of Java 8. The code stays as it
 * is. An AOT cache takes no class that is older than Java 6, and the JVM verifies such a class in the slow way of its time:
 * as they come, picocli's cost a tenth of a second at every start.
 */
final class OldClasses {

    private static final int JAVA_6 = ClassFile.JAVA_6_VERSION;

    private OldClasses() {}

    /** Replaces the jar by one without old classes. The same jar always gives the same bytes. */
    static void modernize(Path jar) throws IOException {
        Path modern = jar.resolveSibling(jar.getFileName() + ".tmp");
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(modern))) {
            ClassFile format = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy(from)));
            for (ZipEntry entry : from.stream()
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .toList()) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                to.putNextEntry(copy);
                write(from, entry, format, to);
                to.closeEntry();
            }
        }
        Files.setLastModifiedTime(modern, Files.getLastModifiedTime(jar));
        Files.move(modern, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(ZipFile jar, ZipEntry entry, ClassFile format, OutputStream to) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            to.write(entry.getName().endsWith(".class") ? modern(format, bytes) : bytes);
        }
    }

    private static byte[] modern(ClassFile format, byte[] bytes) {
        ClassModel old = format.parse(bytes);
        if (old.majorVersion() >= JAVA_6) {
            return bytes;
        }
        // The code is built anew, though nothing in it changes, so that it gets the stack maps which the new version
        // asks for.
        ClassTransform sameCode = ClassTransform.transformingMethodBodies(CodeBuilder::with);
        return format.transformClass(
                old,
                sameCode.andThen((builder, element) -> builder.with(
                        element instanceof ClassFileVersion
                                ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0)
                                : element)));
    }

    /** Who extends whom, as the jar and the JDK say: stack maps need it where two ways through the code meet. */
    private static ClassHierarchyResolver hierarchy(ZipFile jar) {
        return ClassHierarchyResolver.ofResourceParsing((ClassDesc type) -> open(jar, type))
                .orElse(ClassHierarchyResolver.defaultResolver());
    }

    private static @Nullable InputStream open(ZipFile jar, ClassDesc type) {
        String descriptor = type.descriptorString();
        ZipEntry entry = jar.getEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
        try {
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
