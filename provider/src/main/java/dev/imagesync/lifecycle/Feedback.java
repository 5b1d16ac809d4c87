package dev.imagesync.lifecycle;

/** How the lifecycle speaks to the user while it works. Called from several threads. */
public interface Feedback {

    /** Something worth knowing. */
    void info(String text);

    /** Something amiss that does not stop the work. */
    void warn(String text);

    /** Where the work stands; replaces what was said so before. */
    void status(String text);

    /** Tells a notice at its severity. */
    default void tell(Notice notice) {
        switch (notice.severity()) {
            case INFO -> info(notice.text());
            case WARNING -> warn(notice.text());
        }
    }
}
