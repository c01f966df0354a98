/**
 * Sessions: one attach from request to exit status, who made it and that it lives. Entry:
 * {@link dev.cleat.engine.session.SessionRegistry}.
 */
package dev.cleat.engine.session;
