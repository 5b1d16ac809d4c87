package dev.imagesync.lifecycle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    /** The same plan with one more notice. */
    Plan and(Notice notice) {
        List<Notice> all = new ArrayList<>(notices);
        all.add(notice);
        return new Plan(decision, all);
    }

    /** The same plan, with one more reason to update what stays. */
    Plan andUpdate(Property property) {
        return switch (decision) {
            case Decision.InStep inStep -> new Plan(new Decision.Update(Set.of(property)), notices);
            case Decision.Update update -> {
                Set<Property> changed = new HashSet<>(update.changed());
                changed.add(property);
                yield new Plan(new Decision.Update(changed), notices);
            }
            case Decision.Create create -> this;
            case Decision.Replace replace -> this;
        };
    }
}
