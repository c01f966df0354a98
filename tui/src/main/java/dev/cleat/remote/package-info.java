/** Other hosts, each reached by the operator's own ssh and answered for by a Cleat there, as one engine with this one. */
package dev.cleat.remote;
