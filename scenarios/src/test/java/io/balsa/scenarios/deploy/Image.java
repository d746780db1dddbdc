package io.balsa.scenarios.deploy;

import io.balsa.server.config.ConfigException;
import io.balsa.server.config.ConfigReader;
import io.balsa.server.config.Overrides;
import io.balsa.server.config.ServerConfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What `deploy/Dockerfile` says of the image.
record Image(String dockerfile) {
    private static final Pattern VARIABLE = Pattern.compile("(BALSA_[A-Z_]+)=(\\S+)");

    static Image ofTheRepository() {
        try {
            return new Image(Files.readString(Yaml.DEPLOY.resolve("Dockerfile")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The variables that every container has.
    Map<String, String> variables() {
        var variables = new TreeMap<String, String>();
        VARIABLE.matcher(instruction("ENV"))
                .results()
                .forEach(found -> variables.put(found.group(1), found.group(2)));
        return variables;
    }

    /// A member in a container with these variables beside those of the image.
    ///
    /// @throws ConfigException if a member cannot be told that
    ServerConfig member(Map<String, String> variables) throws ConfigException {
        var all = variables();
        all.putAll(variables);
        return ConfigReader.read(null, Overrides.none().variables(all)).config();
    }

    /// The words of the last instruction with this name, over several lines.
    String instruction(String name) {
        var pattern = Pattern.compile("(?m)^" + name + " ((?:.*\\\\\\n)*.*)$");
        return pattern.matcher(dockerfile)
                .results()
                .map(found -> found.group(1))
                .reduce((_, last) -> last)
                .orElseThrow(() -> new AssertionError("the image has no " + name))
                .replace("\\\n", " ");
    }

    /// The ports that it shows.
    List<Integer> ports() {
        return List.of(instruction("EXPOSE").split(" ", -1)).stream()
                .map(Integer::valueOf)
                .toList();
    }
}
