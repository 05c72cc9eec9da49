# Text tools.
t=/tmp/text.d; printf 'banana 3\napple 10\ncherry 7\napple 2\n' > $t
sort $t; sort -k2n $t; sort -u -k1,1 $t; sort -r $t | uniq -c | head -n 2; cut -d' ' -f1 $t | sort | uniq -c; cut -c2-4 $t
sed -n '2,3p' $t; sed 's/a/A/2;s/\(.*\) \(.*\)/\2-\1/' $t; sed '/^b/d;$a\end' $t; sed -e 'y/abc/xyz/' -e '1!G;h;$!d' $t
awk '{ n[$1] += $2 } END { for (k in n) print k, n[k] }' $t | sort; awk 'BEGIN { printf "%.3f %d %s\n", 3.14159, 42.9, substr("hello", 2, 3); print length("abc"), index("abc", "c"), toupper("up") }'
awk -F: 'NR <= 2 { gsub(/o/, "0", $1); print $1, NF }' /etc/passwd; awk 'BEGIN { while ((getline l < "'$t'") > 0) n++; print n; "echo cmd" | getline x; print x }'
grep -n app $t; grep -c a $t; grep -v a $t || echo none; grep -E '^(b|c).*[0-9]$' $t; grep -o '[0-9]*' $t; grep -q zzz $t; echo $?; echo 'a.b' | grep -F '.'
tr a-z A-Z < $t | head -n 1; tr -d '0-9 ' < $t; echo aabbcc | tr -s a-c; head -c 5 $t; echo; tail -n +3 $t; wc $t | awk '{print $1, $2, $3}'
printf 'a\tb\n' | expand; echo 'fold this line' | fold -w 6; nl $t 2>/dev/null | head -n 1; paste -s -d, $t 2>/dev/null; tac $t; rev $t | head -n 1
echo hello | md5sum; echo hello | sha256sum; echo hello | base64; echo aGVsbG8K | base64 -d; echo hello | od -c | head -n 1; echo hello | xxd 2>/dev/null | head -n 1; cksum $t | cut -d' ' -f1
seq -s ' ' 1 2 9; expr 3 + 4 \* 2; expr length hello; expr abc : 'a\(.\)c'; basename /a/b.c .c; dirname /a/b/c; date -u -d @86399 +%H:%M:%S; printf '3\n1\n2\n' | sort -n | tr '\n' ' '; echo
echo '1 2 3' | xargs -n 1 echo item; printf 'x\ny\n' | xargs; comm -12 $t $t | wc -l; join $t $t 2>/dev/null | wc -l; bc -v >/dev/null 2>&1; factor 360 2>/dev/null; rm $t
