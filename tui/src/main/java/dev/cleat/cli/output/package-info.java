/**
 * How results look on standard output: safe text, aligned tables, figures for people, JSON for programs.
 *
 * <p>Entry classes: {@link dev.cleat.cli.output.StandardOutput}, {@link dev.cleat.cli.output.Table} and
 * {@link dev.cleat.cli.output.JsonDocument}. This package reads the engine's records; it asks the engine nothing and
 * knows no verb.
 */
package dev.cleat.cli.output;
