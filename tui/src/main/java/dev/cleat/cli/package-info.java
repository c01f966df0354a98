/**
 * The command line: verbs that become one call of the engine and print text or JSON.
 *
 * <p>Entry class: {@link dev.cleat.cli.Main}. This package knows the engine's API and no other part of it, except that
 * {@code Main} names the engine it starts.
 */
package dev.cleat.cli;
