/**
 * How fast Cleat is beside its peers, run by {@code .ci/bench}: everyone does the same work on the same root directory, in
 * turns, because on a machine that others use too only what was measured at the same time can be compared.
 */
package dev.cleat.engine.bench;
