### primes by sieve in variables
i=2; while [ $i -le 60 ]; do eval "p_$i=1"; i=$((i+1)); done
i=2; while [ $((i*i)) -le 60 ]; do
	eval "v=\$p_$i"
	if [ "$v" = 1 ]; then j=$((i*i)); while [ $j -le 60 ]; do eval "p_$j=0"; j=$((j+i)); done; fi
	i=$((i+1))
done
i=2; while [ $i -le 60 ]; do eval "[ \$p_$i = 1 ] && printf '%s ' $i"; i=$((i+1)); done; echo
### insertion sort of arguments
sort_args() {
	sorted=
	for n; do
		out= placed=
		for s in $sorted; do
			if [ -z "$placed" ] && [ "$n" -lt "$s" ]; then out="$out $n" placed=1; fi
			out="$out $s"
		done
		[ -n "$placed" ] || out="$out $n"
		sorted=$out
	done
	echo $sorted
}
sort_args 5 3 9 -1 7 3 0
### quicksort by recursion and substitution
qs() {
	[ $# -eq 0 ] && return
	local p=$1 l= g= x; shift
	for x; do if [ $x -lt $p ]; then l="$l $x"; else g="$g $x"; fi; done
	qs $l; echo $p; qs $g
}
qs 5 3 9 1 7 3 0 8 | tr '\n' ' '; echo
### word count with a case and a loop
count() {
	lines=0 words=0
	while IFS= read -r line; do
		lines=$((lines+1))
		set -- $line
		words=$((words+$#))
	done
	echo $lines $words
}
count <<E
the quick brown fox

jumps   over
the lazy dog
E
### option parser of a tool
tool() {
	verbose=0 out=- OPTIND=1
	while getopts :vo:h opt; do
		case $opt in
		v) verbose=$((verbose+1));;
		o) out=$OPTARG;;
		h) echo usage; return 0;;
		:) echo "missing $OPTARG"; return 2;;
		\?) echo "unknown $OPTARG"; return 2;;
		esac
	done
	shift $((OPTIND-1))
	echo "v=$verbose o=$out args=$*"
}
tool -vv -o file a b; tool -vofile; tool -o; echo $?; tool -z; echo $?; tool -h; tool -- -v
### string functions by expansion alone
strlen() { echo ${#1}; }
reverse() { r= s=$1; while [ -n "$s" ]; do t=${s#?}; r=${s%"$t"}$r; s=$t; done; echo "$r"; }
replace() { s=$1 o=; while case $s in *"$2"*) true;; *) false;; esac; do o=$o${s%%"$2"*}$3; s=${s#*"$2"}; done; echo "$o$s"; }
strlen hello; reverse stressed; replace a-b-c-d - ::; replace 'x*y*z' '*' +
### template from here-documents
page() {
	cat <<E
<h1>$1</h1>
<ul>
$(for i in $2; do cat <<ITEM
  <li>$i $((${#i} * 2))</li>
ITEM
done)
</ul>
E
}
page Title 'one two three'
### cleanup by trap
work() (
	dir=./tmp.$1; mkdir $dir
	trap 'rm -rf "$dir"; echo cleaned $1' EXIT
	echo data > $dir/f; cat $dir/f
	[ "$1" = bad ] && exit 3
	return 0
)
work good; echo $?; work bad; echo $?; ls
### workers in the background
for i in 1 2 3 4; do ( echo "worker $i" > out.$i; exit $i ) & pids="$pids $!"; done
sum=0; for p in $pids; do wait $p; sum=$((sum+$?)); done; echo $sum; cat out.*
### a pipe with a name
mkfifo p; { for i in 1 2 3; do echo line $i; done > p; } & while read -r x; do echo "got $x"; done < p; wait
### a small calculator
calc() {
	stack=
	for t; do
		case $t in
		[-+x/])
			b=${stack%% *}; stack=${stack#* }; a=${stack%% *}; stack=${stack#* }
			case $t in +) r=$((a+b));; -) r=$((a-b));; x) r=$((a*b));; /) r=$((a/b));; esac
			stack="$r $stack";;
		*) stack="$t $stack";;
		esac
	done
	echo $stack
}
calc 3 4 + 2 x 7 -; calc 100 7 / 3 -
### state machine over characters
input='a=1;b=22;cc=3'
state=name name= value=
while [ -n "$input" ]; do
	rest=${input#?}; c=${input%"$rest"}; input=$rest
	case $state$c in
	name=) state=value;;
	name*) name=$name$c;;
	value\;) echo "$name is $value"; name= value= state=name;;
	value*) value=$value$c;;
	esac
