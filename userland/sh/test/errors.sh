### syntax errors leave with 2
sh -c 'if' 2>/dev/null; echo $(( $? != 0 ))
### unclosed quote
(eval "echo 'a") 2>/dev/null; echo $(( $? != 0 ))
### unclosed parenthesis
(eval '(echo a') 2>/dev/null; echo $(( $? != 0 ))
### stray keyword
for c in 'fi' 'done' 'esac' 'then' '}' ')' ';;' '&& a' '| a' 'a |' 'a &&' 'if true; then fi' 'while true; do done' '{ }' '( )' 'for 1 in a; do :; done' 'case a b) esac' 'for i in a; echo' 'f( { :; }' 'a ;; b' ';' '& a' 'if true; fi' 'case x in x) echo a' 'echo ${x' 'echo $(a' '<' '> |' 'a; ;b' '! !' 'if ! ; then a; fi' '{ a; } b' '(a) b' 'f() a' 'f()'; do
(eval "$c") >/dev/null 2>&1; [ $? = 0 ] && echo "accepted: $c"
done; echo end
#> end
### errexit
set -e; false; echo no
#= 1
### errexit not in conditions
set -e; if false; then :; fi; false || true; false && true; while false; do :; done; ! true; echo alive
### errexit in a subshell
set -e; (false; echo no); echo never
#= 1
### errexit in a function
set -e; f() { false; echo no; }; f; echo never
#= 1
### errexit ignored inside a tested function
set -e; f() { false; echo yes; }; f && echo and; if f; then echo if; fi
### errexit and a pipeline
set -e; false | true; echo a; true | false; echo no
#> a
#= 1
### errexit and substitution
set -e; x=$(false); echo no
#= 1
### errexit and substitution in words
set -e; echo $(false) a; echo b
### errexit with a group
set -e; { false; echo no; }
#= 1
### errexit of the last in an and list
set -e; true && false; echo no
#= 1
### errexit with a command not found
set -e; nosuchcommand 2>/dev/null; echo no
#= 127
### errexit and the exit trap
set -e; trap 'echo bye' EXIT; false; echo no
#> bye
#= 1
### exit codes
sh -c 'exit 42'; echo $?; sh -c 'nosuchcommand' 2>/dev/null; echo $?
### script that cannot be opened
sh ./nosuch 2>/dev/null; echo $?
### readonly assignment ends the script
readonly x=1; x=2 2>/dev/null; echo no
#= 2
### special builtin error ends the script
(set -o nosuchoption; echo no) 2>/dev/null; echo $(( $? != 0 ))
### regular builtin error does not
cd /nosuchdir 2>/dev/null; echo yes
### unknown option of a regular builtin
pwd -Z 2>/dev/null; echo $(( $? != 0 ))
### bad for name
(eval 'for a.b in x; do :; done') 2>/dev/null; echo $(( $? != 0 ))
### arithmetic error ends the script
(: $((1 +)); echo no) 2>/dev/null; echo $(( $? != 0 ))
### expansion error in a subshell only ends that
(echo ${x?no}; echo no) 2>/dev/null; echo alive
### eval of a syntax error ends the script
(eval 'if'; echo no) 2>/dev/null; echo $(( $? != 0 ))
