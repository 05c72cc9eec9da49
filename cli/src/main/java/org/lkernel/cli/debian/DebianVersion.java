package org.lkernel.cli.debian;

/// A version of a package, ordered as deb-version(7) has it: epoch, then upstream version, then Debian revision.
record DebianVersion(String text) implements Comparable<DebianVersion> {

    @Override
    public int compareTo(DebianVersion other) {
        int epochs = compareParts(epoch(), other.epoch());
        int upstreams = epochs != 0 ? epochs : compareParts(upstream(), other.upstream());
        return upstreams != 0 ? upstreams : compareParts(revision(), other.revision());
    }

    private String epoch() {
        return text.substring(0, Math.max(text.indexOf(':'), 0));
    }

    private String upstream() {
        int dash = text.lastIndexOf('-');
        return text.substring(text.indexOf(':') + 1, dash < 0 ? text.length() : dash);
    }

    private String revision() {
        int dash = text.lastIndexOf('-');
        return dash < 0 ? "" : text.substring(dash + 1);
    }

    /// Compares runs of other characters and runs of digits in turn.
    private static int compareParts(String left, String right) {
        int i = 0;
        int j = 0;
        while (i < left.length() || j < right.length()) {
            while (isText(left, i) || isText(right, j)) {
                int difference = Integer.compare(order(left, i), order(right, j));
                if (difference != 0) {
                    return difference;
                }
                i++;
                j++;
            }
            int leftEnd = digitsEnd(left, i);
            int rightEnd = digitsEnd(right, j);
            int difference = compareNumbers(left.substring(i, leftEnd), right.substring(j, rightEnd));
            if (difference != 0) {
                return difference;
            }
            i = leftEnd;
            j = rightEnd;
        }
        return 0;
    }

    private static boolean isText(String part, int index) {
        return index < part.length() && !isDigit(part.charAt(index));
    }

    /// `~` sorts before the end, the end before letters, letters before all else.
    private static int order(String part, int index) {
        if (!isText(part, index)) {
            return 0;
        }
        char c = part.charAt(index);
        if (c == '~') {
            return -1;
        }
        return Character.isLetter(c) ? c : c + Character.MAX_VALUE;
    }

    private static int digitsEnd(String part, int from) {
        int end = Math.min(from, part.length());
        while (end < part.length() && isDigit(part.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int compareNumbers(String left, String right) {
        String a = left.replaceFirst("^0+", "");
        String b = right.replaceFirst("^0+", "");
        return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public String toString() {
        return text;
    }
}
