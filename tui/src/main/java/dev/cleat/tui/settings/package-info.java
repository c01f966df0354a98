/**
 * What operators keep in files of their own. Entry: {@link dev.cleat.tui.settings.KeysFile}. Knows no screen.
 */
package dev.cleat.tui.settings;
