/// A riscv64 root file system from the host's configured Debian sources: `lkernel root debian`.
///
/// The way of a package, and the class that has each step:
///
/// 1. [org.lkernel.cli.debian.AptSources] reads sources.list(5) and says which [org.lkernel.cli.debian.Archive]
/// the host trusts.
/// 2. [org.lkernel.cli.debian.SuiteIndex] fetches the suite's `InRelease`, has [org.lkernel.cli.debian.Signature]
/// check it with gpgv(1), and fetches the package index that the signed file names by SHA-256.
/// 3. [org.lkernel.cli.debian.Resolver] turns the names asked for into a [org.lkernel.cli.debian.Plan].
/// 4. [org.lkernel.cli.debian.Cache] fetches what the plan lacks; nothing has its final name before its checksum
/// was right.
/// 5. [org.lkernel.cli.debian.DebFile] opens deb(5), [org.lkernel.cli.debian.Unpacking] puts its files into the
///    [org.lkernel.cli.debian.RootTree], out of which no name, link or `..` leads, and the
///    [org.lkernel.cli.debian.Ledger] remembers them.
/// 6. [org.lkernel.cli.debian.Furnishing] supplies the few files that maintainer scripts would have made. None of
/// those scripts is ever run.
///
/// Trust runs in one chain: keyring → `InRelease` → index → package. A link that does not hold is an error, never
/// a warning; the one exception is a host without gpgv(1) or keyring, which is told so.
@NullMarked
package org.lkernel.cli.debian;

import org.jspecify.annotations.NullMarked;
