/**
 * How a flow runs its named steps in order and gives back what it took. Entry: {@link dev.cleat.engine.flow.Steps},
 * {@link dev.cleat.engine.flow.Undo}. Knows nothing of containers.
 */
package dev.cleat.engine.flow;
