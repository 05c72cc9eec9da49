package org.lkernel.kernel.syscall;

/// The calling task's memory, as a hart sees it: for small arguments only.
///
/// Both directions throw [GuestFault] with the first address that could not be reached; what came before it may
/// have been stored already.
public interface GuestMemory {
    void load(long address, byte[] target, int offset, int length);

    void store(long address, byte[] source, int offset, int length);

    default long loadLong(long address) {
        byte[] word = new byte[8];
        load(address, word, 0, 8);
        return Struct.littleEndian(word, 0, 8);
    }
}
