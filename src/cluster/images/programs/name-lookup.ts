import type { Process } from '../../machine/process/process.ts'
import { exchange } from '../../network/dns/exchange.ts'
import { RECORD_TYPES, type DnsMessage, type DnsRecord, type RecordType } from '../../network/dns/message.ts'
import { candidates, parseResolvConf } from '../../network/dns/resolver.ts'
import { fail, parseArguments, type Applet } from './applet.ts'
import { lookup } from './sockets.ts'

const bare = (name: string) => name.replace(/(?<=.)\.$/, '')

function configuration(process: Process) {
  const path = '/etc/resolv.conf'
  return parseResolvConf(process.files.find(path) ? process.files.readText(path) : '')
}

/**
 * `nslookup [-type=TYPE] NAME [SERVER]`, as BusyBox has it: a name with a dot is asked as it stands, one without below every domain of the search
 * path, and each answer is told; one that fails makes the exit status 1.
 */
export const nslookup: Applet = async (process, argv) => {
  const options = argv.slice(1).filter((argument) => argument.startsWith('-'))
  const [host, given] = argv.slice(1).filter((argument) => !argument.startsWith('-'))
  if (host === undefined) return fail(process, argv, 'usage: nslookup [-type=QUERY_TYPE] HOST [DNS_SERVER]')
  const config = configuration(process)
  const type = /^-(?:type|querytype|q)=(\w+)$/.exec(options[0] ?? '')?.[1]?.toUpperCase() as RecordType | undefined
  const [server] = given === undefined ? config.nameservers : await lookup(process, given)
  if (server === undefined) return fail(process, argv, 'no nameservers')
  const reverse =
    !type && /^\d+(\.\d+){3}$/.test(host) ? `${host.split('.').reverse().join('.')}.in-addr.arpa` : undefined
  const isWhole = host.includes('.') || config.search.length === 0
  const names = reverse ? [reverse] : isWhole ? [host] : config.search.map((domain) => `${host}.${domain}`)
  const types: RecordType[] = type ? [type] : reverse ? ['PTR'] : ['A', 'AAAA']
  const { network: stack } = process.world
  const replies: { name: string; reply: DnsMessage }[] = []
  for (const one of types) {
    for (const name of names) {
      const question = { name: name.endsWith('.') ? name : `${name}.`, type: one }
      const reply = await exchange(stack, server, question, { signal: process.signal })
      if (!reply) {
        await process.write(1, ';; connection timed out; no servers could be reached\n\n')
        return 1
      }
      replies.push({ name, reply })
    }
  }
  await process.write(1, `Server:\t\t${server}\nAddress:\t${server}:53\n\n`)
  // All are asked at once: what the server knows itself is there first, what it has to ask for comes later.
  const later = ({ reply }: { reply: DnsMessage }) => Number(!reply.authoritative)
  let failed = false
  for (const { name, reply } of replies.toSorted((a, b) => later(a) - later(b))) {
    failed ||= reply.code !== 'NOERROR'
    const text =
      reply.code === 'NOERROR' ? reply.answers.map(describe).join('') : `** server can't find ${name}: ${reply.code}\n`
    await process.write(1, `${text}\n`)
  }
  return Number(failed)
}

function describe(record: DnsRecord): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return `Name:\t${bare(record.name)}\nAddress: ${record.address}\n`
    case 'CNAME':
      return `${bare(record.name)}\tcanonical name = ${bare(record.target)}\n`
    case 'PTR':
      return `${bare(record.name)}\tname = ${bare(record.target)}\n`
    case 'SRV':
      return `${bare(record.name)}\tservice = ${record.priority} ${record.weight} ${record.port} ${bare(record.target)}\n`
    case 'TXT':
      return `${bare(record.name)}\ttext = "${record.text}"\n`
    case 'SOA':
      return `${bare(record.name)}\n\torigin = ${bare(record.primary)}\n\tmail addr = ${bare(record.mailbox)}\n\tserial = ${record.serial}\n\trefresh = 7200\n\tretry = 1800\n\texpire = 86400\n\tminimum = ${record.minimum}\n`
    case 'NS':
      return `${bare(record.name)}\tnameserver = ${bare(record.target)}\n`
    default:
      return ''
  }
}

