### and or
true && echo a; false && echo b; false || echo c; true || echo d; false || true && echo e
### left associative
true || echo a && echo b; false && echo c || echo d
### not
! true; echo $?; ! false; echo $?; ! true && echo x || echo y
### pipeline status
true | false; echo $?; false | true; echo $?; ! false | true; echo $?
### long pipeline
echo a b c | tr ' ' '\n' | sort -r | tr '\n' ' '; echo
### pipe to while
printf '1\n2\n3\n' | while read x; do echo "<$x>"; done
### pipe from a group
{ echo a; echo b; } | cat
### pipe to a subshell
echo x | (read y; echo "[$y]")
### newline after operators
true &&
echo a ||
echo b
echo c |
cat
### assignments in a pipeline are lost
x=1; echo 2 | read x; echo $x
### if
if true; then echo a; fi; if false; then echo b; else echo c; fi; if false; then :; elif true; then echo d; else echo e; fi
### if status
if false; then echo a; fi; echo $?
### if with a list condition
if false; true; then echo yes; fi
### while
i=0; while [ $i -lt 3 ]; do echo $i; i=$((i+1)); done; echo $?
### until
i=3; until [ $i -eq 0 ]; do i=$((i-1)); done; echo $i
### break
for i in 1 2 3; do [ $i = 2 ] && break; echo $i; done; echo $?
### break two
for i in 1 2; do for j in a b; do echo $i$j; break 2; done; done; echo end
### continue
for i in 1 2 3; do [ $i = 2 ] && continue; echo $i; done
### continue two
for i in 1 2; do for j in a b; do [ $j = b ] && continue 2; echo $i$j; done; echo no; done
### break in while condition
while break; do echo no; done; echo out
### break beyond
for i in 1 2; do break 5; done; echo ok
### break in a case in a loop
for i in 1 2; do case $i in 1) continue;; esac; echo $i; done
### for with nothing
for i in; do echo no; done; echo $?
### for keeps the variable
for i in a b; do :; done; echo $i
### for status
for i in 1; do false; done; echo $?
### group
{ echo a; echo b; }; { echo c; }
### group status
{ false; }; echo $?
### subshell keeps variables in
x=1; (x=2; echo $x); echo $x
### subshell exit
(exit 3); echo $?
### nested subshells
( ( (echo deep) ) ); ( (exit 4) ; echo $?)
### subshell and cd
(cd /; pwd); [ "$PWD" = / ] && echo no; echo ok
### command not found
nosuchcommand 2>/dev/null; echo $?
### not executable
touch f; ./f 2>/dev/null; echo $?
### directory
./. 2>/dev/null; echo $?
### script without a magic
printf 'echo from $0 $1\n' > s; chmod +x s; ./s arg
### killed by a signal
sh -c 'kill -9 $$' 2>/dev/null; echo $?
### exit status wraps
(exit 256); echo $?; (exit 257); echo $?
### status of assignment is that of substitution
x=$(false); echo $?; x=$(exit 5) y=2; echo $?
### dollar question in a substitution
false; echo $(echo $?)
### empty substitution
x=$(); echo "[$x]" $?
### trailing newlines are removed
x=$(printf 'a\n\n\n'); echo "[$x]"; x=$(printf '\na'); echo "[$x]"
### substitution nested
echo $(echo $(echo $(echo deep)))
### substitution with quotes
echo "$(echo "a  b" 'c  d')"
### substitution with a case
echo $(case a in a) echo hit;; esac) $(case b in (b) echo hit2;; esac)
### substitution with a comment
echo $(echo a # comment )
)
### background and wait
(exit 7) & wait $!; echo $?
### wait without operands
: & : & wait; echo $?
### wait for an unknown process
wait 99999999; echo $?
### sequence with ampersand
echo a > f & wait; cat f
### and list in the background
true && echo x > f & wait; cat f
### background pipeline
echo abc | tr a-c A-C > f & wait $!; cat f
### background input is null
cat & wait $!; echo $?
### reserved words as arguments
echo if then else fi do done case esac while until for in { } !
### reserved word as a variable
if=1; echo $if
### quoted reserved word is a command
'if' 2>/dev/null; echo $?
### time to nest
for i in 1 2; do if [ $i = 1 ]; then while true; do case $i in 1) echo one; break;; esac; done; else { (echo two); }; fi; done
### loops with redirection inside pipes
for i in 3 1 2; do echo $i; done | sort | while read x; do printf '%s ' $x; done; echo
### semicolons and newlines
if true
then
echo a
fi
while false
do
:
done
for i in a \
b
do echo $i; done
### for with newline before in
for i
in a b; do echo $i; done
### for with newline before do
for i in a b
do
echo $i
done
### comment lines
# first
echo a # second
# third
### empty lines and spaces

   echo   a   

	echo b
### exit in a pipeline does not leave
exit 3 | true; echo $?
### pipefail
set -o pipefail; false | true; echo $?; (exit 3) | (exit 4) | true; echo $?
#> 1
#> 4
### negation keeps errexit away
set -e; ! true; echo ok
### deep nesting
i=0; s=echo; while [ $i -lt 50 ]; do s="($s)"; i=$((i+1)); done; eval "$s x" 2>/dev/null || echo bad
### deep groups
s='echo x;'; for i in 1 2 3 4 5 6 7 8 9 10; do s="{ $s };"; done; eval "$s"
