package org.lkernel.kernel.task;

import java.util.List;

/// What a task may do: its credentials, and the capability sets behind the effective one.
///
/// @param keep `PR_SET_KEEPCAPS`: the next change of user keeps the permitted set
/// @param noNew `PR_SET_NO_NEW_PRIVS`: `execve` gives nothing
/// @see "capabilities(7)"
record Privileges(
        Identity.Credentials credentials,
        long permitted,
        long inheritable,
        long bounding,
        long ambient,
        boolean keep,
        boolean noNew,
        int securityBits) {
    static final long ALL = -1L >>> 23;
    static final int CAP_KILL = 5;
    static final int CAP_SETGID = 6;
    static final int CAP_SETUID = 7;
    static final int CAP_SETPCAP = 8;
    static final int CAP_SYS_BOOT = 22;
    static final int CAP_SYS_ADMIN = 21;
    static final int CAP_SYS_NICE = 23;
    static final int CAP_SYS_RESOURCE = 24;
    static final int CAP_SYS_TIME = 25;
    static final int CAP_SYSLOG = 34;

    static final Privileges ROOT = new Privileges(Identity.Credentials.ROOT, ALL, 0, ALL, 0, false, false, 0);

    boolean has(int capability) {
        return (credentials.capabilities() >>> capability & 1) != 0;
    }

    Privileges with(Identity.Credentials changed) {
        return new Privileges(changed, permitted, inheritable, bounding, ambient, keep, noNew, securityBits);
    }

    Privileges withSets(long effective, long newPermitted, long newInheritable, long newAmbient) {
        return new Privileges(
                capable(credentials, effective),
                newPermitted,
                newInheritable,
                bounding,
                newAmbient,
                keep,
                noNew,
                securityBits);
    }

    Privileges withBounding(long changed) {
        return new Privileges(credentials, permitted, inheritable, changed, ambient, keep, noNew, securityBits);
    }

    Privileges keeping(boolean keeps) {
        return new Privileges(credentials, permitted, inheritable, bounding, ambient, keeps, noNew, securityBits);
    }

    Privileges withoutNew() {
        return new Privileges(credentials, permitted, inheritable, bounding, ambient, keep, true, securityBits);
    }

    /// After a change of user: leaving root for good drops every capability, and the effective user decides the
    /// effective set.
    Privileges becoming(Identity.Credentials next) {
        boolean wasRoot = credentials.realUser() == 0 || credentials.user() == 0 || credentials.savedUser() == 0;
        boolean isRoot = next.realUser() == 0 || next.user() == 0 || next.savedUser() == 0;
        long effective = credentials.capabilities();
        long allowed = permitted;
        long surrounding = ambient;
        if (wasRoot && !isRoot && !keep) {
            effective = 0;
            allowed = 0;
            surrounding = 0;
        }
        if (credentials.user() == 0 && next.user() != 0) {
            effective = 0;
        } else if (credentials.user() != 0 && next.user() == 0) {
            effective = allowed;
        }
        return with(capable(next, effective)).withSets(effective, allowed, inheritable, surrounding);
    }

    static Identity.Credentials users(Identity.Credentials of, int real, int effective, int saved, int file) {
        return new Identity.Credentials(
                real,
                effective,
                saved,
                file,
                of.realGroup(),
                of.groupId(),
                of.savedGroup(),
                of.fileGroup(),
                of.groups(),
                of.capabilities());
    }

    static Identity.Credentials groupIds(Identity.Credentials of, int real, int effective, int saved, int file) {
        return new Identity.Credentials(
                of.realUser(),
                of.user(),
                of.savedUser(),
                of.fileUser(),
                real,
                effective,
                saved,
                file,
                of.groups(),
                of.capabilities());
    }

    static Identity.Credentials inGroups(Identity.Credentials of, List<Integer> groups) {
        return new Identity.Credentials(
                of.realUser(),
                of.user(),
                of.savedUser(),
                of.fileUser(),
                of.realGroup(),
                of.groupId(),
                of.savedGroup(),
                of.fileGroup(),
                groups,
                of.capabilities());
    }

    private static Identity.Credentials capable(Identity.Credentials of, long effective) {
        return new Identity.Credentials(
                of.realUser(),
                of.user(),
                of.savedUser(),
                of.fileUser(),
                of.realGroup(),
                of.groupId(),
                of.savedGroup(),
                of.fileGroup(),
                of.groups(),
                effective);
    }
}
