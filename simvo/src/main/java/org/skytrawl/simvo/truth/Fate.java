package org.skytrawl.simvo.truth;

/** What becomes of a registered service when a question is asked. */
public sealed interface Fate {
    /** Asked, and it answers well. */
    record AskedOk() implements Fate {
        @Override
        public String word() {
            return "ASKED_OK";
        }
    }

    /**
     * Asked, and it does not answer well.
     *
     * @param fault the name of what is wrong with it
     */
    record AskedFaulty(String fault) implements Fate {
        @Override
        public String word() {
            return "ASKED_FAULTY";
        }

        @Override
        public String detail() {
            return fault;
        }
    }

    /** Not asked: it declares to be elsewhere. */
    record PrunedOutside() implements Fate {
        @Override
        public String word() {
            return "PRUNED_OUTSIDE";
        }
    }

    /** Not asked: it does not declare where it is. */
    record PrunedUndeclared() implements Fate {
        @Override
        public String word() {
            return "PRUNED_UNDECLARED";
        }
    }

    /**
     * Not asked: another one has the same data.
     *
     * @param by the ivoid of that
     */
    record Elided(String by) implements Fate {
        @Override
        public String word() {
            return "ELIDED";
        }

        @Override
        public String detail() {
            return by;
        }
    }

    /**
     * It cannot be asked that.
     *
     * @param why in a few words
     */
    record Skipped(String why) implements Fate {
        @Override
        public String word() {
            return "SKIPPED";
        }

        @Override
        public String detail() {
            return why;
        }
    }

    /** The kind of fate, one word. */
    String word();

    /** What more there is to say, or an empty text. */
    default String detail() {
        return "";
    }
}
