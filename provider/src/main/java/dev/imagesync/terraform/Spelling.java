package dev.imagesync.terraform;

import dev.imagesync.problem.Term;

/** Names as Terraform spells them: {@code source_digest} for what the lifecycle calls {@code sourceDigest}. */
final class Spelling {

    private Spelling() {}

    /** A name, or a path of names. */
    static String name(String camel) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            if (Character.isUpperCase(c)) {
                snake.append('_').append(Character.toLowerCase(c));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }

    /** A text that is told to people. */
    static String spell(String text) {
        return Term.spell(text, term -> term == Term.STATE_REMOVAL ? "`tofu state rm`" : name(term.label()));
    }
}
