package dev.cleat.engine.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Users and groups of a container, from the text of its /etc/passwd and /etc/group (passwd(5), group(5)). Both are written
 * by whoever owns the container: lines that are not what they should be do not exist, and names of digits are never found,
 * because digits are always an id (CVE-2016-3697).
 */
public final class PasswdFile {

    /** No users and no groups. */
    public static final PasswdFile EMPTY = of("", "");

    private static final long LARGEST_ID = 4294967294L;
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_LINES = 65_536;
    private static final int PASSWD_FIELDS = 7;
    private static final int GROUP_FIELDS = 4;

    private final List<User> users;
    private final List<Group> groups;

    private PasswdFile(List<User> users, List<Group> groups) {
        this.users = List.copyOf(users);
        this.groups = List.copyOf(groups);
    }

    /** One line of /etc/passwd; {@code home} and {@code shell} are absolute paths or empty. */
    public record User(String name, long uid, long gid, String home, String shell) {}

    /** One line of /etc/group. */
    public record Group(String name, long gid, List<String> members) {
        public Group {
            members = List.copyOf(members);
        }
    }

    /** From the texts of both files; either may be empty. */
    public static PasswdFile of(String passwd, String group) {
        List<User> users = new ArrayList<>();
        passwd.lines().limit(MOST_LINES).forEach(line -> user(line).ifPresent(users::add));
        List<Group> groups = new ArrayList<>();
        group.lines().limit(MOST_LINES).forEach(line -> group(line).ifPresent(groups::add));
        return new PasswdFile(users, groups);
    }

    /** These users and one more, who comes last. */
    public PasswdFile with(User user) {
        List<User> all = new ArrayList<>(users);
        all.add(user);
        return new PasswdFile(all, groups);
    }

    /** True when {@code text} can be the name of a user or group: no digits alone, no colon. */
    public static boolean isName(String text) {
        return !text.isEmpty()
                && (Character.isLetter(text.charAt(0)) || text.charAt(0) == '_')
                && text.indexOf(':') < 0;
    }

    /** The first user with this id. */
    public Optional<User> user(long uid) {
        return users.stream().filter(user -> user.uid() == uid).findFirst();
    }

    /** The first user of this name. */
    public Optional<User> userNamed(String name) {
        return users.stream().filter(user -> user.name().equals(name)).findFirst();
    }

    /** The first group of this name. */
    public Optional<Group> groupNamed(String name) {
        return groups.stream().filter(group -> group.name().equals(name)).findFirst();
    }

    /** Ids of the groups that list {@code user} as a member, in file order. */
    public Set<Long> groupsOf(String user) {
        Set<Long> ids = new LinkedHashSet<>();
        groups.stream().filter(group -> group.members().contains(user)).forEach(group -> ids.add(group.gid()));
        return ids;
    }

    /** Ids are decimal digits, 0 to 4294967294: no sign, no blank, nothing after them (CVE-2026-30892). */
    public static Optional<Long> id(String text) {
        boolean isNumber =
                !text.isEmpty() && text.length() <= 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Optional.of(Long.parseLong(text)).filter(id -> id <= LARGEST_ID) : Optional.empty();
    }

    private static Optional<User> user(String line) {
        String[] fields = fields(line);
        if (fields.length != PASSWD_FIELDS || !isNameInFile(fields[0])) {
            return Optional.empty();
        }
        return id(fields[2])
                .flatMap(uid -> id(fields[3])
                        .map(gid -> new User(fields[0], uid, gid, absolute(fields[5]), absolute(fields[6]))));
    }

    private static Optional<Group> group(String line) {
        String[] fields = fields(line);
        if (fields.length != GROUP_FIELDS || !isNameInFile(fields[0])) {
            return Optional.empty();
        }
        return id(fields[2]).map(gid -> new Group(fields[0], gid, List.of(fields[3].split(","))));
    }

    private static String[] fields(String line) {
        boolean isText = line.length() <= LONGEST_LINE && line.chars().noneMatch(c -> c < ' ' || c == 0x7f);
        return isText ? line.split(":", -1) : new String[0];
    }

    private static boolean isNameInFile(String text) {
        return !text.isEmpty() && id(text).isEmpty() && text.chars().noneMatch(c -> c == '/' || c == ' ');
    }

    private static String absolute(String path) {
        return path.startsWith("/") ? path : "";
    }
}
