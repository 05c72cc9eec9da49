### default
unset x; y=; echo "${x-a}" "${x:-b}" "${y-c}" "${y:-d}"
### assign
unset x; y=; echo ${x=a} ${y:=b} $x $y
### alternative
unset x; y=; z=1; echo "[${x+a}][${y+b}][${y:+c}][${z:+d}]"
### error unset leaves
unset x; echo before; echo ${x?gone}; echo after
#> before
#= 2
### error null in subshell
x=; (echo ${x:?}) 2>/dev/null; echo $(( $? != 0 ))
### length
x=hello; y=; echo ${#x} ${#y} ${#}
### length of special
set -- a b c; echo ${#} $# ${#1}
### length of ten
x=0123456789; echo ${#x}
### smallest suffix
x=a.b.c; echo ${x%.*} ${x%%.*} ${x%x}
### smallest prefix
x=a.b.c; echo ${x#*.} ${x##*.} ${x#x}
### path pieces
p=/usr/lib/x.tar.gz; echo ${p##*/} ${p%/*} ${p%%.*} ${p#*.}
### pattern from variable
x=abcabc; p='a*c'; echo "${x#$p}" "${x##$p}" "${x#"$p"}"
### quoted pattern
x='*a'; echo "${x#'*'}" "${x#"*"}" "${x#\*}"
### bracket in trim
x=123abc; echo ${x##[0-9]*[0-9]} ${x#[!a-z]} ${x%%[[:alpha:]]*}
### nested defaults
unset a b; c=3; echo ${a:-${b:-$c}} ${a:-"${b:-x y}"}
### word with spaces splits
unset x; set -- ${x:-a b c}; echo $#
### quoted word does not split
unset x; set -- "${x:-a b c}"; echo $#
### word with quotes
unset x; set -- ${x:-"a b" c}; echo $# "$1"
### word with escaped brace
unset x; echo ${x:-a\}b} "${x:-a\}b}"
### command in word
unset x; echo ${x:-$(echo hi)} ${x:-`echo ho`} ${x:-$((1+1))}
### single quotes in quoted word are literal
unset x; echo "${x:-'a'}"
### positional
set -- a b c d e f g h i j k; echo $1 $9 ${10} ${11} $10
### shift
set -- a b c; shift; echo $1 $#; shift 2; echo $#
### shift too far fails
set -- a; (shift 2) 2>/dev/null; echo $(( $? != 0 ))
### at quoted
set -- 'a b' c ''; for i in "$@"; do echo "[$i]"; done
### star quoted
set -- 'a b' c; for i in "$*"; do echo "[$i]"; done
### at unquoted
set -- 'a b' c ''; for i in $@; do echo "[$i]"; done
### star with IFS
set -- a b c; IFS=-; echo "$*"; IFS=; echo "$*"; unset IFS; echo "$*"
### at with prefix and suffix
set -- a b c; for i in "x$@y"; do echo "[$i]"; done
### at empty
set --; for i in "$@"; do echo no; done; echo $#
### at empty with text
set --; for i in "x$@"; do echo "[$i]"; done
### assignment from at
set -- a b; x="$@"; echo "$x"; y=$*; echo "$y"
### alternative at
set -- 'a b' c; for i in ${1+"$@"}; do echo "[$i]"; done; set --; for i in ${1+"$@"}; do echo no; done
### for without in
set -- x 'y z'; for i; do echo "[$i]"; done; for i do echo "$i"; done
### special parameters
true; echo $?; false; echo $?; set -- a b; echo $#
### dollar dollar is the same in subshells
a=$$; b=$(echo $$); c=$( (echo $$) ); [ $a = $b ] && [ $b = $c ] && echo same
### background pid
: & [ -n "$!" ] && wait $! && echo ok
### zero
case $0 in *case) echo ok;; esac
### bad substitution fails
(eval 'echo ${x!y}') 2>/dev/null; echo $(( $? != 0 ))
### nounset
set -u; (echo $nosuch) 2>/dev/null; echo $(( $? != 0 )); echo "${nosuch-ok}" "$@"
### nounset with at
set -u; set --; echo "[$*]" "[${1-none}]"
### readonly
readonly r=1; (r=2) 2>/dev/null; echo $(( $? != 0 )) $r
### readonly unset fails
readonly r=1; (unset r) 2>/dev/null; echo $(( $? != 0 ))
### assignment order
a=1; a=2 b=$a; echo $a $b
### assignment with spaces
x=$(echo "a   b"); echo "$x"
### assignment does not split
y='a  b'; x=$y; echo "$x"
### assignment does not glob
x=*; echo "$x"
### prefix assignment is temporary
x=1; x=2 true; echo $x; x=2 env | grep '^x='; echo $x
### prefix assignment for special builtin stays
x=1; x=2 :; echo $x
### prefix assignment not visible in own words
x=1; x=2 echo $x
### tilde in assignment
HOME=/h; x=~; y=~/a:~/b; echo $x $y
### export to child
export X=5; sh -c 'echo $X'; unset X; sh -c 'echo [$X]'
### export then set
X=1; export X; X=2; sh -c 'echo $X'
### export keeps spaces
y='a b'; export X="$y"; sh -c 'echo "$X"'
### unset of a function and a variable
f() { echo f; }; f=1; unset f; echo "[$f]"; f; unset -f f; f 2>/dev/null; echo $?
### set dashdash
set -- -a -b; echo "$@"; set a b; echo "$@"; set --; echo $#
### IFS default after unset
unset IFS; x='a b	c'; set -- $x; echo $#
### LINENO
echo $LINENO
echo $LINENO; echo $LINENO
if true; then
echo $LINENO
fi
#> 1
#> 2
#> 2
#> 4
### PPID is a number
case $PPID in *[!0-9]*|'') echo no;; *) echo yes;; esac
### underscore and digits in names
_a1=x; echo $_a1 ${_a1}b $_a1-c
### length of list
set -- a b c; echo ${#@} ${#*}
#> 3 3
### trim with a longest star
x=aaa; echo "[${x%%a*}]" "[${x##*a}]" "[${x%a*}]" "[${x#*a}]"
### quoted default keeps inner spaces
unset x; echo "${x:-a   b}" "${x:-"c   d"}"
