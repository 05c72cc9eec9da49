package org.lkernel.kernel.task;

import java.util.ArrayList;
import java.util.List;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.Struct;
import org.lkernel.kernel.task.Identity.Credentials;

/// Users, groups and capabilities of a task.
///
/// As in Linux they belong to the task; that all tasks of a process change together is the C library's doing.
///
/// @see "credentials(7), capabilities(7)"
final class TaskCredentials {
    private static final int KEEP = -1;
    private static final int CAPABILITIES_VERSION_1 = 0x1998_0330;
    private static final int CAPABILITIES_VERSION_2 = 0x2007_1026;
    private static final int CAPABILITIES_VERSION_3 = 0x2008_0522;

    private TaskCredentials() {}

    // ---- users

    static void setUser(Turn turn, CredentialCall.SetUser set) {
        Privileges old = turn.task(set.call()).privileges;
        Credentials who = old.credentials();
        int user = set.user();
        if (user == KEEP) {
            turn.fail(set.call(), Errno.EINVAL);
        } else if (old.has(Privileges.CAP_SETUID)) {
            become(turn, set.call(), Privileges.users(who, user, user, user, user));
        } else if (user == who.realUser() || user == who.savedUser()) {
            become(turn, set.call(), Privileges.users(who, who.realUser(), user, who.savedUser(), user));
        } else {
            turn.fail(set.call(), Errno.EPERM);
        }
    }

    static void setRealUsers(Turn turn, CredentialCall.SetRealUsers set) {
        Privileges old = turn.task(set.call()).privileges;
        Credentials who = old.credentials();
        int real = set.real() == KEEP ? who.realUser() : set.real();
        int user = set.effective() == KEEP ? who.user() : set.effective();
        boolean allowed = old.has(Privileges.CAP_SETUID)
                || (real == who.realUser() || real == who.user())
                        && (user == who.realUser() || user == who.user() || user == who.savedUser());
        if (!allowed) {
            turn.fail(set.call(), Errno.EPERM);
            return;
        }
        boolean saves = set.real() != KEEP || set.effective() != KEEP && user != who.realUser();
        become(turn, set.call(), Privileges.users(who, real, user, saves ? user : who.savedUser(), user));
    }

    static void setUsers(Turn turn, CredentialCall.SetUsers set) {
        Privileges old = turn.task(set.call()).privileges;
        Credentials who = old.credentials();
        List<Integer> own = List.of(KEEP, who.realUser(), who.user(), who.savedUser());
        boolean allowed = own.contains(set.real()) && own.contains(set.effective()) && own.contains(set.saved());
        if (!allowed && !old.has(Privileges.CAP_SETUID)) {
            turn.fail(set.call(), Errno.EPERM);
            return;
        }
        int user = or(set.effective(), who.user());
        become(
                turn,
                set.call(),
                Privileges.users(who, or(set.real(), who.realUser()), user, or(set.saved(), who.savedUser()), user));
    }

    static void users(Turn turn, CredentialCall.GetUsers get) {
        Credentials who = turn.task(get.call()).privileges.credentials();
        three(
                turn,
                get.call(),
                List.of(get.real(), get.effective(), get.saved()),
                List.of(who.realUser(), who.user(), who.savedUser()));
    }

    /// `setfsuid` always answers the former value.
    static void setFileUser(Turn turn, CredentialCall.SetFileUser set) {
        Privileges old = turn.task(set.call()).privileges;
        Credentials who = old.credentials();
        List<Integer> own = List.of(who.realUser(), who.user(), who.savedUser(), who.fileUser());
        if (set.user() == KEEP || !own.contains(set.user()) && !old.has(Privileges.CAP_SETUID)) {
            turn.complete(set.call(), who.fileUser());
            return;
        }
        turn.task(set.call()).privileges =
                old.with(Privileges.users(who, who.realUser(), who.user(), who.savedUser(), set.user()));
        TaskIdentity.confirm(turn, set.call(), who.fileUser());
    }

    // ---- groups

