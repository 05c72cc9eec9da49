### call with arguments
f() { echo $# "$1" "$2"; }; f 'a b' c; f
### arguments come back
set -- x y; f() { echo $1; set -- q; echo $1; }; f z; echo $1 $2
### return
f() { return 3; echo no; }; f; echo $?
### return without operand
f() { false; return; }; f; echo $?
### return from a loop
f() { for i in 1 2 3; do [ $i = 2 ] && return 5; echo $i; done; }; f; echo $?
### recursion
f() { [ $1 -le 1 ] && echo 1 && return; echo $(( $1 * $(f $(( $1 - 1 ))) )); }; f 6
### recursion without substitutions
f() { n=$((n+1)); [ $n -ge 200 ] || f; }; n=0; f; echo $n
### local
x=1; f() { local x=2; echo $x; g; }; g() { echo $x; x=3; }; f; echo $x
### local of an unset one
f() { local y; y=2; }; f; echo "[${y-unset}]"
### redefinition
f() { echo 1; }; f() { echo 2; }; f
### redefinition by itself
f() { f() { echo second; }; echo first; }; f; f
### unset by itself
f() { unset -f f; echo gone; }; f; f 2>/dev/null; echo $?
### prefix assignment is seen
f() { echo $x; }; x=1; x=2 f; echo $x
#> 2
#> 1
### exit leaves everything
f() { exit 4; }; f; echo no
### body is a subshell
f() ( x=2; echo $x ); x=1; f; echo $x
### body is an if
f() if [ "$1" ]; then echo yes; else echo no; fi; f a; f
### body is a loop
f() for i; do echo $i; done; f a b
### newline before the body
f()
{
echo body
}
f
### function before builtin
echo() { printf 'mine %s\n' "$1"; }; echo a; unset -f echo; echo b
### command skips functions
echo() { printf no; }; command echo yes
### function in a pipeline
f() { while read x; do echo "$1$x"; done; }; printf '1\n2\n' | f z
### function in the background
f() { return 6; }; f & wait $!; echo $?
### function with its own redirection
f() { cat; }; echo a | f; f <<E
b
E
### zero stays the script's
f() { case $0 in f) echo no;; *) echo ok;; esac; }; f
### break does not cross a function
f() { break; }; for i in 1 2; do echo $i; f 2>/dev/null; done
#> 1
#> 2
### nested functions
f() { g() { echo g; }; }; f; g
### mutual recursion
even() { [ $1 = 0 ] && return 0; odd $(($1-1)); }; odd() { [ $1 = 0 ] && return 1; even $(($1-1)); }; even 10 && echo even; odd 7 && echo odd
### at in a function
f() { for i in "$@"; do echo "[$i]"; done; }; f 'a b' '' c
### shift in a function
f() { shift; echo $#; }; set -- 1 2 3; f a b; echo $#
### status of a definition
false; f() { :; }; echo $?
### getopts in a function
f() { OPTIND=1; while getopts ab: o; do echo $o $OPTARG; done; shift $((OPTIND-1)); echo rest $*; }; f -a -b x y; f -bz q
### hanoi
h() { [ $1 -eq 0 ] && return; h $(($1-1)) $2 $4 $3; n=$((n+1)); h $(($1-1)) $4 $3 $2; }; n=0; h 6 a b c; echo $n
### local in recursion
f() { local n=$1; [ $n -gt 0 ] && f $((n-1)); echo $n; }; f 3
### return inside a subshell inside a function
f() { (return 3); echo $?; }; f
### too deep a recursion is an error, not a crash
f() { f; }; (f) 2>/dev/null; [ $? -lt 128 ] && echo ok
#> ok
