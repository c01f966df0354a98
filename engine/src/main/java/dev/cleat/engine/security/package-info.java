/** System call filters, security labels, device policy. */
package dev.cleat.engine.security;
