### echo
echo; echo a b; echo -n x; echo; echo 'a  b'
### printf
printf '%s %d %x %o %c|%5s|%-5s|%05d|%.2s|%%\n' a 42 255 8 xyz r l 7 abcdef
### printf reuses the format
printf '%s-%s\n' a b c
### printf without operands
printf 'a%sb%dc\n'
### printf escapes
printf 'a\tb\\\101\n'
### printf b
printf '%b|%b\n' 'a\tb' '\0101'
### printf b stops
printf '%b' 'a\cb' c; echo
### printf quoted character
printf '%d %d\n' "'A" '"a'
### printf star
printf '%*d|%-*d|%.*s\n' 5 42 5 42 2 abc
### printf bad number
printf '%d\n' abc 2>/dev/null; echo $?
### printf hexadecimal and octal input
printf '%d %d %i\n' 0x10 010 -5
### test strings
[ a = a ] && echo 1; [ a != b ] && echo 2; [ -n a ] && echo 3; [ -z '' ] && echo 4; [ a ] && echo 5; [ '' ] || echo 6; [ ] || echo 7
### test numbers
[ 1 -eq 1 ] && [ 1 -ne 2 ] && [ 1 -lt 2 ] && [ 2 -gt 1 ] && [ 1 -le 1 ] && [ 1 -ge 1 ] && [ -5 -lt 3 ] && echo ok
### test files
touch f; mkdir d; ln -s f l; echo x > g; for t in '-e f' '-f f' '-d d' '-s f' '-s g' '-L l' '-h l' '-r f' '-w f' '-x f' '-x d' '-e no' '-p f'; do test $t; echo "$t $?"; done
### test negation and connectives
[ ! a = b ] && echo 1; [ a = a -a b = b ] && echo 2; [ a = b -o b = b ] && echo 3; [ ! -n '' ] && echo 4; [ '(' a = a ')' ] && echo 5
### test odd operands
[ ! ] && echo 1; [ '(' ] && echo 2; [ -n ] && echo 3; [ = ] && echo 4; [ -a = -a ] && echo 5; [ ! = ! ] && echo 6; [ '(' = '(' ] && echo 7
### test bad number
[ a -eq 1 ] 2>/dev/null; echo $?
### test missing bracket
[ a 2>/dev/null; echo $?
### test newer
touch -t 200001010000 old; touch new; [ new -nt old ] && echo 1; [ old -ot new ] && echo 2; [ new -ef new ] && echo 3
### read
echo 'a b c' | { read x y; echo "[$x][$y]"; }
### read one
echo '  a b  ' | { read x; echo "[$x]"; }
### read fewer
echo a | { read x y z; echo "[$x][$y][$z]"; }
### read backslash
printf 'a\\b c\\\nd\n' | { read x y; echo "[$x][$y]"; }
### read raw
printf 'a\\b\n' | { read -r x; printf '[%s]\n' "$x"; }
### read end of file
printf 'abc' | { read x; echo $? "[$x]"; }; read x </dev/null; echo $?
### read with IFS
echo 'a:b:c:d' | { IFS=: read x y z; echo "[$x][$y][$z]"; }
### read with empty fields
echo 'a::c' | { IFS=: read x y z; echo "[$x][$y][$z]"; }
### read trailing delimiter
echo 'a:b:' | { IFS=: read x y; echo "[$x][$y]"; }; echo 'a:b::' | { IFS=: read x y; echo "[$x][$y]"; }
### read escaped separator
echo 'a\ b c' | { read x y; echo "[$x][$y]"; }
### read keeps inner spaces
echo 'a  b   c ' | { read x y; echo "[$x][$y]"; }
### read with null IFS
echo '  a b ' | { IFS= read -r x; echo "[$x]"; }
### read takes one line only
printf 'a\nb\nc\n' | { read x; cat; }
### cd and pwd
mkdir -p d/e; cd d; pwd | sed 's,.*/,,'; cd e; cd ..; pwd | sed 's,.*/,,'; cd - | sed 's,.*/,,'; echo ${OLDPWD##*/}
### cd home
HOME=/; cd; pwd; cd /usr; cd ~; pwd
### cd fails
cd nosuch 2>/dev/null; echo $(( $? != 0 ))
### cd through a link
mkdir -p a/b; ln -s a/b l; cd l; pwd | sed 's,.*/,,'; pwd -P | sed 's,.*/a/,a/,'; cd ..; pwd -P | sed 's,.*/,,' | grep -c dir
### cd physical
mkdir -p a/b; ln -s a/b l; cd -P l; pwd | sed 's,.*/a/,a/,'
### cdpath
mkdir -p x/sub; CDPATH=$PWD/x; cd sub | sed 's,.*/x/,x/,'; cd sub >/dev/null; pwd | sed 's,.*/x/,x/,'
### eval
x='echo a; echo b'; eval "$x"; eval echo '$x'; eval; echo $?
### eval status
eval false; echo $?; eval 'exit 3'; echo no
### eval with a function
eval 'f() { echo $1; }'; f hi
### dot
echo 'y=5; echo in $1; return 3; echo no' > s; set -- arg; . ./s; echo $? $y
### dot missing ends the script
(. ./nosuch; echo no) 2>/dev/null; echo $(( $? != 0 ))
### dot along the path
mkdir p; echo 'echo found' > p/s; PATH=$PWD/p:$PATH; . s
### exec replaces
(exec echo gone; echo no)
### exec missing
(exec nosuchcommand; echo no) 2>/dev/null; echo $?
### exit trap status
(trap 'echo bye' EXIT; exit 3); echo $?
### colon true false
:; echo $?; true; echo $?; false; echo $?; : a b > f; ls
### set prints variables
zz='a b'; set | grep '^zz='
### set dash letters
set -f; case $- in *f*) echo f;; esac; set +f; case $- in *f*) echo no;; esac; echo ok
### set -o
set -o noglob; echo *; set +o noglob; set -o | grep -c noglob
### set +o restores
set -f; x=$(set +o); set +f; eval "$x"; case $- in *f*) echo back;; esac
### set -a
set -a; Y=1; set +a; sh -c 'echo $Y'
### set -n does nothing
sh -n -c 'echo no'; echo $?
### set -v and -x print nothing on standard output
set -x; echo a; set +x 2>/dev/null; echo b
### set -x form
(PS4='+ '; set -x; echo a b; x=1) 2>&1
### export -p
unset ZZ; export ZZ='a b'; export -p | grep 'ZZ='
#> export ZZ='a b'
### readonly -p
readonly ZZ=1; readonly -p | grep 'ZZ='
#> readonly ZZ='1'
### command -v
command -v echo; command -v nosuch; echo $(( $? != 0 )); f() { :; }; command -v f; command -v if; command -v ls | grep -c /
### command runs
command echo a; command -p ls / >/dev/null && echo ok
### command keeps a script going
command . ./nosuch 2>/dev/null; echo alive
### type
type nosuchcommand >/dev/null 2>&1; echo $(( $? != 0 )); type echo | grep -c builtin
### getopts
set -- -a -b val -c rest; while getopts ab:c o; do echo "$o:$OPTARG"; done; echo $OPTIND
### getopts joined
set -- -abval x; while getopts ab: o; do echo "$o:$OPTARG"; done; shift $((OPTIND-1)); echo $1
### getopts errors
set -- -x; getopts a o 2>/dev/null; echo "$o"; OPTIND=1; getopts :a o; echo "$o $OPTARG"; set -- -b; OPTIND=1; getopts :b: o; echo "$o $OPTARG"
### getopts end
set -- -a -- -b; while getopts ab o; do echo $o; done; shift $((OPTIND-1)); echo "$@"
### getopts with arguments
while getopts xy o -x -y z; do echo $o; done; echo $OPTIND
### alias
alias a='echo hello'
a world
alias b='a there '
alias w=world
b w
unalias a
a 2>/dev/null || echo gone
#> hello world
#> hello there world
#> gone
### alias print
alias foo='echo '\''x'\'
alias foo
#> foo='echo '\''x'\'''
### umask
umask 022; umask; umask 077; touch f; ls -l f | cut -c1-10; umask u=rwx,g=rx,o=; umask
### umask symbolic
umask 022; umask -S; umask g+w; umask
### ulimit
ulimit -n 64; ulimit -n; ulimit -c 0; ulimit -c
### times
times | wc -l
### hash
hash ls; hash -r; echo $?; hash nosuchcommand 2>/dev/null; echo $?
### kill
kill -l 9; kill -l TERM; kill -l 137
#> KILL
#> 15
#> KILL
### kill a child
sleep 10 & kill $!; wait $! 2>/dev/null; echo $?
### kill by name
sleep 10 & kill -s KILL $!; wait $! 2>/dev/null; echo $?; sleep 10 & kill -HUP $!; wait $! 2>/dev/null; echo $?
### kill zero
kill -0 $$; echo $?; (kill -0 99999999) 2>/dev/null; echo $?
### true with arguments
true a b; echo $?
### unset many
a=1 b=2; unset a b c; echo "[$a$b]"; echo $?
### shift zero
set -- a; shift 0; echo $1
### return at top level of dot in function
echo 'return 4' > s; f() { . ./s; echo after $?; }; f
### local outside fails
(local x) 2>/dev/null; echo $(( $? != 0 ))
### echo to a closed output fails
(echo a >&-) 2>/dev/null; echo $(( $? != 0 ))
### wait twice
(exit 3) & p=$!; wait $p; echo $?; wait $p 2>/dev/null; echo $(( $? == 127 || $? == 3 ))
### wait several
(exit 1) & a=$!; (exit 2) & b=$!; wait $a $b; echo $?
### jobs
sleep 5 & jobs > f; grep -c 'Running.*sleep 5' f; kill $!
#> 1
