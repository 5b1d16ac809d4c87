package dev.imagesync.auth;

import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The places where credentials are looked for, in order; the first that has some for a registry wins, and if the registry
 * refuses them the next is tried. See the package's description for the order. Thread-safe.
 */
public final class CredentialSearch implements Credentials {

    private final List<Place> places;

    private CredentialSearch(List<Place> places) {
        this.places = List.copyOf(places);
    }

    /** Somewhere to look. */
    private record Place(String name, Credentials credentials) {}

    /**
     * What one place had.
     *
     * @param place where it was looked
     * @param found what was there, never a secret
     * @param isUsed whether it is what a registry is shown first
     */
    public record Finding(String place, String found, boolean isUsed) {}

    /**
     * The search of every door.
     *
     * @param settings the provider's settings
     * @param dockerConfig a docker config that the user names; it is read in place of all others
     * @param environment the environment of the process
     * @param home the user's home
     * @param log takes a line for each helper that is missing or fails
     */
    public static CredentialSearch of(
            ConfiguredCredentials settings,
            @Nullable Path dockerConfig,
            Map<String, String> environment,
            Path home,
            Consumer<String> log) {
        List<Place> places = new ArrayList<>();
        if (!settings.isEmpty()) {
            places.add(new Place("the provider setting {registries}", settings));
        }
        if (dockerConfig != null) {
            places.add(file(dockerConfig.toString(), dockerConfig, environment, log));
            return new CredentialSearch(places);
        }
        String inline = environment.getOrDefault("DOCKER_AUTH_CONFIG", "");
        if (!inline.isBlank()) {
            places.add(new Place(
                    "the environment variable DOCKER_AUTH_CONFIG",
                    DockerConfigCredentials.ofText("DOCKER_AUTH_CONFIG", inline, environment, log)));
        }
        named(environment, "REGISTRY_AUTH_FILE")
                .ifPresent(path -> places.add(file(path + " (REGISTRY_AUTH_FILE)", path, environment, log)));
        Path docker = DockerConfigCredentials.defaultFile(environment, home);
        places.add(file(docker.toString(), docker, environment, log));
        named(environment, "XDG_RUNTIME_DIR")
                .map(folder -> folder.resolve("containers/auth.json"))
                .ifPresent(path -> places.add(file(path.toString(), path, environment, log)));
        Path containers = named(environment, "XDG_CONFIG_HOME")
                .orElseGet(() -> home.resolve(".config"))
                .resolve("containers/auth.json");
        places.add(file(containers.toString(), containers, environment, log));
        return new CredentialSearch(places);
    }

    private static Optional<Path> named(Map<String, String> environment, String variable) {
        return Optional.of(environment.getOrDefault(variable, ""))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    private static Place file(String name, Path path, Map<String, String> environment, Consumer<String> log) {
        return new Place(name, new DockerConfigCredentials(path, environment, log));
    }

    /** Looks at the next place when those before have nothing more. */
    @Override
    public Iterable<Offer> offers(Repository repository) {
        return () -> new Walk(repository);
    }

    /** A place that cannot be read stops the search for good, unless an earlier one had something. */
    private final class Walk implements Iterator<Offer> {
        private final Repository repository;
        private final Iterator<Place> rest = places.iterator();
        private Iterator<? extends Offer> offers = Collections.emptyIterator();
        private boolean foundAny;
        private @Nullable Problem unreadable;

        Walk(Repository repository) {
            this.repository = repository;
        }

        @Override
        public boolean hasNext() {
            if (unreadable != null) {
                throw unreadable.toException();
            }
            while (!offers.hasNext() && rest.hasNext()) {
                offers = at(rest.next()).iterator();
            }
            return offers.hasNext();
        }

        private Iterable<? extends Offer> at(Place place) {
            try {
                return place.credentials().offers(repository);
            } catch (ImagesyncException e) {
                if (!foundAny) {
                    unreadable = e.problem();
                    throw e;
                }
                return List.of(new Unavailable(place.name() + " could not be read: " + words(e)));
            }
        }

        @Override
        public Offer next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Offer offer = offers.next();
            foundAny |= offer instanceof Candidate;
            return offer;
        }
    }

    private static String words(ImagesyncException e) {
        return Objects.requireNonNullElse(
                e.problem().answer(), e.problem().code().summary());
    }

    @Override
    public void forget() {
        places.forEach(place -> place.credentials().forget());
    }

    /** What each place has for a repository, in order. Asks helpers, and no registry. */
    public List<Finding> explain(Repository repository) {
        List<Finding> findings = new ArrayList<>();
        boolean isFirst = true;
        for (Place place : places) {
            List<String> candidates = new ArrayList<>();
            String otherwise = "nothing for this repository";
            try {
                for (Offer offer : place.credentials().offers(repository)) {
                    switch (offer) {
                        case Candidate candidate -> candidates.add(candidate.describe());
                        case Unavailable unavailable -> otherwise = unavailable.why();
                    }
                }
            } catch (ImagesyncException e) {
                otherwise = words(e);
            }
            boolean isUsed = isFirst && !candidates.isEmpty();
            isFirst &= candidates.isEmpty();
            String found = candidates.isEmpty() ? otherwise : String.join(", ", candidates);
            findings.add(new Finding(place.name(), found, isUsed));
        }
        return findings;
    }
}
