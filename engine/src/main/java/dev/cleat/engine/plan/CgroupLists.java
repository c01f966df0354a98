package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Resources;
import dev.cleat.engine.definition.Resources.IoDevice;
import dev.cleat.engine.definition.Resources.NetClass;
import dev.cleat.engine.definition.Resources.Rdma;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.plan.StartPlan.CgroupWrite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Limits that there is one of for each device, page size or interface. */
final class CgroupLists {

    private static final String IO = "io";
    private static final String BLKIO = "blkio";
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,6}):(\\d{1,7})");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

    private final Resources resources;
    private final Controllers controllers;
    private final HostFiles files;
    private final List<CgroupWrite> writes = new ArrayList<>();

    CgroupLists(Resources resources, Controllers controllers, HostFiles files) {
        this.resources = resources;
        this.controllers = controllers;
        this.files = files;
    }

    List<CgroupWrite> writes() {
        weights();
        for (IoDevice device : resources.io().devices()) {
            device(device);
        }
        resources.hugepages().forEach(this::hugepages);
        resources.rdma().forEach(this::rdma);
        network(resources.netcls());
        return writes;
    }

    private void weights() {
        OptionalInt weight = resources.io().weight();
        if (weight.isPresent()) {
            weight("resources.io.weight", "", weight.getAsInt());
        }
        if (resources.io().leafWeight().isPresent()) {
            String key = "resources.io.leafWeight";
            Optional<Hierarchy> hierarchy = controllers.find(key, IO, BLKIO);
            if (hierarchy.isPresent() && hierarchy.get().unified()) {
                controllers.needs(key, true, IO);
            } else if (hierarchy.isPresent()) {
                int leaf = resources.io().leafWeight().getAsInt();
                writes.add(new CgroupWrite(BLKIO, "blkio.leaf_weight", Integer.toString(legacy(leaf)), key));
            }
        }
    }

    /** The files of the weight depend on the scheduler of the disks; BFQ counts as v1 does, from 1 to 1000. */
    private void weight(String key, String device, int weight) {
        Optional<Hierarchy> hierarchy = controllers.find(key, IO, BLKIO);
        if (hierarchy.isEmpty()) {
            return;
        }
        String suffix = device.isEmpty() ? "" : "_device";
        String prefix = device.isEmpty() ? "" : device + " ";
        CgroupWrite unified = new CgroupWrite(IO, "io.weight", prefix + weight, key)
                .orElse(new CgroupWrite(IO, "io.bfq.weight", prefix + legacy(weight), key));
        CgroupWrite legacy = new CgroupWrite(BLKIO, "blkio.weight" + suffix, prefix + legacy(weight), key)
                .orElse(new CgroupWrite(BLKIO, "blkio.bfq.weight" + suffix, prefix + legacy(weight), key));
        writes.add(hierarchy.get().unified() ? unified : legacy);
    }

    /** 1 to 10000 of v2 as 10 to 1000: the inverse of what OCI runtimes do the other way. */
    static int legacy(int weight) {
        return (int) Math.round(10 + (weight - 1) * 990.0 / 9999);
    }

    private void device(IoDevice device) {
        String key = "resources.io.devices." + device.device();
        Optional<String> number = number(device.device());
        if (number.isEmpty()) {
            controllers.reasons().cannot(key + ": is neither a block device of this host nor MAJOR:MINOR");
            return;
        }
        if (device.weight().isPresent()) {
            weight(key + ".weight", number.get(), device.weight().getAsInt());
        }
        Optional<Hierarchy> hierarchy = controllers.find(key, IO, BLKIO);
        if (hierarchy.isEmpty()) {
            return;
        }
        List<String> together = new ArrayList<>();
        List<CgroupWrite> each = new ArrayList<>();
        rate(together, each, number.get(), key, "rbps", "read_bps", device.readBps());
        rate(together, each, number.get(), key, "wbps", "write_bps", device.writeBps());
        rate(together, each, number.get(), key, "riops", "read_iops", device.readIops());
        rate(together, each, number.get(), key, "wiops", "write_iops", device.writeIops());
        if (!hierarchy.get().unified()) {
            writes.addAll(each);
        } else if (!together.isEmpty()) {
            writes.add(new CgroupWrite(IO, "io.max", number.get() + " " + String.join(" ", together), key));
        }
    }

    private static void rate(
            List<String> together,
            List<CgroupWrite> each,
            String number,
            String key,
            String word,
            String legacy,
            OptionalLong value) {
        if (value.isPresent()) {
            together.add(word + "=" + value.getAsLong());
            String file = "blkio.throttle." + legacy + "_device";
            each.add(new CgroupWrite(BLKIO, file, number + " " + value.getAsLong(), key));
        }
    }

    private Optional<String> number(String device) {
        Matcher matcher = NUMBER.matcher(device);
        if (matcher.matches()) {
            return Optional.of(device);
        }
        return device.startsWith("/")
                ? files.device(Path.of(device))
                        .filter(found -> found.type() == 'b')
                        .map(found -> found.major() + ":" + found.minor())
                : Optional.empty();
    }

    private void hugepages(String size, long bytes) {
        String key = "resources.hugepages." + size;
        if (!WORD.matcher(size).matches()) {
            controllers.reasons().cannot(key + ": is not a page size in the kernel's words, as 2MB or 1GB");
            return;
        }
        controllers.find(key, "hugetlb").ifPresent(hierarchy -> {
            String file = hierarchy.unified() ? "max" : "limit_in_bytes";
            writes.add(new CgroupWrite("hugetlb", "hugetlb." + size + "." + file, Long.toString(bytes), key));
        });
    }

    private void rdma(String device, Rdma limits) {
        String key = "resources.rdma." + device;
        if (!WORD.matcher(device).matches()) {
            controllers.reasons().cannot(key + ": is not the name of a device");
            return;
        }
        StringBuilder value = new StringBuilder(device);
        limits.hcaHandles().ifPresent(handles -> value.append(" hca_handle=").append(handles));
        limits.hcaObjects().ifPresent(objects -> value.append(" hca_object=").append(objects));
        if (controllers.find(key, "rdma").isPresent()) {
            writes.add(new CgroupWrite("rdma", "rdma.max", value.toString(), key));
        }
    }

    /** v2 has no such controllers: packets are matched by cgroup path there (cgroup-v2.rst, "Deprecated v1 Core Features"). */
    private void network(NetClass network) {
        if (network.classId().isPresent()) {
            String key = "resources.netcls.classID";
            if (controllers.find(key, "net_cls").isPresent()) {
                String value = Long.toString(network.classId().getAsLong());
                writes.add(new CgroupWrite("net_cls", "net_cls.classid", value, key));
            }
        }
        network.priorities().forEach((name, priority) -> {
            String key = "resources.netcls.priorities." + name;
            if (controllers.find(key, "net_prio").isPresent()) {
                writes.add(new CgroupWrite("net_prio", "net_prio.ifpriomap", name + " " + priority, key));
            }
        });
    }
}
