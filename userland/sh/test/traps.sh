### exit trap
trap 'echo bye' EXIT; echo hi
### exit trap by number
trap 'echo bye' 0; exit 3
#> bye
#= 3
### exit trap sees the status
trap 'echo $?' EXIT; (exit 5)
#> 5
#= 5
### exit trap changes the status
trap 'exit 9' EXIT; exit 1
#= 9
### signal trap
trap 'echo caught' USR1; kill -USR1 $$; echo after
### trap resets
trap 'echo caught' TERM; trap - TERM; (kill -TERM $$) ; sleep 1; echo no
#= 143
### trap ignores
trap '' TERM; kill -TERM $$; echo alive
### ignored stays in children
trap '' TERM; sh -c 'kill -TERM $$; echo alive'
### subshell resets traps
trap 'echo bye' EXIT; (echo sub); echo main
### subshell traps of its own
(trap 'echo sub bye' EXIT; echo sub); echo main
### trap prints
trap 'echo a' INT; trap 'echo "b"' TERM; trap
#> trap -- 'echo a' INT
#> trap -- 'echo "b"' TERM
### trap in a substitution lists the parent's
trap 'echo a' USR1; x=$(trap); echo "$x"
#> trap -- 'echo a' USR1
### trap keeps the status
trap 'true' USR1; false; kill -USR1 $$; false; echo $?
### trap with several signals
trap 'echo got' USR1 USR2; kill -USR1 $$; kill -USR2 $$
### trap runs after the foreground command
trap 'echo trap' USR1; (sleep 0.2; kill -USR1 $$) & sleep 0.5; echo after; wait
### wait is interrupted
trap 'echo trap' USR1; (sleep 0.3; kill -USR1 $$) & sleep 2 & wait $!; echo $(( $? > 128 )); kill $! 2>/dev/null
### trap in a function
f() { trap 'echo in f' EXIT; }; f; echo end
### trap that sets a variable
x=0; trap 'x=$((x+1))' USR1; kill -USR1 $$; kill -USR1 $$; echo $x
### exit in a trap
trap 'echo bye; exit 4' TERM; kill $$; sleep 1; echo no
#> bye
#= 4
### trap by number first resets
trap 'echo a' USR1; trap 10; (kill -USR1 $$); sleep 1; echo no
#= 138
### default signal kills with its number
sh -c 'kill -USR1 $$'; echo $?
### exit trap and signal
trap 'echo bye' EXIT; trap 'exit 7' INT; kill -INT $$; sleep 1; echo no
#> bye
#= 7
### background ignores interrupts
sh -c '(kill -INT $(sh -c "echo \$PPID"); echo alive) & wait'
### exit inside the exit trap's function
bye() { echo "bye $?"; }; trap bye EXIT; exit 2
#> bye 2
#= 2
### loop ended by a trap
trap 'stop=1' USR1; (sleep 0.3; kill -USR1 $$) & stop=; while [ -z "$stop" ]; do :; done; echo stopped
### read is interrupted by a trap
trap 'echo trapped; exit 3' USR1; (sleep 0.3; kill -USR1 $$) & sleep 2 | read x; echo no
#> trapped
#= 3
### bad signal
trap 'x' NOSUCH 2>/dev/null; echo $(( $? != 0 ))
### trap with exec
(trap 'echo no' EXIT; exec true); echo $?