done
echo "$name is $value"
### stdin shared between the loop and its commands
printf '%s\n' a b c d | while read x; do read y; echo "$x+$y"; done
### nested loops with labels by levels
for i in 1 2 3; do for j in 1 2 3; do for k in 1 2 3; do
	[ $k = 2 ] && continue 2
	[ $j = 3 ] && continue 3
	[ $i = 3 ] && break 3
	printf '%s ' $i$j$k
done; done; done; echo
### processes and descriptors together
exec 3>log; log() { echo "$(date +%Y | grep -c '^2') $*" >&3; }
log start; { echo visible; log middle; } | cat; log end; exec 3>&-; cat log
### reading fields of a table
while IFS=: read -r name x uid gid rest; do echo "$name $uid $gid [$rest]"; done <<'E'
root:x:0:0:root:/root:/bin/sh
daemon:x:1:1::/:/bin/false
short:x
E
### functions as predicates
is_even() { [ $(($1 % 2)) -eq 0 ]; }
filter() { p=$1; shift; for i; do "$p" "$i" && printf '%s ' "$i"; done; echo; }
filter is_even 1 2 3 4 5 6
### eval builds variables
set_kv() { eval "kv_$1=\$2"; }; get_kv() { eval "printf '%s\n' \"\$kv_$1\""; }
set_kv a 'x y'; set_kv b '$(echo no) "q"'; get_kv a; get_kv b
### quoting round trip
quote() { printf '%s\n' "$1" | sed "s/'/'\\\\''/g; 1s/^/'/; \$s/\$/'/"; }
for s in "it's" 'a "b"' '$x `y`' 'back\slash' '  spaces  '; do eval "t=$(quote "$s")"; [ "$s" = "$t" ] && echo same; done
### many arguments
i=0; set --; while [ $i -lt 300 ]; do set -- "$@" "$i"; i=$((i+1)); done; echo $# ${300}; shift 299; echo $1
### a long string
s=x; i=0; while [ $i -lt 14 ]; do s=$s$s; i=$((i+1)); done; echo ${#s}; case $s in *y*) echo no;; *) echo yes;; esac
### deep recursion
f() { [ $1 -eq 0 ] && { echo bottom; return; }; f $(($1-1)); }; f 500
### many processes
i=0; while [ $i -lt 60 ]; do (:); i=$((i+1)); done; echo $i; i=0; while [ $i -lt 40 ]; do : & i=$((i+1)); done; wait; echo done
### exit status through everything
f() { return $1; }; f 3; echo $?; (f 4); echo $?; f 5 | f 6; echo $?; x=$(f 7); echo $?; { f 8; }; echo $?; if f 9; then :; else echo $?; fi; ! f 10; echo $?
### signals between processes
child() { trap 'echo child got; exit 5' USR1; : > ready; while :; do sleep 0.05; done; }
child & while [ ! -e ready ]; do sleep 0.05; done; kill -USR1 $!; wait $!; echo $?
### timeout by hand
( sleep 5 & p=$!; ( sleep 0.2; kill $p ) & wait $p; echo $? ) 2>/dev/null
### counting with a subshell pipeline
seq 1 100 | { s=0; while read n; do s=$((s+n)); done; echo $s; }
### case conversion table
for w in Apple banana Cherry; do case $w in [A-Z]*) k=upper;; [a-z]*) k=lower;; esac; printf '%-8s|%8s|\n' $w $k; done
### generated script is run
cat > gen <<'E'
for a in "$@"; do printf '<%s>' "$a"; done; echo
exit 4
E
sh gen 'a b' c; echo $?; . ./gen; echo not reached
#> <a b><c>
#> 4
#> 
#= 4
