# File operations: links, modes, renames, directories, times, globbing.
d=/tmp/files.d; mkdir -p $d/a/b/c; cd $d; echo data > a/f; ln a/f a/hard; ln -s f a/soft; ln -s ../missing a/b/dangling
ls -F a; cat a/soft; readlink a/soft; [ -L a/soft ] && echo link; [ -e a/b/dangling ] || echo dangling; stat -c '%h %s %F' a/f
rm a/f; cat a/hard; cat a/soft 2>/dev/null || echo broken; mv a/hard a/f; cat a/soft
chmod 640 a/f; stat -c '%a %A' a/f; chmod u+x,g-r a/f; stat -c '%a' a/f; umask 027; touch n; mkdir m; stat -c '%a' n m; umask 022
touch -d '2001-02-03 04:05:06' old; stat -c %Y old; [ n -nt old ] && echo newer; find . -name '*' -newer old -type f | sort
mkdir many; for i in 1 2 3 4 5 6 7 8 9 10 11 12; do : > many/file$i.txt; done; echo many/*1*; echo many/file?.txt | wc -w; echo nomatch*; ls many | wc -l
cp -r many copy; rm many/file1*; ls many; diff -r many copy | wc -l; mv many/file2.txt many/renamed; ls many | tail -n 1
echo abc > t; dd if=t of=u bs=1 skip=1 count=1 2>/dev/null; cat u; echo; dd if=/dev/zero of=sparse bs=1 seek=100000 count=1 2>/dev/null; stat -c %s sparse
truncate -s 5 t 2>/dev/null; wc -c < t; rmdir a 2>/dev/null || echo 'not empty'; rmdir m && echo removed; mkdir m/x 2>/dev/null || echo 'no parent'
cd a/b/c; pwd; cd ../..; pwd; cd -; cd $d; ln -s a/b lnk; cd lnk; pwd; pwd -P; cd ..; pwd; cd $d
tar cf t.tar a many; mkdir x; tar xf t.tar -C x; ls x/many; tar tf t.tar | sort | head -n 5; gzip -c t > t.gz; gunzip -c t.gz | cmp - t && echo zipped
find . -type d | sort; find . -type l | sort; du -s nothing 2>/dev/null; [ -w . ] && [ -x . ] && echo wx; rm -rf $d; [ -d $d ] || echo clean
