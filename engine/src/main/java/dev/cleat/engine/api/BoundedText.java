package dev.cleat.engine.api;

/**
 * A text from somebody else that an expression may look at so many times: some hundred for each character. One that would take for
 * ever (catastrophic backtracking) ends with {@link TooManyStepsException} instead.
 */
public final class BoundedText implements CharSequence {

    private static final int STEPS_PER_CHARACTER = 256;
    private static final int STEPS = 1 << 16;

    private final String text;
    private long steps;

    public BoundedText(String text) {
        this.text = text;
        this.steps = STEPS + (long) STEPS_PER_CHARACTER * text.length();
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (--steps < 0) {
            throw new TooManyStepsException();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    /** It was looked at too often. */
    public static final class TooManyStepsException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManyStepsException() {
            super(null, null, false, false);
        }
    }
}
