/**
 * What the words of a command line mean: one table of options per verb, the parser that the table drives, and readers
 * for times, signals and lists.
 *
 * <p>Entry classes: {@link dev.cleat.cli.option.VerbSpec} and {@link dev.cleat.cli.option.ArgumentParser}. This package
 * knows neither the engine nor any verb, and does no I/O.
 */
package dev.cleat.cli.option;
