package dev.imagesync.behaviour;

import java.util.List;

/**
 * A decision and what the user should know about it.
 *
 * @param decision what is to be done
 * @param notices in the order in which they are told
 */
public record Plan(Decision decision, List<Notice> notices) {
    public Plan {
        notices = List.copyOf(notices);
    }
}
