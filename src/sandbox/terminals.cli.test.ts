import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestBackend, type TestBackend } from '../testing/sandbox/backend.ts'
import type { Page } from '../testing/sandbox/page.ts'

let backend: TestBackend
let cookie: string
let page: Page

beforeAll(async () => {
  backend = await startTestBackend()
  cookie = await backend.cookie()
  page = await backend.page(cookie)
  await page.open()
})
afterAll(async () => {
  await page.close()
  await backend[Symbol.asyncDispose]()
})

/** Runs a command in the page's terminal; what was shown behind it, up to the next prompt. */
async function run(command: string, timeoutMs?: number): Promise<string> {
  const from = page.text().length
  page.type(`${command}; echo "<"done">"\n`)
  await page.shows(/<done>\n[^]*\$ $/, { from, ...(timeoutMs !== undefined && { timeoutMs }) })
  const shown = page.text().slice(from)
  return shown.slice(shown.indexOf('\n') + 1, shown.lastIndexOf('<done>'))
}

test('the real programs work in it, against the lab', async () => {
  expect(await run('aws sts get-caller-identity --query Arn --output text')).toMatch(
    /^arn:aws:iam::\d{12}:user\/learner/,
  )
  expect(await run('kubectl version --client')).toContain('v1.35.2')
  expect(await run('helm version --short')).toContain('v4.1.4')
  expect(await run('pwd; whoami; hostname; tty')).toBe('/home/learner\nlearner\nworkstation\n/dev/pts/0\n')
})

test('jobs are controlled as in any terminal', async () => {
  const from = page.text().length
  // Says when it runs in the foreground, so that what is typed then reaches it and not the shell.
  page.type(`bash -c 'trap "echo back" CONT; echo up; while :; do sleep 0.1; done'\n`)
  await page.shows(/\nup\n/, { from })
  page.type('\u001a')
  await page.shows(/Stopped +bash -c/, { from })
  expect(await run('jobs')).toContain('Stopped')
  page.type('fg\n')
  await page.shows(/\nback\n/, { from })
  page.type('\u0003')
  await page.shows(/\^C[^]*\$ $/, { from })
  expect(await run('jobs')).toBe('')
})

