package dev.cleat.remote;

import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.NetAddresses;
import dev.cleat.engine.api.RecordingInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What {@link Protocol#LOOK_VERB} prints of extras, addresses and recordings, as records again. */
final class FarExtras {

    private static final int MOST_CONTAINERS = 10_000;

    /** An address is copied, and pasted into a shell. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private static final int MOST_ADDRESSES = 100;

    private FarExtras() {}

    /** By name. */
    static Map<String, Extra> extras(FarAnswer answer) throws StrangeAnswerException {
        List<Fields> rows = answer.list("extra");
        if (rows.size() > MOST_CONTAINERS) {
            throw new StrangeAnswerException("it tells of " + rows.size() + " containers");
        }
        Map<String, Extra> extras = new HashMap<>();
        for (Fields row : rows) {
            extras.put(
                    row.name("name"),
                    new Extra(
                            row.number("received"),
                            row.number("sent"),
                            row.texts("end"),
                            row.texts("rootfs"),
                            row.texts("shares"),
                            row.texts("uidMap")));
        }
        return extras;
    }

    static NetAddresses addresses(FarAnswer answer) throws StrangeAnswerException {
        Fields net = answer.object("addresses");
        return new NetAddresses(net.textList("interfaces"), addresses(net, "ipv4"), addresses(net, "ipv6"));
    }

    private static List<String> addresses(Fields net, String field) throws StrangeAnswerException {
        List<String> addresses = net.textList(field);
        if (addresses.size() > MOST_ADDRESSES
                || !addresses.stream()
                        .allMatch(address -> ADDRESS.matcher(address).matches())) {
            throw new StrangeAnswerException("addresses: " + field + " holds something else than addresses");
        }
        return addresses;
    }

    /** As {@code rec ls} prints them, too. */
    static List<RecordingInfo> recordings(FarAnswer answer) throws StrangeAnswerException {
        List<Fields> rows = answer.list("recording");
        if (rows.size() > FarTold.MOST_RECORDINGS) {
            throw new StrangeAnswerException("it tells of " + rows.size() + " recordings");
        }
        List<RecordingInfo> recordings = new ArrayList<>();
        for (Fields row : rows) {
            recordings.add(recording(row));
        }
        return recordings;
    }

    private static RecordingInfo recording(Fields row) throws StrangeAnswerException {
        row.name("file");
        Path file = row.path("file").orElseThrow();
        return new RecordingInfo(
                row.text("id"),
                file,
                row.constant("state", RecordingInfo.State.class),
                row.text("kind"),
                row.text("container"),
                row.texts("containerId"),
                row.text("user"),
                row.number("uid"),
                row.number("loginUid"),
                row.texts("ssh"),
                row.texts("clientTty"),
                row.text("host"),
                row.textList("command"),
                row.time("started"),
                row.duration("durationSeconds"),
                row.smalls("exitStatus"),
                row.texts("endReason"),
                row.number("bytes"),
                row.numberOr("lostBytes", 0),
                row.text("input"),
                row.texts("reason"));
    }
}