    static void setGroup(Turn turn, CredentialCall.SetGroup set) {
        Privileges old = turn.task(set.call()).privileges;
        Credentials who = old.credentials();
        int group = set.group();
        if (group == KEEP) {
            turn.fail(set.call(), Errno.EINVAL);
        } else if (old.has(Privileges.CAP_SETGID)) {
            become(turn, set.call(), Privileges.groupIds(who, group, group, group, group));
        } else if (group == who.realGroup() || group == who.savedGroup()) {
            become(turn, set.call(), Privileges.groupIds(who, who.realGroup(), group, who.savedGroup(), group));
        } else {
            turn.fail(set.call(), Errno.EPERM);
        }
    }

    static void setRealGroups(Turn turn, CredentialCall.SetRealGroups set) {
        Privileges old = turn.task(set.call()).privileges;
        Credentials who = old.credentials();
        int real = or(set.real(), who.realGroup());
        int group = or(set.effective(), who.groupId());
        boolean allowed = old.has(Privileges.CAP_SETGID)
                || (real == who.realGroup() || real == who.groupId())
                        && (group == who.realGroup() || group == who.groupId() || group == who.savedGroup());
        if (!allowed) {
            turn.fail(set.call(), Errno.EPERM);
            return;
        }
        boolean saves = set.real() != KEEP || set.effective() != KEEP && group != who.realGroup();
        become(turn, set.call(), Privileges.groupIds(who, real, group, saves ? group : who.savedGroup(), group));
    }

    static void setGroups3(Turn turn, CredentialCall.SetGroups3 set) {
        Privileges old = turn.task(set.call()).privileges;
        Credentials who = old.credentials();
        List<Integer> own = List.of(KEEP, who.realGroup(), who.groupId(), who.savedGroup());
        boolean allowed = own.contains(set.real()) && own.contains(set.effective()) && own.contains(set.saved());
        if (!allowed && !old.has(Privileges.CAP_SETGID)) {
            turn.fail(set.call(), Errno.EPERM);
            return;
        }
        int group = or(set.effective(), who.groupId());
        become(
                turn,
                set.call(),
                Privileges.groupIds(
                        who, or(set.real(), who.realGroup()), group, or(set.saved(), who.savedGroup()), group));
    }

    static void groups3(Turn turn, CredentialCall.GetGroups3 get) {
        Credentials who = turn.task(get.call()).privileges.credentials();
        three(
                turn,
                get.call(),
                List.of(get.real(), get.effective(), get.saved()),
                List.of(who.realGroup(), who.groupId(), who.savedGroup()));
    }

    static void setFileGroup(Turn turn, CredentialCall.SetFileGroup set) {
        Privileges old = turn.task(set.call()).privileges;
        Credentials who = old.credentials();
        List<Integer> own = List.of(who.realGroup(), who.groupId(), who.savedGroup(), who.fileGroup());
        if (set.group() == KEEP || !own.contains(set.group()) && !old.has(Privileges.CAP_SETGID)) {
            turn.complete(set.call(), who.fileGroup());
            return;
        }
        turn.task(set.call()).privileges =
                old.with(Privileges.groupIds(who, who.realGroup(), who.groupId(), who.savedGroup(), set.group()));
        TaskIdentity.confirm(turn, set.call(), who.fileGroup());
    }

    static void groups(Turn turn, CredentialCall.GetGroups get) {
        List<Integer> groups = turn.task(get.call()).privileges.credentials().groups();
        if (get.size() < 0 || get.size() != 0 && get.size() < groups.size()) {
            turn.fail(get.call(), Errno.EINVAL);
        } else if (get.size() == 0) {
            turn.complete(get.call(), groups.size());
        } else {
            byte[] list = new byte[4 * groups.size()];
            for (int index = 0; index < groups.size(); index++) {
                Struct.store(list, 4 * index, 4, groups.get(index));
            }
            turn.complete(get.call(), SignalMasks.returned(groups.size(), get.list(), Bytes.wrap(list)));
        }
    }

    static void setGroups(Turn turn, CredentialCall.SetGroups set) {
        Privileges old = turn.task(set.call()).privileges;
        if (!old.has(Privileges.CAP_SETGID)) {
            turn.fail(set.call(), Errno.EPERM);
            return;
        }
        byte[] list = set.list().toArray();
        List<Integer> groups = new ArrayList<>();
        for (int at = 0; at < list.length; at += 4) {
            groups.add((int) Struct.littleEndian(list, at, 4));
        }
        groups.sort(Integer::compareUnsigned);
        become(turn, set.call(), Privileges.inGroups(old.credentials(), List.copyOf(groups)));
    }

