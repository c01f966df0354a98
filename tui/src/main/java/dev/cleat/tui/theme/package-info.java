/**
 * Theme files: roles to colours and attributes. Entry: {@link dev.cleat.tui.theme.Themes}. A file names colours only;
 * no class or path in it is ever followed.
 */
package dev.cleat.tui.theme;
