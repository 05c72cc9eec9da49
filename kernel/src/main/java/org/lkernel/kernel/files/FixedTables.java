package org.lkernel.kernel.files;

/// The lines of [FixedFiles].
final class FixedTables {
    private FixedTables() {}

    /// Of a process. Nothing counts what `io` and `schedstat` tell, and there are no namespaces but the first.
    static final String PROCESS = """
            0400 /proc/#/io rchar: 0\\nwchar: 0\\nsyscr: 0\\nsyscw: 0\\nread_bytes: 0\\nwrite_bytes: 0\\ncancelled_write_bytes: 0
            0400 /proc/#/stack -
            0444 /proc/#/schedstat 0 0 0
            0644 /proc/#/uid_map          0          0 4294967295
            0644 /proc/#/gid_map          0          0 4294967295
            0644 /proc/#/projid_map          0          0 4294967295
            0644 /proc/#/setgroups allow
            0644 /proc/#/loginuid 4294967295\\c
            0444 /proc/#/sessionid 4294967295\\c
            0644 /proc/#/coredump_filter 00000033
            0666 /proc/#/timerslack_ns 50000
            0644 /proc/#/autogroup /autogroup-1 nice 0
            0400 /proc/#/personality 00000000
            0444 /proc/#/cpuset /
            0644 /proc/#/oom_adj 0
            0200 /proc/#/clear_refs -
            0444 /proc/#/timers -
            0444 /proc/#/timens_offsets monotonic           0         0\\nboottime            0         0
            0666 /proc/#/attr/current !
            0666 /proc/#/attr/exec !
            0666 /proc/#/attr/fscreate !
            0444 /proc/#/attr/prev !
            0666 /proc/#/attr/sockcreate !
            0666 /proc/#/attr/keycreate !
            l /proc/#/ns/cgroup cgroup:[4026531835]
            l /proc/#/ns/ipc ipc:[4026531839]
            l /proc/#/ns/mnt mnt:[4026531841]
            l /proc/#/ns/net net:[4026531840]
            l /proc/#/ns/pid pid:[4026531836]
            l /proc/#/ns/pid_for_children pid:[4026531836]
            l /proc/#/ns/time time:[4026531834]
            l /proc/#/ns/time_for_children time:[4026531834]
            l /proc/#/ns/user user:[4026531837]
            l /proc/#/ns/uts uts:[4026531838]
            0444 /proc/#/net/arp IP address       HW type     Flags       HW address            Mask     Device
            0444 /proc/#/net/dev Inter-|   Receive                                                |  Transmit\\n face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\\n    lo:       0       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0
            0444 /proc/#/net/dev_mcast -
            0444 /proc/#/net/fib_trie -
            0444 /proc/#/net/if_inet6 -
            0444 /proc/#/net/igmp Idx\\tDevice    : Count Querier\\tGroup    Users Timer\\tReporter
            0444 /proc/#/net/ipv6_route -
            0444 /proc/#/net/netlink sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode
            0444 /proc/#/net/packet sk               RefCnt Type Proto  Iface R Rmem   User   Inode
            0444 /proc/#/net/protocols protocol  size sockets  memory press maxhdr  slab module     cl co di ac io in de sh ss gs se re sp bi br ha uh gp em\\nUNIX      1024      0      -1   NI       0   yes  kernel      n  n  n  n  n  n  n  n  n  n  n  n  n  n  n  n  n  n  n
            0444 /proc/#/net/raw   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
            0444 /proc/#/net/route Iface\\tDestination\\tGateway \\tFlags\\tRefCnt\\tUse\\tMetric\\tMask\\t\\tMTU\\tWindow\\tIRTT
            0444 /proc/#/net/snmp -
            0444 /proc/#/net/sockstat sockets: used 0\\nTCP: inuse 0 orphan 0 tw 0 alloc 0 mem 0\\nUDP: inuse 0 mem 0
            0444 /proc/#/net/tcp   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
            0444 /proc/#/net/tcp6   sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
            0444 /proc/#/net/udp   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
            0444 /proc/#/net/udp6   sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
            0444 /proc/#/net/wireless Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE\\n face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22
            """;

