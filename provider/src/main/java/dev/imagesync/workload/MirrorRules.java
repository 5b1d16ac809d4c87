package dev.imagesync.workload;

import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.ImageReference;
import java.util.List;

/**
 * Which images a mirror takes, and where it keeps them.
 *
 * @param prefix what all destinations begin with; images of its registry stay
 * @param layout how they are named below it
 * @param include which images are taken; none given: all
 * @param exclude which of those are not
 */
public record MirrorRules(MirrorPrefix prefix, Layout layout, List<Glob> include, List<Glob> exclude) {

    public MirrorRules {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /** Rules that take every image. */
    public static MirrorRules all(MirrorPrefix prefix) {
        return new MirrorRules(prefix, Layout.BY_HOST, List.of(), List.of());
    }

    /** What becomes of an image, as an object writes it. */
    public Fate fateOf(String image) {
        ImageReference source;
        try {
            ImageReference written = ImageReference.parse(image);
            source = new ImageReference(written.repository().canonical(), written.tag(), written.digest());
        } catch (ImagesyncException e) {
            return new Fate.Malformed(e.problem());
        }
        if (source.repository().registry().equals(prefix.registry().canonical())) {
            return new Fate.Stays(Fate.Why.THERE_ALREADY);
        }
        boolean isChosen = include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(source));
        if (!isChosen || exclude.stream().anyMatch(glob -> glob.matches(source))) {
            return new Fate.Stays(Fate.Why.NOT_CHOSEN);
        }
        try {
            return new Fate.Mirrored(source, layout.destination(source, prefix));
        } catch (ImagesyncException e) {
            return new Fate.Malformed(e.problem());
        }
    }
}
