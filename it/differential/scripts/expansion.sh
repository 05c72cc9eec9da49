# Parameter, command and arithmetic expansion; quoting and splitting.
unset u; e=; s='hello world'; p=/usr/local/lib/libfoo.so.1.2
echo "${u-default} ${u:-default} ${e-default} ${e:-default} ${s+set} ${e:+set}"
echo "${u:=assigned} $u"; ( : "${none?no value}" ) 2>/dev/null; echo "status $?"
echo "${p#*/} ${p##*/} ${p%.*} ${p%%.*} ${#p}"
echo "${s#hello } ${s% *} [${s#[aeiou]}] ${s##*[lo]}"
a='*'; echo "$a" "${a}" '$a' "\$a" "`echo back \`echo nested\``" $(echo "$(echo 'deep "quote"')")
x=5; y=3; echo $((x + y * 2)) $((x % y)) $((x << y)) $((x > y ? x : y)) $(( (x & y) | 8 )) $((~x)) $((!x)) $((x ^ y))
echo $((x += 2)) $x $((x++ + 1)) $((0x1f)) $((017)) $((-7 / 2)) $((-7 % 3)) $((1 && 0 || 1)) $((9223372036854775807 + 1))
set -- "a b" c; for i in $*; do echo "<$i>"; done; for i in "$@"; do echo "[$i]"; done; for i in "$*"; do echo "{$i}"; done
IFS=,; line=a,b,,c,; for f in $line; do echo "($f)"; done; unset IFS
printf '%s|%5d|%-5s|%05.2f|%x|%o|%c\n' str 42 ab 3.14159 255 8 z
printf '%b' 'tab\there\n'; printf '%s\n' one two three; printf '%%|%d\n' "'A"
echo ~root ${HOME:+home}; cd /usr && echo ~+ 2>/dev/null | head -c 0; pwd
cat <<EOF
here $x $(echo cmd) \$literal \\ $((1+1))
EOF
cat <<'EOF'
raw $x $(echo cmd) \$literal
EOF
cat <<-EOF
	tabs stripped
	  but not spaces
	EOF
cat <<A; cat <<B
first
A
second
B
