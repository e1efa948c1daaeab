import { expect, test } from 'vitest'
import { createScene, script } from './testing/scene.ts'

/** Scripts with what they print, and the status that they end with when that is not 0. */
const SCRIPTS: readonly (readonly [text: string, printed: string, status?: number])[] = [
  ['echo one two | tr a-z A-Z | cut -d" " -f2', 'TWO\n'],
  ['false | true; echo $?; ! true; echo $?', '0\n1\n'],
  ['set -o pipefail; false | true', '', 1],
  ['(exit 3); echo $?; (x=1); echo "[$x]"', '3\n[]\n'],
  ['x=$(echo a; exit 4); echo $? $x', '4 a\n'],
  ['f() { local y=in; echo $y $1; return 5; }; y=out; f arg; echo $? $y', 'in arg\n5 out\n'],
  ['set -- "a b" c; for i in "$@"; do echo "<$i>"; done; echo $#', '<a b>\n<c>\n2\n'],
  [
    'for i in 1 2 3; do for j in 1 2; do [ $j = 2 ] && continue 2; [ $i = 3 ] && break 2; echo $i$j; done; done',
    '11\n21\n',
  ],
  ['i=0; while [ $i -lt 3 ]; do i=$((i + 1)); done; echo $i; until [ $i = 0 ]; do i=$((i-1)); done; echo $i', '3\n0\n'],
  ['case web-1.log in *.txt) echo t;; web-[0-9].log|x) echo w;; *) echo o;; esac', 'w\n'],
  [
    'v=/a/b/c.tar.gz; echo ${v##*/} ${v%%.*} ${v%.gz} ${#v} ${u:-none} ${u:=set} $u',
    'c.tar.gz /a/b/c /a/b/c.tar 13 none set set\n',
  ],
  ['echo $((1 + 2 * 3 % 4)) $((1 << 4 | 3)) $((2 > 1 && 0)) $((0x1f))', '3 19 0 31\n'],
  ['cat <<EOF\n$((6*7)) `echo x`\nEOF\ncat <<"EOF"\n$HOME\nEOF', '42 x\n$HOME\n'],
  ['set -e; false || echo kept; if false; then :; fi; false; echo never', 'kept\n', 1],
  ['trap "echo bye" EXIT; echo hi; exit 7', 'hi\nbye\n', 7],
  ['trap "echo got" USR1; kill -USR1 $$; echo after', 'got\nafter\n'],
  ['sleep 60 & kill $!; wait $!; echo $?', '143\n'],
  ['(sleep 1; exit 6) & wait $!; echo $?', '6\n'],
  ['exec 3>/tmp/f; echo three >&3; exec 3>&-; cat /tmp/f; { echo out; echo err >&2; } 2>/dev/null', 'three\nout\n'],
  ['printf "%s-%03d|" a 7 b 8; echo; echo "a\'b" \'c"d\' e\\ f', 'a-007|b-008|\na\'b c"d e f\n'],
  ['cd /tmp && touch x1 x2 && echo x? && echo "x?" && echo nothing*', 'x1 x2\nx?\nnothing*\n'],
  ['echo a b | { read one two; echo "$two $one"; }; IFS=:; set -- $(echo 1:2); echo $2', 'b a\n2\n'],
  ['command -v echo; command -v cat; type nosuch >/dev/null 2>&1 || echo none', 'echo\n/bin/cat\nnone\n'],
  ['nosuch 2>/dev/null; echo $?; /etc 2>/dev/null; echo $?', '127\n126\n'],
  ['a=1 sh -c "echo \\$a"; echo "[$a]"; b=2; export b; sh -c "echo \\$b"', '1\n[]\n2\n'],
  ['readonly r=1; (r=2) 2>/dev/null; echo $?; eval "z=\\$r"; echo $z', '2\n1\n'],
  ['echo start; exec echo replaced; echo never', 'start\nreplaced\n'],
  [
    'echo "echo ran \\$1" > /tmp/plain; chmod +x /tmp/plain; /tmp/plain a; echo $?; exec /tmp/plain b',
    'ran a\n0\nran b\n',
  ],
  ['echo $SHLVL $PWD; sh -c "echo \\$SHLVL"; set | grep -c "^PS[124]="', '1 /\n2\n3\n'],
]

test.for(SCRIPTS)('sh -c %j prints what a POSIX shell prints', async ([text, printed, status = 0]) => {
  using scene = await createScene('sh')
  // The kubelet makes one dollar sign of two.
  const escaped = text.replaceAll('$$', () => '$$$$')
  await scene.run('it', { containers: script(escaped), restartPolicy: 'Never' })
  const { containerStatuses } = await scene.until('it', ({ phase }) => phase === 'Succeeded' || phase === 'Failed')
  expect(await scene.logs('it')).toBe(printed)
  expect(containerStatuses![0]!.state!.terminated!.exitCode).toBe(status)
})