test('there is no way out but the lab', async () => {
  expect(await run('curl -sS http://example.com/')).toContain(
    'could not reach example.com:80: no such host in this lab',
  )
  expect(await run('env -u http_proxy curl -sS http://93.184.216.34/ 2>&1')).toMatch(/Couldn't connect|unreachable/i)
  expect(await run(`timeout 2 bash -c 'echo > /dev/tcp/127.0.0.1/${new URL(backend.url).port}' 2>&1`)).toContain(
    'refused',
  )
  expect(await run('ls /sys/class/net 2>/dev/null; tail -n +3 /proc/net/dev | cut -d: -f1')).toMatch(/^ *lo\n$/)
})

test('nothing of the machine can be seen or changed', async () => {
  expect(await run(`ls ${import.meta.dirname} /root /work 2>&1 | grep -vc 'No such file'`)).toBe('0\n')
  expect(await run('touch /usr/x /etc/x /opt/tools/x /x 2>&1 | grep -c Read-only')).toBe('4\n')
  expect(await run('grep -E "^Cap(Eff|Prm|Bnd)" /proc/self/status | grep -vc 0000000000000000')).toBe('0\n')
  expect(await run('touch /dev/x /dev/shm/x /usr/local/x 2>&1 | grep -Ec "Read-only|denied"')).toBe('3\n')
  expect(await run('unshare -Ur true; echo $?')).toMatch(/[1-9]\n$/)
  expect(await run('ls /proc/$$/fd | tr "\\n" " "; env | grep -c ^NODE')).toBe('0 1 2 255 0\n')
  expect(await run('ps ax -o comm= | sort -u | tr "\\n" " "')).toMatch(/^[a-z0-9 ]*\n?$/)
})

test('a fork bomb stays in the jail and can be ended', async () => {
  page.send({ type: 'terminal.open', terminal: 3, cols: 80, rows: 24 })
  await page.shows(/\$ $/, { terminal: 3 })
  page.type('f() { f | f & }; f\n', 3)
  await page.shows(/Resource temporarily unavailable/, { terminal: 3 })
  page.send({ type: 'terminal.close', terminal: 3 })
  await page.frame('terminal.closed', ({ terminal }) => terminal === 3)
  expect(await run('echo alive')).toBe('alive\n')
})

test('a flood of output holds up neither the page nor another terminal', async () => {
  page.send({ type: 'terminal.open', terminal: 4, cols: 80, rows: 24 })
  await page.shows(/\$ $/, { terminal: 4 })
  page.type('yes\n', 4)
  await page.shows(/(y\n){1000}/, { terminal: 4 })
  const begun = performance.now()
  expect(await run('echo quick')).toBe('quick\n')
  expect(performance.now() - begun).toBeLessThan(2000)
  page.send({ type: 'terminal.close', terminal: 4 })
  await page.frame('terminal.closed', ({ terminal }) => terminal === 4)
})

test('a few bytes that ask a screen for endless work hold up nobody', async () => {
  expect(await run(`printf '\\e[2147483647S\\e[2147483647b'; echo quick`)).toContain('quick\n')
})

test('a flood of files ends the shell, and the newest are deleted', async () => {
  await run('echo precious > kept')
  expect(await run('head -c 100M /dev/zero > one 2>&1; stat -c %s one')).toContain('33554432')
  page.type('for i in $(seq 20); do head -c 30M /dev/zero > f$i; done; sleep 100\n')
  const closed = await page.frame('terminal.closed', ({ terminal }) => terminal === 0)
  expect(closed.reason).toContain('limit of files')
  await page.open()
  expect(await run('cat kept; du -sm . | cut -f1')).toMatch(/^precious\n([1-9]|[1-9]\d)\n$/)
})

test('deleted files that stay open end the shell, too', async () => {
  page.send({ type: 'terminal.open', terminal: 5, cols: 80, rows: 24 })
  await page.shows(/\$ $/, { terminal: 5 })
  page.type('for i in 3 4 5 6; do eval "exec $i>gone"; rm gone; head -c 30M /dev/zero >&$i; done\n', 5)
  const closed = await page.frame('terminal.closed', ({ terminal }) => terminal === 5)
  expect(closed.reason).toContain('limit of files')
  await page.open()
  expect(await run('ls gone; cat kept')).toContain('precious')
})

test('connections of one workstation to its lab are limited, and the lab goes on', async () => {
  const flood =
    'import socket,time\\nall = [socket.create_connection(("127.0.0.1", 3128)) for _ in range(400)]\\ntime.sleep(1)'
  await run(`printf '${flood}' | python3 -; true`, 60_000)
  expect(await run('aws sts get-caller-identity --query Arn --output text')).toMatch(/user\/learner/)
})

test('two pages see the same shell', async () => {
  const other = await backend.page(cookie)
  other.send({ type: 'terminal.open', terminal: 0, cols: 100, rows: 30 })
  await other.shows(/precious/)
  other.type('echo from-"the"-other\n')
  await page.shows(/from-the-other/)
  await other.close()
})

test('a page that comes later sees wide characters where the first one sees them', async () => {
  // The rocket takes the third column and the fourth; what is written over half of it takes it away.
  await run(`printf 'ab🚀\\e[4Gc\\n'`)
  const other = await backend.page(cookie)
  await other.open()
  expect(other.text()).toMatch(/\nab ?c\n/)
  await other.close()
})

test('files, screen and lab are there after a restart', async () => {
  const trust = { Effect: 'Allow', Principal: { Service: 'eks.amazonaws.com' }, Action: 'sts:AssumeRole' }
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [trust] })
  const role = `--role-name shop --assume-role-policy-document '${policy}'`
  expect(await run(`aws iam create-role ${role} --query Role.RoleName --output text`)).toBe('shop\n')
  await page.close()
  await backend.restart()
  page = await backend.page(cookie)
  expect((await page.frame('welcome')).lab.state).toBe('restored')
  await page.open()
  await page.shows(/Role.RoleName[^]*a new shell/)
  expect(await run('cat kept; aws iam list-roles --query "Roles[].RoleName" --output text')).toBe('precious\nshop\n')
})

test('kubectl, helm and aws complete words', async () => {
  for (const [typed, completed] of [
    ['kubectl versi', 'kubectl version '],
    ['k get --name', 'k get --namespace'],
    ['helm vers', 'helm version '],
    ['aws sts get-caller-i', 'aws sts get-caller-identity '],
  ]) {
    const from = page.text().length
    page.type(`${typed}\t`)
    await page.shows(new RegExp(completed!), { from })
    // Ctrl+U empties the line.
    page.type('\u0015\n')
    await page.shows(/\n~ \$ $/, { from })
  }
})
