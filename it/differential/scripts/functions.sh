# Functions, locals, recursion, return values, positional parameters.
fact() { if [ "$1" -le 1 ]; then echo 1; else local below; below=$(fact $(($1 - 1))); echo $(($1 * below)); fi; }
fib() { case $1 in 0|1) echo $1;; *) echo $(( $(fib $(($1-1))) + $(fib $(($1-2))) ));; esac; }
hanoi() { [ "$1" -eq 0 ] && return; hanoi $(($1-1)) "$2" "$4" "$3"; echo "move $1 from $2 to $3"; hanoi $(($1-1)) "$4" "$3" "$2"; }
join() { local sep=$1; shift; local out=$1; shift; for word; do out="$out$sep$word"; done; echo "$out"; }
status() { return "$1"; }
for n in 0 1 5 10; do echo "fact $n = $(fact $n)"; done
for n in 0 1 2 7 10; do echo "fib $n = $(fib $n)"; done
hanoi 4 a b c
join , one "two words" three
set -- a b c; echo "$# $* $@"; shift 2; echo "$# $1"
for s in 0 1 42 255; do status $s; echo "status $?"; done
count() { echo "$#"; }
count "$@" '' "x y"; IFS=:; set -- $(echo a:b::c); count "$@"; echo "$*"; unset IFS
outer() { inner() { echo "inner sees $v"; v=changed; }; local v=local; inner; echo "outer has $v"; }
v=global; outer; echo "top has $v"
unset -f inner; inner 2>/dev/null; echo "missing function: $?"
