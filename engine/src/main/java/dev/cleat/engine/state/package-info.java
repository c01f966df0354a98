/**
 * What is known of our containers on disk: names, locks, directories, the last state written, the journal of states. Entries:
 * {@link dev.cleat.engine.state.StateStore}, {@link dev.cleat.engine.state.Journal}. Knows no process and no kernel
 * interface but files.
 */
package dev.cleat.engine.state;
