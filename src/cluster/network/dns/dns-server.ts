import type { ClusterNetwork } from '../cluster-network.ts'
import type { NetworkStack } from '../network-stack.ts'
import { answerFromCluster, type DnsAnswer, type KubernetesZone } from './kubernetes-records.ts'
import { decodeMessage, encodeMessage, type DnsMessage, type DnsQuestion, type DnsRecord } from './message.ts'
import { exchange } from './exchange.ts'

export interface DnsServerOptions {
  /** Answers for the cluster's own names. Without it everything is forwarded. */
  zone?: KubernetesZone
  /** Where other names are asked for; answered from the network's public names when absent. */
  upstream?: string
}

const DNS_PORT = 53
const PUBLIC_TTL_SECONDS = 30

/** A DNS server on `stack`: CoreDNS with a zone, the network's own resolver without. @returns what stops it */
export function startDnsServer(stack: NetworkStack, options: DnsServerOptions): () => void {
  const answer = async (payload: Uint8Array): Promise<Uint8Array> =>
    encodeMessage(await respond(stack, options, decodeMessage(payload)))
  const udp = stack.bind(DNS_PORT, (payload, _source, reply) => void answer(payload).then(reply))
  const stopTcp = stack.listen('TCP', DNS_PORT, {
    accept: (connection) =>
      void (async () => {
        // Over TCP each message comes behind its length.
        for await (const chunk of connection.chunks()) {
          const response = await answer(chunk.subarray(2))
          await connection.write(Uint8Array.from([response.length >> 8, response.length & 255, ...response]))
        }
      })().catch(() => connection.close()),
  })
  return () => {
    udp.close()
    stopTcp()
  }
}

async function respond(stack: NetworkStack, options: DnsServerOptions, query: DnsMessage): Promise<DnsMessage> {
  const question = query.questions[0] ?? { name: '.', type: 'ANY' }
  const local = options.zone && answerFromCluster(options.zone, question)
  let answer = local ?? (await elsewhere(stack, options, question))
  // CoreDNS follows an alias of its own zone to the end.
  const alias = answer.answers[0]
  if (alias?.type === 'CNAME' && question.type !== 'CNAME' && answer.answers.length === 1) {
    const next = { name: alias.target, type: question.type }
    const found = (options.zone && answerFromCluster(options.zone, next)) ?? (await elsewhere(stack, options, next))
    answer = { ...answer, answers: [alias, ...found.answers] }
  }
  return {
    id: query.id,
    response: true,
    authoritative: local !== undefined,
    recursionDesired: query.recursionDesired,
    recursionAvailable: local === undefined,
    code: answer.code,
    questions: query.questions,
    answers: answer.answers,
    authority:
      answer.answers.length === 0 && local && options.zone
        ? [startOfAuthority(options.zone.domain, stack.network)]
        : [],
    additional: answer.additional,
  }
}

async function elsewhere(
  stack: NetworkStack,
  { upstream }: DnsServerOptions,
  question: DnsQuestion,
): Promise<DnsAnswer> {
  if (upstream === undefined) return fromPublicNames(stack.network, question)
  const reply = await exchange(stack, upstream, question)
  if (!reply) return { code: 'SERVFAIL', answers: [], additional: [] }
  return { code: reply.code, answers: [...reply.answers], additional: [...reply.additional] }
}

function fromPublicNames(network: ClusterNetwork, { name, type }: DnsQuestion): DnsAnswer {
  const ips = network.publicNames.get(name.toLowerCase().replace(/\.$/, ''))
  if (!ips) return { code: 'NXDOMAIN', answers: [], additional: [] }
  const answers = ips.map((address): DnsRecord => ({ name, ttl: PUBLIC_TTL_SECONDS, type: 'A', address }))
  return { code: 'NOERROR', answers: type === 'A' || type === 'ANY' ? answers : [], additional: [] }
}

function startOfAuthority(domain: string, network: ClusterNetwork): DnsRecord {
  const serial = Math.floor(network.clock.now() / 1000)
  return {
    name: `${domain}.`,
    ttl: 5,
    type: 'SOA',
    primary: `ns.dns.${domain}.`,
    mailbox: `hostmaster.${domain}.`,
    serial,
    minimum: 5,
  }
}
