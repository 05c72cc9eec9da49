# Background jobs, wait, kill, traps.
sleep 0.2 & p=$!; kill -0 $p && echo alive; wait $p; echo "waited $?"
(exit 5) & wait $!; echo "status $?"
sleep 100 & p=$!; kill $p; wait $p 2>/dev/null; echo "killed $?"
sleep 100 & p=$!; kill -9 $p; wait $p 2>/dev/null; echo "killed $?"
trap 'echo got usr1' USR1; kill -USR1 $$; echo after
trap 'echo term; exit 3' TERM; ( trap - TERM; : ); trap '' INT; kill -INT $$; echo "int ignored"
trap; for i in 1 2 3 4 5; do ( sleep 0.0$i; exit $i ) & done; wait; echo "all done $?"
f() { trap 'echo function trap' EXIT; }; f
( trap 'echo subshell exit' EXIT; exit 9 ); echo $?
a=$(sleep 0.05 & echo quick); echo "$a"
{ sleep 0.05; echo late; } & echo early; wait
( kill -TERM $$ ); sleep 1; echo not reached
