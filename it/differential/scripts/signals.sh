# Exit statuses of what signals kill, dead readers of pipes, nested traps.
sh -c 'kill -SEGV $$'; echo $?; sh -c 'kill -ABRT $$' 2>/dev/null; echo $?; sh -c 'kill -9 $$'; echo $?
yes | head -n 1; seq 1 1000000 | head -n 2; ( yes; echo "status $?" >&2 ) 2>&1 | head -n 1
trap 'echo "got HUP"' HUP; trap 'echo "got USR2"; kill -HUP $$' USR2; kill -USR2 $$; echo done
( sleep 0.2; kill -ALRM $$ ) & trap 'echo alarm' ALRM; wait; echo "wait interrupted or over: $?"; wait; echo $?
sleep 10 & sleep 10 & jobs=$(jobs -p | wc -l); echo $jobs; kill $(jobs -p); wait 2>/dev/null; echo "none left"
timeout 0.2 sleep 5; echo "timeout $?"; timeout 5 true; echo "timeout $?"; timeout -s KILL 0.2 sleep 5; echo "timeout $?"
sh -c 'trap "" TERM; kill $$; echo survived'; sh -c 'trap "exit 7" TERM; kill $$; sleep 1'; echo $?
i=0; trap 'i=$((i+1))' USR1; for n in 1 2 3 4 5; do kill -USR1 $$; done; echo "handled $i"
