/**
 * The tools of LXC by their own names: their options as getopt_long(3) reads them, their output, their exit status. Entry:
 * {@link dev.cleat.cli.lxc.LxcTools}. Must not know how the engine is opened.
 */
package dev.cleat.cli.lxc;