    /// Of the machine.
    static final String MACHINE = """
            0444 /proc/cgroups #subsys_name\\thierarchy\\tnum_cgroups\\tenabled
            0444 /proc/consoles console              -W- (EC p  )    5:1
            0444 /proc/crypto -
            0444 /proc/diskstats -
            0444 /proc/dma -
            0444 /proc/execdomains 0-0\\tLinux           \\t[kernel]
            0444 /proc/fb -
            0444 /proc/iomem -
            0444 /proc/ioports -
            0444 /proc/kallsyms -
            0444 /proc/key-users -
            0444 /proc/keys -
            0444 /proc/misc -
            0444 /proc/modules -
            0444 /proc/partitions major minor  #blocks  name\\n
            0444 /proc/pressure/cpu some avg10=0.00 avg60=0.00 avg300=0.00 total=0\\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0
            0444 /proc/pressure/io some avg10=0.00 avg60=0.00 avg300=0.00 total=0\\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0
            0444 /proc/pressure/memory some avg10=0.00 avg60=0.00 avg300=0.00 total=0\\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0
            0444 /proc/swaps Filename\\t\\t\\t\\tType\\t\\tSize\\t\\tUsed\\t\\tPriority
            0444 /proc/sysvipc/msg       key      msqid perms      cbytes       qnum lspid lrpid   uid   gid  cuid  cgid      stime      rtime      ctime
            0444 /proc/sysvipc/sem       key      semid perms      nsems   uid   gid  cuid  cgid      otime      ctime
            0444 /proc/sysvipc/shm       key      shmid perms                  size  cpid  lpid nattch   uid   gid  cuid  cgid      atime      dtime      ctime                   rss                  swap
            0444 /proc/tty/drivers /dev/tty             /dev/tty        5       0 system:/dev/tty\\n/dev/console         /dev/console    5       1 system:console
            d /proc/bus
            d /proc/driver
            d /proc/fs
            d /proc/irq
            """;

