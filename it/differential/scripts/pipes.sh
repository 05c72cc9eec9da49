# Pipelines, exit statuses, redirections, descriptors, big data through pipes.
echo one two three | tr ' ' '\n' | sort -r | sed 's/^/> /'
seq 1 1000 | grep 7 | wc -l; seq 1 100000 | tail -n 1; yes | head -n 3
cat /dev/zero | head -c 1000000 | wc -c
false | true; echo $?; true | false; echo $?; ! true | false; echo $?
dir=/tmp/pipes.d; mkdir $dir; cd $dir
echo out > f; echo more >> f; cat < f; echo err >&2 2>/dev/null; ls nothing 2> e; wc -l < e
{ echo a; echo b >&2; } > both 2>&1; sort both; exec 3> three; echo to three >&3; exec 3>&-; cat three
exec 4< f; read l1 <&4; read l2 <&4; echo "$l2 $l1"; exec 4<&-
( echo x; echo y 1>&2 ) 2>&1 >/dev/null | cat
set -C; echo a > clob; ( echo b > clob ) 2>/dev/null || echo noclobber; echo c >| clob; cat clob; set +C
while read -r first rest; do echo "$rest $first"; done <<EOF
1 one uno
2 two\ dos
EOF
printf 'a b\\\nc\n' | { read x; echo "$x"; }; printf 'no newline' | { read x; echo "$? $x"; }
mkfifo p; (sleep 0.1; echo through fifo) > p & cat p; wait
i=0; while [ $i -lt 50 ]; do echo $i; i=$((i+1)); done | while read n; do [ $((n % 10)) -eq 0 ] && echo "got $n"; done
seq 1 20000 > big; cmp big big && echo same; cat big | cat | cat | cat | md5sum; rm -r $dir; ls $dir 2>/dev/null || echo gone
