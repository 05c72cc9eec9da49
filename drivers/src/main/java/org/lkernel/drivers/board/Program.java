package org.lkernel.drivers.board;

import java.util.List;
import org.lkernel.kernel.Bytes;

/// The first program: what task 1 executes.
///
/// @param path as `execve(2)` has it, below the guest's root
/// @param protect whether signals without a handler spare it, as an `init` is spared
public record Program(Bytes path, List<Bytes> arguments, List<Bytes> environment, Bytes directory, boolean protect) {}
