### output and input
echo hi > f; cat < f; cat f
### append
echo a > f; echo b >> f; cat f
### descriptors
{ echo out; echo err >&2; } > f 2>&1; cat f
### order matters
{ echo out; echo err >&2; } 2>&1 >f; echo --; cat f
### both ends of a file
echo abc > f; exec 3<>f; read x <&3; echo def >&3; exec 3>&-; cat f; echo $x
### close
(echo hi >&-) 2>/dev/null; echo $(( $? != 0 ))
### numbered output
exec 5>f; echo a >&5; echo b 1>&5; exec 5>&-; cat f
### duplicate input
echo l1 > f; exec 4<f; read a <&4; echo $a; exec 4<&-
### clobber
set -C; echo a > f; (echo b > f) 2>/dev/null; echo $(( $? != 0 )); echo c >| f; cat f; echo d >> f; cat f
### clobber does not mind devices
set -C; echo x > /dev/null; echo $?
### missing file
cat < nosuch 2>/dev/null; echo $(( $? != 0 ))
### builtin with failed redirection
echo a 2>/dev/null < nosuch; echo $(( $? != 0 ))
### special builtin with failed redirection ends the script
(: < nosuch; echo no) 2>/dev/null; echo $(( $? != 0 ))
### command takes that away
command : < nosuch 2>/dev/null; echo yes
### redirection alone makes the file
> f; ls; echo $?
### redirection of a group
{ echo a; echo b; } > f; cat f
### redirection of a loop
for i in 1 2; do echo $i; done > f; while read x; do echo got $x; done < f
### redirection of a subshell
(echo a; echo b) > f; cat f
### redirection of a function call
f() { echo in f; }; f > o; cat o
### redirection in a function definition
f() { echo a; } > o; f; f; cat o
### redirection of if and case
if true; then echo a; fi > f; case x in x) echo b;; esac >> f; cat f
### restored after a builtin
echo a > f; echo b
### exec for good
(exec > f; echo a); cat f
### high descriptor
exec 9>f; echo x >&9; exec 9>&-; cat f
### descriptor from a variable
exec 3>f; n=3; echo a >&$n; exec 3>&-; cat f
### here-document
cat <<E
a b
 c
E
### here-document expands
x=1; cat <<E
$x ${x} $(echo sub) `echo back` $((1+1)) \$x \\ \a "q" 'r'
E
### quoted delimiter
x=1; cat <<'E'
$x $(echo) `a` \$ \\
E
### delimiter quoted by backslash
x=1; cat <<\E
$x
E
### strip tabs
if true; then
	cat <<-E
		a
	  b
	E
fi
### two on a line
cat <<A; cat <<B
a
A
b
B
### two for one command
cat <<A <<B
a
A
b
B
### in a pipeline
cat <<E | tr a-z A-Z
hello
E
### in a loop
while read l; do echo "[$l]"; done <<E
a
b c
E
### with a command after
cat <<E && echo after
x
E
### in a substitution
x=$(cat <<E
in
E
); echo $x
### in a function
f() { cat <<E
$1
E
}; f a; f b
### empty
cat <<E
E
echo done
### joined lines
cat <<E
a\
b
E
### numbered
cat 3<<E <&3
three
E
### with quotes inside
cat <<E
"a" 'b' "$(echo "c d")"
E
### long one
i=0; x=; while [ $i -lt 2000 ]; do x="$x 0123456789"; i=$((i+1)); done
cat <<E | wc -c
$x
E
### parameter with a default in it
unset x; cat <<E
${x:-a b} ${x:-$(echo y)}
E
### delimiter at the end of the input
cat <<E
last
E
### read then the rest
{ read a; read b; echo "$b $a"; cat; } <<E
1
2
3
E
### input from closed stdin
cat <&- 2>/dev/null; echo $(( $? != 0 ))
### here-document in a case in a substitution
echo $(case x in x) cat <<E
got
E
;; esac)
### write to a read-only descriptor fails
echo a > f; (exec 3<f; echo x >&3) 2>/dev/null; echo $(( $? != 0 ))
### bad descriptor
(echo a >&7) 2>/dev/null; echo $(( $? != 0 ))
### several redirections in order
echo a > f1 > f2; cat f1; echo -; cat f2
### redirection before the command
< /dev/null > f echo x y; cat f
### redirection between words
echo a > f b; cat f
### target with an expansion
d=dir; mkdir $d; echo a > $d/f; cat "$d"/f
### descriptors the shell uses itself
exec 10>f 11>g; echo a >&10; { echo b >&11; } > h; echo c; exec 10>&- 11>&-; cat f g h
#> c
#> a
#> b
### here-document with an unquoted backslash at the end of the delimiter line
cat <<E
x\\
E
### here-document whose delimiter has spaces
cat <<'a b'
text
a b
### here-document in the background
cat <<E > f &
hello
E
wait; cat f
### standard input is left to the commands
sh <<'E'
read x
data
echo "[$x]"
E
