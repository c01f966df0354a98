/**
 * Wires the parts together: {@link dev.cleat.engine.runtime.LocalEngine} is the only class that knows all the others.
 */
package dev.cleat.engine.runtime;
