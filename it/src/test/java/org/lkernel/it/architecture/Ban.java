package org.lkernel.it.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Types and members that some part of the project may not touch: a regular expression over `type` and
/// `type.member`.
record Ban(String why, Pattern pattern) {

    /// What would make two runs of one seed differ, or let the kernel reach the host.
    static final List<Ban> IN_KERNEL = List.of(
            of("a clock", "java\\.time\\.(?!Duration).*"),
            of("a clock", "java\\.lang\\.System\\.(nanoTime|currentTimeMillis)"),
            of("a clock", "java\\.util\\.(Date|Calendar|GregorianCalendar|Timer|TimerTask)"),
            of("a thread", "java\\.lang\\.(Thread|ThreadGroup|ThreadLocal|InheritableThreadLocal)(\\$.*)?"),
            of("a thread", "java\\.lang\\.Runtime(\\..*)?"),
            of(
                    "a thread",
                    "java\\.util\\.concurrent\\.(CompletableFuture|CompletionStage|Executors|ForkJoin\\w+|locks\\..*)"),
            of("a thread", "java\\.util\\.stream\\.\\w+\\.parallel|java\\.util\\.Collection\\.parallelStream"),
            of("randomness", "java\\.util\\.(Random|SplittableRandom|random\\..*)"),
            of("randomness", "java\\.util\\.concurrent\\.ThreadLocalRandom|java\\.security\\.SecureRandom"),
            of(
                    "randomness",
                    "java\\.lang\\.Math\\.random|java\\.util\\.UUID\\.randomUUID|java\\.util\\.Collections\\.shuffle"),
            of("input and output", "java\\.(io\\.(?!ByteArrayOutputStream)|net\\.|nio\\.file\\.|nio\\.channels\\.).*"),
            of("input and output", "java\\.lang\\.(Process|ProcessBuilder|ProcessHandle)"),
            of("input and output", "java\\.lang\\.System\\.(in|getenv|getProperty|getProperties|exit)"),
            of("logging", "java\\.util\\.logging\\..*|java\\.lang\\.System\\$Logger|org\\.slf4j\\..*"),
            of("an unordered collection", "java\\.util\\.(HashMap|HashSet|Hashtable|IdentityHashMap|WeakHashMap)"),
            of("an unordered collection", "java\\.util\\.concurrent\\.ConcurrentHashMap"),
            of("an unordered collection", "java\\.util\\.(Set|Map)\\.(of|ofEntries|copyOf)"),
            of("an unordered collection", "java\\.util\\.stream\\.Collectors\\.to(Unmodifiable)?(Set|Map)"),
            of("an unordered collection", "java\\.util\\.stream\\.Collectors\\.to(Concurrent)Map"),
            of("an identity", "java\\.lang\\.System\\.identityHashCode"));

    static final Ban AKKA = of("Akka", "akka\\..*");
    static final Ban KRYO = of("Kryo", "com\\.esotericsoftware\\..*");
    static final Ban RAW_MEMORY = of("raw memory", "sun\\.misc\\..*|jdk\\.internal\\..*");
    static final Ban PRINTING =
            of("printing", "java\\.lang\\.System\\.(out|err)|java\\.lang\\.Throwable\\.printStackTrace");

    static final Ban OWN_PROCESS = of(
            "its own process",
            "java\\.lang\\.System\\.(in|exit|console)|java\\.io\\.FileDescriptor\\.(in|out|err)|org\\.jline\\.utils\\.Signals\\..*");

    static Ban of(String why, String regex) {
        return new Ban(why, Pattern.compile(regex));
    }

    Stream<String> breaches(JavaClass type) {
        return Code.uses(type)
                .filter(use -> pattern.matcher(use).matches())
                .map(use -> "uses " + use + " (" + why + ")");
    }
}
