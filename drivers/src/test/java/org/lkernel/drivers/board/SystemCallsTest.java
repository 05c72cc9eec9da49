package org.lkernel.drivers.board;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.syscall.SyscallTable;

/// The whole table of system calls, of which a program uses a part.
final class SystemCallsTest {
    @Test
    void everyCallSaysTheShapeOfItsArguments() {
        List<SyscallTable.Entry> supported = Board.SYSTEM_CALLS.supported();
        assertTrue(supported.size() > 200, "only " + supported.size() + " calls");
        for (SyscallTable.Entry entry : supported) {
            assertNotNull(entry.decoder(), entry.name());
        }
    }
}
