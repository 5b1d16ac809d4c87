package dev.imagesync.pulumi;

import dev.imagesync.problem.Term;

/** Terms as Pulumi spells them: in camel case. */
final class Spelling {

    private Spelling() {}

    /** A text that is told to people. */
    static String spell(String text) {
        return Term.spell(text, term -> term == Term.STATE_REMOVAL ? "`pulumi state delete`" : term.label());
    }
}
