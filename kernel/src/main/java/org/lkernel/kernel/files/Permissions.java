package org.lkernel.kernel.files;

import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.task.Identity.Credentials;

/// Who may do what with an inode, by `path_resolution(7)` and `capabilities(7)`.
final class Permissions {
    static final int READ = 4;
    static final int WRITE = 2;
    static final int EXECUTE = 1;

    static final int CAP_CHOWN = 0;
    static final int CAP_DAC_OVERRIDE = 1;
    static final int CAP_DAC_READ_SEARCH = 2;
    static final int CAP_FOWNER = 3;
    static final int CAP_FSETID = 4;
    static final int CAP_SETGID = 6;
    static final int CAP_SETUID = 7;
    static final int CAP_NET_ADMIN = 12;
    static final int CAP_SYS_CHROOT = 18;
    static final int CAP_SYS_PTRACE = 19;
    static final int CAP_SYS_ADMIN = 21;
    static final int CAP_SYS_RESOURCE = 24;
    static final int CAP_MKNOD = 27;

    private Permissions() {}

    static boolean capable(Credentials who, int capability) {
        return (who.capabilities() >>> capability & 1) != 0;
    }

    static boolean allows(Credentials who, Inode inode, int wanted) {
        int shift = inode.user() == who.fileUser() ? 6 : inGroup(who, inode.group()) ? 3 : 0;
        if ((inode.mode() >> shift & wanted) == wanted) {
            return true;
        }
        boolean directory = inode.isDirectory();
        if (capable(who, CAP_DAC_OVERRIDE)) {
            return directory || (wanted & EXECUTE) == 0 || (inode.mode() & 0111) != 0;
        }
        return capable(who, CAP_DAC_READ_SEARCH) && (wanted == READ || directory && (wanted & WRITE) == 0);
    }

    static void require(Credentials who, Inode inode, int wanted) {
        if (!allows(who, inode, wanted)) {
            throw new Refusal(Errno.EACCES);
        }
    }

    static boolean inGroup(Credentials who, int group) {
        return group == who.fileGroup() || who.groups().contains(group);
    }

    static boolean owns(Credentials who, Inode inode) {
        return inode.user() == who.fileUser() || capable(who, CAP_FOWNER);
    }

    /// In a sticky directory only owners may remove or rename.
    static void requireRemovable(Credentials who, Inode directory, Inode victim) {
        require(who, directory, WRITE | EXECUTE);
        boolean guarded = (directory.mode() & Mode.STICKY) != 0
                && victim.user() != who.fileUser()
                && directory.user() != who.fileUser();
        if (guarded && !capable(who, CAP_FOWNER)) {
            throw new Refusal(Errno.EPERM);
        }
    }

    /// The credentials `access(2)` asks with: the real ids in the place of the effective ones.
    static Credentials real(Credentials who) {
        long capabilities = who.realUser() == 0 ? who.capabilities() : 0;
        return new Credentials(
                who.realUser(),
                who.user(),
                who.savedUser(),
                who.realUser(),
                who.realGroup(),
                who.groupId(),
                who.savedGroup(),
                who.realGroup(),
                who.groups(),
                capabilities);
    }
}