    /// What `sysctl(8)` shows. Nothing is randomised, no link is protected, and no namespace can be made.
    static final String SYSCTL = """
            0444 /proc/sys/kernel/arch riscv64
            0644 /proc/sys/kernel/auto_msgmni 0
            0644 /proc/sys/kernel/core_pattern core
            0644 /proc/sys/kernel/core_pipe_limit 0
            0644 /proc/sys/kernel/core_uses_pid 0
            0644 /proc/sys/kernel/ctrl-alt-del 0
            0644 /proc/sys/kernel/dmesg_restrict 0
            0644 /proc/sys/kernel/io_uring_disabled 2
            0644 /proc/sys/kernel/keys/maxbytes 20000
            0644 /proc/sys/kernel/keys/maxkeys 200
            0644 /proc/sys/kernel/keys/root_maxbytes 25000000
            0644 /proc/sys/kernel/keys/root_maxkeys 1000000
            0644 /proc/sys/kernel/kptr_restrict 0
            0644 /proc/sys/kernel/modules_disabled 1
            0644 /proc/sys/kernel/msgmax 8192
            0644 /proc/sys/kernel/msgmnb 16384
            0644 /proc/sys/kernel/msgmni 32000
            0644 /proc/sys/kernel/numa_balancing 0
            0644 /proc/sys/kernel/overflowgid 65534
            0644 /proc/sys/kernel/overflowuid 65534
            0644 /proc/sys/kernel/panic 0
            0644 /proc/sys/kernel/panic_on_oops 0
            0644 /proc/sys/kernel/perf_event_paranoid 2
            0644 /proc/sys/kernel/printk 4\\t4\\t1\\t7
            0444 /proc/sys/kernel/pty/max 4096
            0444 /proc/sys/kernel/pty/nr 0
            0444 /proc/sys/kernel/random/poolsize 256
            0644 /proc/sys/kernel/random/urandom_min_reseed_secs 60
            0644 /proc/sys/kernel/random/write_wakeup_threshold 256
            0644 /proc/sys/kernel/randomize_va_space 0
            0644 /proc/sys/kernel/sched_autogroup_enabled 0
            0644 /proc/sys/kernel/sched_rr_timeslice_ms 100
            0644 /proc/sys/kernel/sched_rt_period_us 1000000
            0644 /proc/sys/kernel/sched_rt_runtime_us 950000
            0644 /proc/sys/kernel/sem 32000\\t1024000000\\t500\\t32000
            0644 /proc/sys/kernel/shm_rmid_forced 0
            0644 /proc/sys/kernel/shmall 18446744073692774399
            0644 /proc/sys/kernel/shmmax 18446744073692774399
            0644 /proc/sys/kernel/shmmni 4096
            0644 /proc/sys/kernel/sysrq 0
            0644 /proc/sys/kernel/tainted 0
            0644 /proc/sys/kernel/unprivileged_bpf_disabled 2
            0644 /proc/sys/vm/admin_reserve_kbytes 8192
            0644 /proc/sys/vm/compaction_proactiveness 20
            0644 /proc/sys/vm/dirty_background_bytes 0
            0644 /proc/sys/vm/dirty_background_ratio 10
            0644 /proc/sys/vm/dirty_bytes 0
            0644 /proc/sys/vm/dirty_expire_centisecs 3000
            0644 /proc/sys/vm/dirty_ratio 20
            0644 /proc/sys/vm/dirty_writeback_centisecs 500
            0200 /proc/sys/vm/drop_caches -
            0644 /proc/sys/vm/legacy_va_layout 0
            0644 /proc/sys/vm/memfd_noexec 0
            0644 /proc/sys/vm/mmap_min_addr 65536
            0600 /proc/sys/vm/mmap_rnd_bits 18
            0644 /proc/sys/vm/nr_hugepages 0
            0644 /proc/sys/vm/nr_overcommit_hugepages 0
            0644 /proc/sys/vm/oom_dump_tasks 1
            0644 /proc/sys/vm/oom_kill_allocating_task 0
            0644 /proc/sys/vm/overcommit_kbytes 0
            0644 /proc/sys/vm/overcommit_ratio 50
            0644 /proc/sys/vm/page-cluster 3
            0644 /proc/sys/vm/panic_on_oom 0
            0644 /proc/sys/vm/swappiness 60
            0644 /proc/sys/vm/unprivileged_userfaultfd 0
            0644 /proc/sys/vm/user_reserve_kbytes 131072
            0644 /proc/sys/vm/vfs_cache_pressure 100
            0644 /proc/sys/vm/zone_reclaim_mode 0
            0644 /proc/sys/fs/aio-max-nr 65536
            0444 /proc/sys/fs/aio-nr 0
            0444 /proc/sys/fs/dentry-state 0\\t0\\t45\\t0\\t0\\t0
            0644 /proc/sys/fs/epoll/max_user_watches 1048576
            0644 /proc/sys/fs/inotify/max_queued_events 16384
            0644 /proc/sys/fs/inotify/max_user_instances 128
            0644 /proc/sys/fs/inotify/max_user_watches 65536
            0644 /proc/sys/fs/lease-break-time 45
            0644 /proc/sys/fs/leases-enable 1
            0644 /proc/sys/fs/mount-max 100000
            0644 /proc/sys/fs/mqueue/msg_default 10
            0644 /proc/sys/fs/mqueue/msg_max 10
            0644 /proc/sys/fs/mqueue/msgsize_default 8192
            0644 /proc/sys/fs/mqueue/msgsize_max 8192
            0644 /proc/sys/fs/mqueue/queues_max 256
            0644 /proc/sys/fs/overflowgid 65534
            0644 /proc/sys/fs/overflowuid 65534
            0644 /proc/sys/fs/pipe-user-pages-hard 0
            0644 /proc/sys/fs/pipe-user-pages-soft 16384
            0644 /proc/sys/fs/protected_fifos 0
            0644 /proc/sys/fs/protected_hardlinks 0
            0644 /proc/sys/fs/protected_regular 0
            0644 /proc/sys/fs/protected_symlinks 0
            0644 /proc/sys/fs/suid_dumpable 0
            0644 /proc/sys/net/core/default_qdisc pfifo_fast
            0644 /proc/sys/net/core/netdev_max_backlog 1000
            0644 /proc/sys/net/core/optmem_max 131072
            0644 /proc/sys/net/core/rmem_default 212992
            0644 /proc/sys/net/core/rmem_max 212992
            0644 /proc/sys/net/core/somaxconn 4096
            0644 /proc/sys/net/core/wmem_default 212992
            0644 /proc/sys/net/core/wmem_max 212992
            0644 /proc/sys/net/ipv4/ip_default_ttl 64
            0644 /proc/sys/net/ipv4/ip_forward 0
            0644 /proc/sys/net/ipv4/ip_local_port_range 32768\\t60999
            0644 /proc/sys/net/ipv4/ip_unprivileged_port_start 1024
            0644 /proc/sys/net/ipv4/ping_group_range 1\\t0
            0644 /proc/sys/net/ipv4/tcp_congestion_control cubic
            0644 /proc/sys/net/ipv4/tcp_fin_timeout 60
            0644 /proc/sys/net/ipv4/tcp_keepalive_intvl 75
            0644 /proc/sys/net/ipv4/tcp_keepalive_probes 9
            0644 /proc/sys/net/ipv4/tcp_keepalive_time 7200
            0644 /proc/sys/net/ipv4/tcp_max_syn_backlog 1024
            0644 /proc/sys/net/ipv4/tcp_rmem 4096\\t131072\\t6291456
            0644 /proc/sys/net/ipv4/tcp_syncookies 1
            0644 /proc/sys/net/ipv4/tcp_wmem 4096\\t16384\\t4194304
            0644 /proc/sys/net/unix/max_dgram_qlen 10
            0644 /proc/sys/user/max_cgroup_namespaces 0
            0644 /proc/sys/user/max_ipc_namespaces 0
            0644 /proc/sys/user/max_mnt_namespaces 0
            0644 /proc/sys/user/max_net_namespaces 0
            0644 /proc/sys/user/max_pid_namespaces 0
            0644 /proc/sys/user/max_time_namespaces 0
            0644 /proc/sys/user/max_user_namespaces 0
            0644 /proc/sys/user/max_uts_namespaces 0
            d /proc/sys/abi
            d /proc/sys/debug
            d /proc/sys/dev
            """;

