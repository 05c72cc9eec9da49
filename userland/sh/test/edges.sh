### assignment and redirection without a command
x=1 > f; echo $x; ls
### redirection error of an assignment
x=1 < nosuch 2>/dev/null; echo $(( $? != 0 ))
### variable as a command
c='echo a  b'; $c; "$c" 2>/dev/null; echo $?
### empty expansion before a command
unset e; $e echo a; $e; echo $?
### quoted empty command
'' 2>/dev/null; echo $?
### false then empty expansion
false; $nosuch; echo $?
### command name from a substitution
$(echo echo) hi
### substitution status without a command
$(exit 3); echo $?
### keyword after a redirection is no keyword
> f if 2>/dev/null; echo $?
### bang as an argument
echo ! a
### case word expands and strips quotes
x='"a"'; case $x in '"a"') echo 1;; esac; case "a b" in a\ b) echo 2;; esac
### case with a substitution in the pattern
case abc in $(echo 'a*')) echo yes;; esac
### for over a substitution with quotes
for i in "$(printf 'a b\nc')" $(printf 'd e\nf'); do echo "[$i]"; done
### nested quotes in substitutions
echo "a $(echo "b $(echo "c d") e") f"
### parentheses in a quoted substitution
echo "$(echo ')')" "$(echo "(")" $(echo \))
### brace in a parameter in quotes
x=ab; echo "${x%"b"}" "${x%b}" "{$x}" {$x}
### parameter adjacent to text
x=a; echo ${x}b $x-b "$x"b $x/b
### positional adjacent to digits
set -- a b; echo $1b $10 ${1}0
### length and arithmetic
x=12345; echo $(( ${#x} * 2 ))
### arithmetic with positional parameters
set -- 3 4; echo $(($1*$2)) $(( $# + 1 ))
### arithmetic comparison as a condition
i=0; while [ $((i<3)) = 1 ]; do i=$((i+1)); done; echo $i
### dollar in arithmetic without a name
echo $(( 1 + $(( 2 )) ))
### assignment to a readonly in arithmetic context of a subshell
( x=1; readonly x; x=2 ) 2>/dev/null; echo $(( $? != 0 ))
### export of several
export A=1 B=2; sh -c 'echo $A $B'
### export with tilde and splitting
HOME=/h; v='a b'; export T=~/x V=$v; echo "$T" "$V"
#> /h/x a b
### unset then assign inherits nothing
export Q=1; unset Q; Q=2; sh -c 'echo [$Q]'
### environment prefix with an empty value
X= sh -c 'echo "[${X-unset}]"'
### IFS prefix for read only
IFS=, read a b <<E
1,2
E
echo "$a $b"; x='a,b'; set -- $x; echo $#
### IFS change inside a function is global
f() { IFS=:; }; f; x=a:b; set -- $x; echo $#
### at with IFS that is no space
IFS=:; set -- a b; echo "$*" $* "$@"
### nested command substitution in here-document with quotes
cat <<E
$(echo "$(echo 'a  b')")
E
### here-document with a dollar at the end
cat <<E
cost $
E
### here-document in an if condition
if read x <<E
value
E
then echo "got $x"; fi
### here-document before a pipe and a group
{ cat <<E
one
E
} | sed s/one/two/
### while read with a last line that has no newline
printf 'a\nb' | while read x || [ -n "$x" ]; do echo "[$x]"; done
### comment at the end of a line that continues
echo a # comment \
echo b
### line continuation in a word and between operators
ec\
ho a; true &\
& echo b
### semicolon after ampersand lines
: &
wait
echo ok
### newline in a list of for
for i in a \
	b; do echo $i
done
### empty case
case x in
esac; echo $?
### case with only a comment
case x in # nothing
x) # yes
	echo x ;; # end
esac
### if with comments
if # a
true # b
then # c
echo yes # d
fi # e
### function named like a variable
x=1; x() { echo $x; }; x
### function with a redirection of its own input
f() { read a; echo $a; } <<E
from body
E
f </dev/null
### unset -v keeps the function
f() { echo f; }; f=1; unset -v f; f
### positional parameters after dot
echo 'set -- x y' > s; set -- a; . ./s; echo $#
### break out of a while read
printf '1\n2\n3\n' | while read x; do [ $x = 2 ] && break; echo $x; done
### loop status after break
while true; do false; break; done; echo $?
### status of a while that never runs
false; while false; do :; done; echo $?
### status of an if without branches
false; if false; then :; fi; echo $?
### and-or chains with negation
! false && ! false && echo yes; ! true || echo no
### subshell inside a condition
if (exit 1); then echo a; elif (exit 0); then echo b; fi
### pipelines as conditions
if echo abc | grep -q b; then echo found; fi; while echo x | grep -q y; do :; done; echo $?
### exec with an assignment
(X=5 exec sh -c 'echo $X')
### wait for a job that ended
true & p=$!; sleep 0.1; wait $p; echo $?
### dollar bang in a subshell
: & a=$!; b=$(echo $!); [ "$a" = "$b" ] && echo same; wait
### kill and wait for a signal status
sh -c 'kill -TERM $$'; echo $?; (sh -c 'kill -KILL $$') 2>/dev/null; echo $?
### umask in a subshell
umask 022; (umask 077); umask
### cd in a substitution
x=$(cd /; pwd); echo $x; [ "$PWD" != / ] && echo here
### set -e in a substitution
x=$(set -e; false; echo no); echo "[$x]" $?
### set -u with length and alternatives
set -u; x=; echo ${#x} ${y+set} "${y:-d}"; (echo ${#y}) 2>/dev/null; echo $(( $? != 0 ))
### set -x does not change output
set -x; x=$(echo a); echo "$x" 2>/dev/null
### set -f then set +f
touch a; set -f; echo *; set +f; echo *
### glob in a for with no match
for i in *.none; do echo "$i"; done
### glob with a newline in a name
touch 'a
b'; for i in *; do echo "[$i]"; done
### glob of brackets with a closing bracket first
touch ']' x; echo []]
### backslash at the end of a pattern variable
p='a\'; case 'a\' in "$p") echo yes;; esac
### tilde after a colon in a word that is no assignment
HOME=/h; echo a:~ ; x=a:~; echo $x
### tilde with a quoted slash
HOME=/h; echo ~\/x
### tilde of an unknown user
echo ~nosuchuser/x
### printf of an empty list for strings
printf '[%s]\n'; printf '[%s][%s]\n' a
### printf with a percent and backslash c
printf '%%\n'; printf 'a\c'; echo
### echo of options that are none
echo -- a; echo - a
### test with strings that look like operators
[ "-f" = "-f" ] && echo 1; [ ! "" ] && echo 2; [ "(" != ")" ] && echo 3; [ -z "" -a -n "x" ] && echo 4
### test of three with an operator in a variable
op='!='; [ a $op b ] && echo 1
### read into several with a short line and IFS of white space and a colon
IFS=' :' read a b c <<E
 x : y z:w
E
echo "[$a][$b][$c]"
### getopts leaves OPTIND
set -- -a b; getopts a o; echo $o $OPTIND; getopts a o; echo $? $OPTIND
### shift and at
set -- 1 2 3; while [ $# -gt 0 ]; do printf '%s ' "$@"; shift; done; echo
### set with an option and parameters
set -f -- a '*'; echo $2; set +f
### eval with a newline and a comment
eval 'echo a # comment
echo b'
### eval in a loop with break
for i in 1 2; do eval break; done; echo $i
### return in eval in a function
f() { eval 'return 4'; echo no; }; f; echo $?
### dot in a loop with break
echo 'break' > s; for i in 1 2; do . ./s; done; echo $i
#> 2
### nested dot with return
echo 'return 3' > a; echo '. ./a; echo $?; return 5' > b; . ./b; echo $?
### command with a prefix assignment
X=1 command sh -c 'echo $X'; echo "[$X]"
### a builtin with a prefix assignment and a pipe
IFS=: ; echo a:b | { read x y; echo $x; }
### a very long word
x=$(printf '%03000d' 7); echo ${#x}; echo $x | wc -c
### many lines from a substitution
x=$(seq 1 2000); set -- $x; echo $# $1 ${2000}
### binary bytes pass through
printf '\377\001x' | { IFS= read -r x; printf %s "$x"; } | od -An -tx1
### utf-8 passes through
x='é☃'; echo "$x" "${x%☃}" ${x#é}
### close standard input and read
(exec <&-; read x; echo $(( $? != 0 ))) 2>/dev/null
### output to a full device fails
(echo x > /dev/full) 2>/dev/null; echo $(( $? != 0 ))
### dead pipe reader
(while :; do echo y; done) | head -n 1
### status of a killed pipeline
yes | head -n 1 >/dev/null; echo $?
