package org.lkernel.experiments.fault;

import java.util.Arrays;
import java.util.List;

/// The kinds of faults there are.
public enum FaultKind {
    SYS_ERRNO(
            "sys.errno",
            Legality.LEGAL,
            "call",
            "a system call fails with an error",
            "errno=EIO, at=before|after (the call was not made, or was made and its answer lost)"),
    SYS_EINTR("sys.eintr", Legality.LEGAL, "call", "a system call is interrupted before it did anything", ""),
    SYS_EAGAIN("sys.eagain", Legality.LEGAL, "call", "a system call would block, it says", ""),
    SYS_RETVAL(
            "sys.retval",
            Legality.SOFTWARE_DEFECT,
            "call",
            "a system call answers a number, and was not made",
            "value=N (default: 0)"),
    SYS_SHORT("sys.short", Legality.LEGAL, "call", "a read or write transfers half of what was asked for", ""),
    MSG_DELAY(
            "msg.delay",
            Legality.LEGAL,
            "port",
            "a message, and those behind it between the same two, arrive late",
            "messages=N (others sent first; default: 10000, or until nothing else can be delivered)"),
    MSG_REORDER(
            "msg.reorder",
            Legality.LEGAL,
            "port",
            "a message is overtaken by others, but not by those between the same two",
            "messages=N (others sent first; default: 1)"),
    MSG_DROP("msg.drop", Legality.SOFTWARE_DEFECT, "port", "a message is lost", ""),
    MSG_DUP("msg.dup", Legality.SOFTWARE_DEFECT, "port", "a message arrives twice", ""),
    MSG_CORRUPT_FIELD(
            "msg.corrupt_field",
            Legality.SOFTWARE_DEFECT,
            "port",
            "one bit of a number in a message is turned over",
            "field=NAME (default: the first number), bit=0…63"),
    MSG_BITFLIP(
            "msg.bitflip",
            Legality.HARDWARE_FAULT,
            "port",
            "one bit of a message's numbers is turned over; when is the number of the bit, counted through all messages",
            ""),
    IRQ_LOST("irq.lost", Legality.HARDWARE_FAULT, "line", "a device raises its line and nobody hears it", ""),
    IRQ_DUP("irq.dup", Legality.LEGAL, "line", "a device's line is raised twice", ""),
    IRQ_SPURIOUS(
            "irq.spurious", Legality.LEGAL, "line", "a line is raised by nobody; when is the number of a message", ""),
    IRQ_STORM(
            "irq.storm",
            Legality.LEGAL,
            "line",
            "a line is raised by nobody, again and again; when is the number of a message",
            "count=N (default: 100)"),
    IRQ_DELAY("irq.delay", Legality.LEGAL, "line", "a raised line is seen late", "messages=N"),
    TIMER_LATE("clk.timer_late", Legality.LEGAL, "port", "an alarm rings late", "messages=N"),
    TIMER_EARLY("clk.timer_early", Legality.LEGAL, "port", "an alarm of that subsystem rings at once", ""),
    CLOCK_JUMP(
            "clk.jump",
            Legality.HARDWARE_FAULT,
            "hart",
            "a hart's clock jumps ahead when it is given a task",
            "by=TIME (default: 1s)"),
    CLOCK_DRIFT(
            "clk.drift",
            Legality.HARDWARE_FAULT,
            "hart",
            "a hart's clock is fast: ahead by so much more each time it is given a task, from then on",
            "by=TIME (default: 10us)"),
    CLOCK_FREEZE(
            "clk.freeze",
            Legality.HARDWARE_FAULT,
            "hart",
            "a hart's clock stands still whenever it is given a task, from then on",
            ""),
    TIMER_LOST("clk.timer_lost", Legality.HARDWARE_FAULT, "port", "an alarm never rings", ""),
    FUTEX_WAKE("futex.spurious_wake", Legality.LEGAL, "call", "a futex wait returns though nobody woke it", ""),
    SIGNAL("signal", Legality.LEGAL, "call", "the caller gets a signal during a call", "signal=SIGTERM"),
    DESCRIPTORS(
            "fd.exhaust",
            Legality.LEGAL,
            "call",
            "a call that wants a descriptor finds none left",
            "errno=EMFILE|ENFILE"),
    ENTROPY("entropy.repeat", Legality.HARDWARE_FAULT, "port", "random bytes are those that were drawn before", ""),
    ALLOCATION("mem.alloc_fail", Legality.LEGAL, "call", "brk, mmap or mremap finds no memory", ""),
    PRESSURE(
            "mem.pressure",
            Legality.LEGAL,
            "port",
            "so much memory is somebody else's from then on; when is the number of a message to memory",
            "bytes=SIZE (default: 64MiB), messages=N (others sent meanwhile; default: for good)"),
    USER_COPY(
            "mem.usercopy",
            Legality.LEGAL,
            "call",
            "a transfer finds its buffer unmapped",
            "partial=BYTES (that come over before; default: none)"),
    TLB_STALE(
            "tlb.stale",
            Legality.HARDWARE_FAULT,
            "hart",
            "a hart says that it dropped translations, and keeps them",
            ""),
    TLB_DROP("tlb.drop_ipi", Legality.HARDWARE_FAULT, "hart", "a hart is never told to drop translations", ""),
    ACTOR_PAUSE(
            "actor.pause",
            Legality.LEGAL,
            "port",
            "a subsystem hears nothing for a while",
            "messages=N (others sent meanwhile; default: 100)"),
    HART_PAUSE(
            "cpu.hart_pause",
            Legality.LEGAL,
            "hart",
            "a hart hears nothing for a while",
            "messages=N (others sent meanwhile; default: 100)"),
    HART_DIE("cpu.hart_die", Legality.HARDWARE_FAULT, "hart", "a hart hears nothing any more", ""),
    STORE_CONDITIONAL(
            "cpu.sc_fail", Legality.LEGAL, "hart", "the next store-conditional from there on fails for no reason", ""),
    SKIP("cpu.insn_skip", Legality.HARDWARE_FAULT, "hart", "an instruction is left out", ""),
    REG_FLIP(
            "cpu.reg_flip",
            Legality.HARDWARE_FAULT,
            "hart",
            "one bit of an integer register is turned over",
            "reg=x1…x31|pc|a0…, bit=0…63 (default: from the seed)"),
    BIT_FLIP(
            "mem.bitflip",
            Legality.HARDWARE_FAULT,
            "hart",
            "one bit of the memory of the task on that hart is turned over",
            "address=0x…, bit=0…7 (default: from the seed)");

