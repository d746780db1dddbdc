package io.balsa.raft.testkit.planted;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// A class loader with a Balsa of its own in it, equal to the one on the class path but for one
/// source file that was patched.
final class PatchedClasses extends ClassLoader {
    private static final String OURS = "io.balsa.";

    private final Map<String, byte[]> patched;

    private PatchedClasses(Map<String, byte[]> patched) {
        super(PatchedClasses.class.getClassLoader());
        this.patched = patched;
    }

    static PatchedClasses of(PlantedBug bug) throws IOException {
        return new PatchedClasses(compile(bug.name(), Map.of(bug.file(), bug.source())));
    }

    static PatchedClasses of(Map<String, byte[]> patched) {
        return new PatchedClasses(patched);
    }

    /// The classes that the compiler makes of these sources, by their names.
    ///
    /// @throws IllegalStateException when it refuses them
    static Map<String, byte[]> compile(String what, Map<Path, String> sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();
        try (var files = new Memory(compiler.getStandardFileManager(null, null, null))) {
            var options =
                    List.of("-classpath", System.getProperty("java.class.path"), "-proc:none");
            var units = new ArrayList<Source>();
            sources.forEach((file, text) -> units.add(new Source(file, text)));
            var task = compiler.getTask(messages, files, null, options, null, units);
            if (!task.call()) {
                throw new IllegalStateException(
                        "'%s' does not compile:%n%s".formatted(what, messages));
            }
            return files.classes();
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!name.startsWith(OURS)) {
                return super.loadClass(name, resolve);
            }
            var loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        var bytes = patched.get(name);
        if (bytes == null) {
            try (var file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                bytes = file.readAllBytes();
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(Path file, String text) {
            super(file.toUri(), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /// Keeps what the compiler makes of it.
    private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

        Memory(StandardJavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location,
                String className,
                JavaFileObject.Kind kind,
                @Nullable FileObject sibling) {
            var bytes = new ByteArrayOutputStream();
            written.put(className, bytes);
            return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }

        Map<String, byte[]> classes() {
            var classes = new HashMap<String, byte[]>();
            written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        }
    }
}
