package org.lkernel.it.architecture;

import java.io.PipedInputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/// A class that breaks every rule there is for the kernel, once each.
final class Specimen {

    @SuppressWarnings("JavaUtilDate")
    static List<Object> everythingForbidden(Collection<String> names) {
        return List.of(
                Instant.EPOCH,
                System.nanoTime(),
                new Date(0),
                Thread.currentThread(),
                Runtime.getRuntime(),
                new CompletableFuture<String>(),
                names.parallelStream(),
                new Random(1),
                ThreadLocalRandom.current(),
                Math.random(),
                new PipedInputStream(),
                new ProcessBuilder(),
                System.in,
                Logger.getGlobal(),
                new HashMap<String, String>(),
                new ConcurrentHashMap<String, String>(),
                Set.of(),
                names.stream().collect(Collectors.toSet()),
                names.stream().collect(Collectors.toConcurrentMap(name -> name, String::length)),
                System.identityHashCode(names),
                akka.actor.typed.Behavior.class,
                com.esotericsoftware.kryo.Kryo.class,
                System.err);
    }

    private Specimen() {}
}
