package dev.cleat.engine.plan;

import java.nio.file.Path;

/**
 * An AppArmor profile that is loaded before a container is started.
 *
 * @param name as it appears in /sys/kernel/security/apparmor/profiles
 * @param text its source (apparmor.d(5))
 * @param parser apparmor_parser of this host
 */
public record ProfilePlan(String name, String text, Path parser) {}
