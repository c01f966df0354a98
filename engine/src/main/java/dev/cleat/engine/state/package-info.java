/**
 * What is known of our containers on disk: names, locks, directories, the last state written. Entry:
 * {@link dev.cleat.engine.state.StateStore}. Knows no process and no kernel interface but files.
 */
package dev.cleat.engine.state;
