package org.lkernel.kernel.syscall;

import org.lkernel.kernel.Message;

/// A system call as a record: decoded registers and small arguments, copied in by value.
///
/// The component order is the argument order of the manual page, after the [Call]. How a component is made from
/// registers follows from its type and annotation; see [Shape].
public interface SystemCall extends Message {
    Call call();
}
