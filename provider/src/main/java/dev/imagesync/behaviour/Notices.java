package dev.imagesync.behaviour;

import dev.imagesync.behaviour.Notice.Kind;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;

/** The words of every notice. */
public final class Notices {

    private Notices() {}

    static Notice sourceGone(ImageReference source, Digest kept) {
        return new Notice(
                Kind.SOURCE_UNAVAILABLE,
                source + " does not exist any more; the destination stays at " + kept + ", which was copied from it");
    }

    static Notice sourceUnreadable(ImageReference source, Digest kept, Problem problem) {
        return new Notice(
                Kind.SOURCE_UNAVAILABLE,
                source + " could not be read; the destination stays at " + kept + ": " + problem.oneLine());
    }

    static Notice sourceMissing(ImageReference source) {
        return new Notice(
                Kind.SOURCE_UNRESOLVED,
                source
                        + " does not exist (yet): its digest stays unknown in this plan, and the copy fails unless the image"
                        + " is there by then");
    }

    static Notice sourceUnresolved(ImageReference source, Problem problem) {
        return new Notice(
                Kind.SOURCE_UNRESOLVED,
                source
                        + " could not be read: its digest stays unknown in this plan, and the copy fails unless it can be"
                        + " read by then: " + problem.oneLine());
    }

    static Notice overwritten(Recorded recorded, Digest present) {
        return new Notice(
                Kind.DESTINATION_DRIFTED,
                recorded.destination() + " was overwritten: it points at " + present + " instead of "
                        + recorded.digest() + ", and will be set back");
    }

    static Notice missing(Recorded recorded) {
        return new Notice(
                Kind.DESTINATION_DRIFTED,
                recorded.destination() + " is missing in the registry, and will be written again");
    }

    static Notice unread(Recorded recorded, Problem problem) {
        return new Notice(
                Kind.DESTINATION_UNREADABLE,
                "whether " + recorded.destination() + " is still in place could not be found out; the record is kept: "
                        + problem.oneLine());
    }

    static Notice unreadable(ImageReference destination, Problem problem) {
        return new Notice(Kind.DESTINATION_UNREADABLE, destination + " could not be read: " + problem.oneLine());
    }

    static Notice repointed(ImageReference destination, Digest present, Digest digest) {
        return new Notice(
                Kind.DESTINATION_REPOINTED,
                destination + " exists already and points at " + present + "; it will be re-pointed to " + digest);
    }

    static Notice referrersUnreadable(Desired desired, Problem problem) {
        return new Notice(
                Kind.REFERRERS_UNREADABLE,
                "whether there are new referrers of " + source(desired) + " could not be found out: "
                        + problem.oneLine());
    }

    /** The image stays as it is; what refers to it could not be copied. */
    public static Notice referrersLeftOut(Desired desired, Problem problem) {
        return new Notice(
                Kind.REFERRERS_UNREADABLE,
                "the referrers of " + source(desired) + " could not be copied now; the next plan looks again: "
                        + problem.oneLine());
    }

    /** Which digest an index without some platforms will have is not known. */
    public static Notice platformsUnresolved(Desired desired, Problem problem) {
        return new Notice(
                Kind.PLATFORMS_UNRESOLVED,
                "which digest the chosen platforms of " + source(desired) + " have could not be found out: "
                        + problem.oneLine());
    }

    static Notice withoutTag(String destination) {
        return new Notice(
                Kind.DESTINATION_WITHOUT_TAG,
                "the destination " + destination + " names no tag, so \"latest\" is written");
    }

    /** A layer that must not be distributed is not copied. */
    public static Notice layerLeftOut(ImageReference destination, String words) {
        return new Notice(
                Kind.LAYER_LEFT_OUT, destination + ": left out a layer that must not be distributed: " + words);
    }

    /** A tag that is not ours any more is not deleted. */
    public static Notice tagOfSomebodyElse(Recorded recorded, Digest present) {
        return new Notice(
                Kind.TAG_KEPT,
                recorded.destination() + " stays in the registry: it points at " + present + ", not at our "
                        + recorded.digest());
    }

    /** The registry cannot delete a tag, and the user wants to go on. */
    public static Notice tagUndeletable(Problem problem) {
        return new Notice(Kind.TAG_KEPT, problem.oneLine());
    }

    /** The manifest of an image that was replaced earlier could not be removed. */
    public static Notice manifestUndeletable(Problem problem) {
        return new Notice(Kind.MANIFEST_KEPT, problem.oneLine());
    }

    private static String source(Desired desired) {
        return desired.source().known().map(ImageReference::toString).orElse("the source");
    }
}