    private static int or(int wanted, int old) {
        return wanted == KEEP ? old : wanted;
    }

    private static void three(Turn turn, Call call, List<Long> addresses, List<Integer> values) {
        List<CopyOut> outs = new ArrayList<>();
        for (int index = 0; index < 3; index++) {
            outs.add(new CopyOut(addresses.get(index), TaskWait.word(values.get(index))));
        }
        turn.complete(call, new Completion.Returned(0, List.copyOf(outs)));
    }

    private static void become(Turn turn, Call call, Credentials next) {
        Task task = turn.task(call);
        Privileges before = task.privileges;
        task.privileges = before.becoming(next);
        if (task.privileges.credentials().equals(before.credentials())) {
            turn.complete(call, 0);
        } else {
            task.parentDeathSignal = 0;
            TaskIdentity.confirm(turn, call, 0);
        }
    }

    // ---- capabilities

    static void capabilities(Turn turn, CredentialCall.GetCapabilities get) {
        int version = get.header().version();
        if (!isKnown(version)) {
            refuseVersion(turn, get.call(), get.headerAddress(), get.data() == 0 ? 0 : -Errno.EINVAL.number());
            return;
        }
        Task target = turn.state()
                .find(get.header().pid() == 0 ? get.call().task() : get.header().pid());
        if (target == null) {
            turn.fail(get.call(), get.header().pid() < 0 ? Errno.EINVAL : Errno.ESRCH);
            return;
        }
        Privileges has = target.privileges;
        long effective = has.credentials().capabilities();
        Bytes sets = Struct.bytesOf(new CredentialCall.CapabilitySets(
                (int) effective,
                (int) has.permitted(),
                (int) has.inheritable(),
                (int) (effective >>> 32),
                (int) (has.permitted() >>> 32),
                (int) (has.inheritable() >>> 32)));
        turn.complete(
                get.call(),
                SignalMasks.returned(0, get.data(), version == CAPABILITIES_VERSION_1 ? sets.slice(0, 12) : sets));
    }

    static void setCapabilities(Turn turn, CredentialCall.SetCapabilities set) {
        Task task = turn.task(set.call());
        Privileges has = task.privileges;
        if (!isKnown(set.header().version())) {
            refuseVersion(turn, set.call(), set.headerAddress(), -Errno.EINVAL.number());
            return;
        }
        boolean both = set.header().version() != CAPABILITIES_VERSION_1;
        CredentialCall.CapabilitySets sets = set.sets();
        long effective = wide(sets.effective(), sets.highEffective(), both);
        long permitted = wide(sets.permitted(), sets.highPermitted(), both);
        long inheritable = wide(sets.inheritable(), sets.highInheritable(), both);
        boolean mine = set.header().pid() == 0 || set.header().pid() == task.id;
        boolean allowed = (permitted & ~has.permitted()) == 0
                && (effective & ~permitted) == 0
                && (inheritable & ~(has.inheritable() | has.permitted())) == 0;
        if (!mine || !allowed) {
            turn.fail(set.call(), Errno.EPERM);
            return;
        }
        task.privileges = has.withSets(effective, permitted, inheritable, has.ambient() & permitted & inheritable);
        TaskIdentity.confirm(turn, set.call(), 0);
    }

    private static long wide(int low, int high, boolean both) {
        return (low & 0xffff_ffffL | (both ? (long) high << 32 : 0)) & Privileges.ALL;
    }

    private static boolean isKnown(int version) {
        return version == CAPABILITIES_VERSION_1
                || version == CAPABILITIES_VERSION_2
                || version == CAPABILITIES_VERSION_3;
    }

    /// An unknown version is answered with the preferred one.
    private static void refuseVersion(Turn turn, Call call, long header, long answer) {
        turn.complete(call, SignalMasks.returned(answer, header, TaskWait.word(CAPABILITIES_VERSION_3)));
    }
}
