package dev.imagesync.operation;

/** How an operation speaks to the user while it works. Called from several threads. */
public interface Feedback {

    /** Nobody listens. */
    Feedback NONE = new Feedback() {
        @Override
        public void info(String text) {}

        @Override
        public void warn(Warning warning) {}

        @Override
        public void status(String text) {}
    };

    /** Something worth knowing. */
    void info(String text);

    /** Something amiss that does not stop the work. */
    void warn(Warning warning);

    /** Where the work stands; replaces what was said so before. */
    void status(String text);
}