/** Data of a record as zone files have it. */
function zoneData(record: DnsRecord): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return record.address
    case 'SRV':
      return `${record.priority} ${record.weight} ${record.port} ${record.target}`
    case 'TXT':
      return `"${record.text}"`
    case 'SOA':
      return `${record.primary} ${record.mailbox} ${record.serial} 7200 1800 86400 ${record.minimum}`
    default:
      return record.target
  }
}

/** `dig [@SERVER] [+short] [+search] [-t TYPE] [-x ADDRESS] NAME [TYPE]` */
export const dig: Applet = async (process, argv) => {
  const args = argv.slice(1)
  let [server, type, name]: [string | undefined, RecordType, string] = [undefined, 'A', '.']
  const plus = new Set<string>()
  for (let i = 0; i < args.length; i++) {
    const argument = args[i]!
    if (argument.startsWith('@')) [server] = await lookup(process, argument.slice(1))
    else if (argument.startsWith('+')) plus.add(argument.slice(1))
    else if (argument === '-t') type = args[++i]!.toUpperCase() as RecordType
    else if (argument === '-x') {
      name = `${args[++i]!.split('.').reverse().join('.')}.in-addr.arpa.`
      type = 'PTR'
    } else if (argument.toUpperCase() in RECORD_TYPES) type = argument.toUpperCase() as RecordType
    else if (!argument.startsWith('-')) name = argument
  }
  const config = configuration(process)
  const target = server ?? config.nameservers[0]
  const { network: stack } = process.world
  const names = plus.has('search') ? candidates(name, config) : [`${bare(name)}.`]
  let reply: DnsMessage | undefined
  let asked = names[0]!
  for (const one of names) {
    asked = one
    reply =
      target === undefined ? undefined : await exchange(stack, target, { name: one, type }, { signal: process.signal })
    if (!reply || reply.answers.length > 0) break
  }
  if (!reply) {
    await process.write(1, ';; communications error: timed out\n;; no servers could be reached\n')
    return 9
  }
  if (plus.has('short')) {
    await process.write(1, reply.answers.map((record) => `${zoneData(record)}\n`).join(''))
    return 0
  }
  const line = (record: DnsRecord) => `${record.name}\t${record.ttl}\tIN\t${record.type}\t${zoneData(record)}\n`
  const section = (title: string, records: readonly DnsRecord[]) =>
    records.length > 0 ? `;; ${title} SECTION:\n${records.map(line).join('')}\n` : ''
  const flags = ['qr', reply.authoritative && 'aa', 'rd', reply.recursionAvailable && 'ra'].filter(Boolean).join(' ')
  await process.write(
    1,
    `\n; <<>> DiG 9.18 <<>> ${args.join(' ')}\n;; global options: +cmd\n;; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: ${reply.code}, id: ${reply.id}\n` +
      `;; flags: ${flags}; QUERY: 1, ANSWER: ${reply.answers.length}, AUTHORITY: ${reply.authority.length}, ADDITIONAL: ${reply.additional.length}\n\n;; QUESTION SECTION:\n;${asked}\t\tIN\t${type}\n\n` +
      section('ANSWER', reply.answers) +
      section('AUTHORITY', reply.authority) +
      section('ADDITIONAL', reply.additional) +
      `;; Query time: 0 msec\n;; SERVER: ${target}#53(${target}) (UDP)\n\n`,
  )
  return 0
}

/** `host NAME` */
export const host: Applet = async (process, argv) => {
  const { operands } = parseArguments(argv.slice(1), 't:v')
  const [name = ''] = operands
  const config = configuration(process)
  const [server] = config.nameservers
  for (const one of candidates(name, config)) {
    const reply =
      server === undefined
        ? undefined
        : await exchange(process.world.network, server, { name: one, type: 'A' }, { signal: process.signal })
    if (!reply) break
    const ips = reply.answers.flatMap((record) =>
      record.type === 'A' ? [`${bare(one)} has address ${record.address}\n`] : [],
    )
    if (ips.length > 0) {
      await process.write(1, ips.join(''))
      return 0
    }
  }
  await process.write(1, `Host ${name} not found: 3(NXDOMAIN)\n`)
  return 1
}
