package io.balsa.scenarios.deploy;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A place in a document, such as `spec.template.spec`.
record Yaml(String place, Object content) {

    /// The folder `deploy`.
    static final Path DEPLOY = Path.of("..", "deploy").toAbsolutePath().normalize();

    /// All documents of a file.
    static List<Yaml> documents(String file) {
        try (var reader = Files.newBufferedReader(DEPLOY.resolve(file))) {
            var documents = new ArrayList<Yaml>();
            var parser = new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions()));
            for (var document : parser.loadAll(reader)) {
                documents.add(new Yaml(file, document));
            }
            return documents;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// What is at a path of names and numbers, which must be there.
    Yaml at(String path) {
        var here = this;
        for (var step : path.split("\\.", -1)) {
            here = here.step(step);
        }
        return here;
    }

    private Yaml step(String name) {
        var next =
                switch (content) {
                    case Map<?, ?> map -> map.get(name);
                    case List<?> list -> list.get(Integer.parseInt(name));
                    default -> null;
                };
        if (next == null) {
            throw new AssertionError("there is no %s in %s".formatted(name, place));
        }
        return new Yaml(place + "." + name, next);
    }

    boolean has(String name) {
        return content instanceof Map<?, ?> map && map.containsKey(name);
    }

    String text() {
        return content.toString();
    }

    List<Yaml> items() {
        var items = new ArrayList<Yaml>();
        for (var i = 0; i < ((List<?>) content).size(); i++) {
            items.add(step("" + i));
        }
        return items;
    }

    /// Texts by name.
    Map<String, String> texts() {
        var texts = new TreeMap<String, String>();
        ((Map<?, ?>) content)
                .forEach((name, value) -> texts.put(name.toString(), value.toString()));
        return texts;
    }
}
