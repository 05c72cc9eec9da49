package org.lkernel.kernel.hart.translate;

import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Where harts have hot regions translated: one for all machines of a process, which share what they run alike.
///
/// When a region becomes ready decides nothing but how fast it runs, so the work may be done at any time by anybody.
public final class Translator {
    /// What bounds it: beyond, all is forgotten and what is still hot is translated again.
    private static final int MOST = 8192;

    /// A region that was asked for.
    public static final class Order {
        private volatile @Nullable Region region;

        private Order() {}

        /// The region once it is ready, else null.
        public @Nullable Region region() {
            return region;
        }
    }

    /// Translates nothing.
    public static final Translator NONE = new Translator(Zeal.NONE, _ -> {});

    private final Executor executor;
    private final TreeMap<Shape, Order> orders = new TreeMap<>();
    /// How eagerly harts look for what is hot.
    private final Zeal zeal;

    /// @param executor does the work: at once, or in the background
    public Translator(Zeal zeal, Executor executor) {
        this.zeal = zeal;
        this.executor = executor;
    }

    public Zeal zeal() {
        return zeal;
    }

    /// Has a shape translated, unless it was before.
    public Order order(Shape shape) {
        synchronized (orders) {
            Order known = orders.get(shape);
            if (known != null) {
                return known;
            }
            if (orders.size() == MOST) {
                orders.clear();
            }
            Order fresh = new Order();
            orders.put(shape, fresh);
            executor.execute(() -> fresh.region = RegionWriter.region(RegionWriter.classFile(shape)));
            return fresh;
        }
    }
}
