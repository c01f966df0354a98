package dev.cleat.engine.terminal;

/** What an operator asks of Cleat in the middle of a session; each is answered in a few words. Called on the relay's thread. */
public interface OperatorAsides {

    /** Of a session that nobody records. */
    OperatorAsides UNRECORDED = new OperatorAsides() {
        @Override
        public String mark() {
            return "no mark: this session is not recorded";
        }

        @Override
        public String recording() {
            return "this session is not recorded";
        }
    };

    /** Marks this moment. */
    String mark();

    /** Where it is recorded, and what of it. */
    String recording();
}
