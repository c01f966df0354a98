/** The console line by line. */
package dev.cleat.tui.plain;