    /// Of sysfs.
    static final String SYSFS = """
            d /sys/block
            d /sys/bus
            d /sys/class/block
            d /sys/class/dmi
            l /sys/class/net/lo ../../devices/virtual/net/lo
            d /sys/class/power_supply
            d /sys/class/thermal
            0444 /sys/class/tty/console/active
            d /sys/dev/block
            d /sys/dev/char
            0444 /sys/devices/system/clocksource/clocksource0/available_clocksource riscv_clocksource
            0644 /sys/devices/system/clocksource/clocksource0/current_clocksource riscv_clocksource
            0444 /sys/devices/system/cpu/cpu#/topology/cluster_id -1
            0444 /sys/devices/system/cpu/cpu#/topology/core_cpus {self}
            0444 /sys/devices/system/cpu/cpu#/topology/core_cpus_list {hart}
            0444 /sys/devices/system/cpu/cpu#/topology/core_id {hart}
            0444 /sys/devices/system/cpu/cpu#/topology/core_siblings {mask}
            0444 /sys/devices/system/cpu/cpu#/topology/core_siblings_list {list}
            0444 /sys/devices/system/cpu/cpu#/topology/package_cpus {mask}
            0444 /sys/devices/system/cpu/cpu#/topology/package_cpus_list {list}
            0444 /sys/devices/system/cpu/cpu#/topology/physical_package_id 0
            0444 /sys/devices/system/cpu/cpu#/topology/thread_siblings {self}
            0444 /sys/devices/system/cpu/cpu#/topology/thread_siblings_list {hart}
            0444 /sys/devices/system/cpu/isolated -
            0444 /sys/devices/system/cpu/kernel_max 63
            0444 /sys/devices/system/cpu/offline -
            0444 /sys/devices/system/cpu/online {list}
            0444 /sys/devices/system/cpu/possible {list}
            0444 /sys/devices/system/cpu/present {list}
            0444 /sys/devices/system/node/has_cpu 0
            0444 /sys/devices/system/node/has_memory 0
            0444 /sys/devices/system/node/has_normal_memory 0
            0444 /sys/devices/system/node/node0/cpulist {list}
            0444 /sys/devices/system/node/node0/cpumap {mask}
            0444 /sys/devices/system/node/node0/distance 10
            0444 /sys/devices/system/node/online 0
            0444 /sys/devices/system/node/possible 0
            0444 /sys/devices/virtual/net/lo/addr_len 6
            0444 /sys/devices/virtual/net/lo/address 00:00:00:00:00:00
            0644 /sys/devices/virtual/net/lo/carrier 1
            0644 /sys/devices/virtual/net/lo/flags 0x9
            0444 /sys/devices/virtual/net/lo/ifindex 1
            0444 /sys/devices/virtual/net/lo/iflink 1
            0644 /sys/devices/virtual/net/lo/mtu 65536
            0444 /sys/devices/virtual/net/lo/operstate unknown
            0444 /sys/devices/virtual/net/lo/statistics/rx_bytes 0
            0444 /sys/devices/virtual/net/lo/statistics/rx_dropped 0
            0444 /sys/devices/virtual/net/lo/statistics/rx_errors 0
            0444 /sys/devices/virtual/net/lo/statistics/rx_packets 0
            0444 /sys/devices/virtual/net/lo/statistics/tx_bytes 0
            0444 /sys/devices/virtual/net/lo/statistics/tx_dropped 0
            0444 /sys/devices/virtual/net/lo/statistics/tx_errors 0
            0444 /sys/devices/virtual/net/lo/statistics/tx_packets 0
            0644 /sys/devices/virtual/net/lo/tx_queue_len 1000
            0444 /sys/devices/virtual/net/lo/type 772
            d /sys/firmware
            d /sys/fs/cgroup
            0444 /sys/kernel/address_bits 64
            0444 /sys/kernel/cpu_byteorder little
            d /sys/kernel/debug
            d /sys/kernel/mm/hugepages
            0644 /sys/kernel/mm/ksm/run 0
            0644 /sys/kernel/mm/transparent_hugepage/defrag always defer defer+madvise madvise [never]
            0644 /sys/kernel/mm/transparent_hugepage/enabled always madvise [never]
            0444 /sys/kernel/mm/transparent_hugepage/hpage_pmd_size 2097152
            0644 /sys/kernel/mm/transparent_hugepage/shmem_enabled always within_size advise [never] deny force
            0644 /sys/kernel/mm/transparent_hugepage/use_zero_page 1
            0444 /sys/kernel/profiling 0
            d /sys/kernel/security
            d /sys/kernel/tracing
            d /sys/module
            d /sys/power
            """;
}
