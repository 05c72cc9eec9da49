package org.lkernel.kernel.hart;

/// What a program does to an address: the three rights a page can give.
public enum Access {
    READ,
    WRITE,
    EXECUTE
}