    private final String text;
    private final Legality legality;
    private final String selector;
    private final String does;
    private final String parameters;

    FaultKind(String text, Legality legality, String selector, String does, String parameters) {
        this.text = text;
        this.legality = legality;
        this.selector = selector;
        this.does = does;
        this.parameters = parameters;
    }

    /// The kind of that name, or null.
    public static @org.jspecify.annotations.Nullable FaultKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.text.equals(name))
                .findFirst()
                .orElse(null);
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(FaultKind::toString).toList();
    }

    public Legality legality() {
        return legality;
    }

    /// What its place is called in a plan: `call`, `port`, `line`, `hart`.
    public String selector() {
        return selector;
    }

    /// What happens, in words.
    public String does() {
        return does;
    }

    /// Its parameters, in words.
    public String parameters() {
        return parameters;
    }

    /// Whether it may strike at every occurrence: not what is an occurrence of its own place again.
    public boolean mayBeEvery() {
        return !isBetweenInstructions()
                && this != IRQ_SPURIOUS
                && this != IRQ_STORM
                && this != MSG_BITFLIP
                && this != PRESSURE;
    }

    /// Whether it strikes between two instructions, and not at an occurrence of something.
    public boolean isBetweenInstructions() {
        return switch (this) {
            case REG_FLIP, BIT_FLIP, SKIP, STORE_CONDITIONAL -> true;
            default -> false;
        };
    }

    /// Whether it goes on once it has begun, if nobody says for how long.
    boolean isLasting() {
        return this == CLOCK_DRIFT || this == CLOCK_FREEZE;
    }

    /// What its space is counted in, for people.
    public String unit() {
        return isBetweenInstructions() ? "instructions" : this == MSG_BITFLIP ? "bits" : "occurrences";
    }

    @Override
    public String toString() {
        return text;
    }
}
