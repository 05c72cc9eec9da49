package org.lkernel.cli.debian;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The dependencies not followed, each with its reason; asked for by name, such a package is unpacked like any
/// other.
final class LeftOut {

    private static final String SCRIPTS = "only maintainer scripts use it, and none is run";
    private static final String INIT = "manages services, which an unpacked tree has none of";

    private static final Map<String, String> REASONS = reasons();

    private LeftOut() {}

    static Optional<String> reason(String name) {
        return Optional.ofNullable(REASONS.get(name));
    }

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new TreeMap<>();
        reasons.put("adduser", SCRIPTS);
        reasons.put("cdebconf", SCRIPTS);
        reasons.put("debconf", SCRIPTS);
        reasons.put("debconf-2.0", SCRIPTS);
        reasons.put("dpkg", "packages are unpacked from outside");
        reasons.put("dbus", INIT);
        reasons.put("dbus-system-bus-common", INIT);
        reasons.put("default-dbus-system-bus", INIT);
        reasons.put("init", INIT);
        reasons.put("init-system-helpers", SCRIPTS);
        reasons.put("install-info", SCRIPTS);
        reasons.put("libdebconfclient0", SCRIPTS);
        reasons.put("libpam-systemd", INIT);
        reasons.put("logrotate", INIT);
        reasons.put("lsb-base", INIT);
        reasons.put("passwd", SCRIPTS);
        reasons.put("runit-helper", SCRIPTS);
        reasons.put("sensible-utils", SCRIPTS);
        reasons.put("systemd", INIT);
        reasons.put("systemd-sysv", INIT);
        reasons.put("systemd-standalone-sysusers", SCRIPTS);
        reasons.put("sysuser-helper", SCRIPTS);
        reasons.put("sysvinit-utils", INIT);
        reasons.put("ucf", SCRIPTS);
        reasons.put("update-inetd", SCRIPTS);
        reasons.put("usr-is-merged", "the tree is made with merged /usr");
        reasons.put("usrmerge", "the tree is made with merged /usr");
        return reasons;
    }
}
