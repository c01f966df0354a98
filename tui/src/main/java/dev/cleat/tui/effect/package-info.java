/**
 * Everything that takes time or touches the host, run away from the UI thread; results come back as messages. Entries:
 * {@link dev.cleat.tui.effect.Effect}, {@link dev.cleat.tui.effect.EffectRunner}. Knows no model.
 */
package dev.cleat.tui.effect;
