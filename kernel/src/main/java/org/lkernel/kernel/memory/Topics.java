package org.lkernel.kernel.memory;

import org.lkernel.kernel.Bytes;

/// The classes that share the work on one state, each with those it builds on.
final class Topics {
    final Objects objects;
    final Lent lent;
    final Shootdowns shootdowns;
    final Waiting waiting;
    final Stores stores;
    final Faults faults;
    final Spaces spaces;
    final Transfers transfers;
    final ObjectSizes sizes;
    final Extents extents;
    final MapCalls maps;
    final ProtectCalls protections;
    final RemapCalls remaps;
    final AdviceCalls advice;
    final LockCalls locks;
    final Peeks peeks;
    final Texts texts;
    final Futexes futexes;
    final TaskDeaths deaths;

    Topics(MemoryState state, Bytes vdso) {
        objects = new Objects(state);
        lent = new Lent(state, objects, vdso);
        shootdowns = new Shootdowns(state);
        waiting = new Waiting(state, objects);
        stores = new Stores();
        Faulting faulting = new Faulting(state, objects, shootdowns, stores);
        Areas areas = new Areas(state, objects, shootdowns);
        faults = new Faults(state, faulting, shootdowns, waiting, stores);
        spaces = new Spaces(state, areas, faulting, shootdowns, waiting, lent);
        transfers = new Transfers(state, objects, faulting, shootdowns, waiting);
        sizes = new ObjectSizes(state, objects, areas, shootdowns, waiting);
        extents = new Extents(state);
        maps = new MapCalls(state, areas, objects, shootdowns);
        protections = new ProtectCalls(state, areas, maps, shootdowns);
        remaps = new RemapCalls(state, areas, maps, shootdowns);
        advice = new AdviceCalls(state, areas, sizes, maps);
        locks = new LockCalls(state, areas, faulting, shootdowns, waiting);
        peeks = new Peeks(state, faulting, spaces, shootdowns, waiting);
        texts = new Texts(state);
        Words words = new Words(state, faulting);
        FutexQueues queues = new FutexQueues(state);
        futexes = new Futexes(state, words, queues, shootdowns, waiting);
        deaths = new TaskDeaths(state, words, queues, shootdowns, waiting);
    }
}
