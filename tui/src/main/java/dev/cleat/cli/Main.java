package dev.cleat.cli;

/** Starts Cleat: picks what the command line asks for. */
public final class Main {
    private static final String VERSION = "0.1.0";

    private Main() {}

    public static void main(String[] arguments) {
        String verb = arguments.length == 0 ? "" : arguments[0];
        switch (verb) {
            case "--version" -> System.out.println("cleat " + VERSION);
            // The launcher's training run for the class-data archive; it must end by returning, never by halt().
            case "internal-archive" -> NativeFolders.announce();
            default -> {
                System.err.println("cleat: nothing but --version works yet");
                System.exit(2);
            }
        }
    }
}
