import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'

const cluster = z.object({
  server: z.url(),
  'certificate-authority': z.string().optional(),
  'certificate-authority-data': z.string().optional(),
  'tls-server-name': z.string().optional(),
})
const user = z.object({
  'client-certificate': z.string().optional(),
  'client-certificate-data': z.string().optional(),
  'client-key': z.string().optional(),
  'client-key-data': z.string().optional(),
  token: z.string().optional(),
})
const context = z.object({ cluster: z.string(), user: z.string() })
const kubeconfig = z.object({
  'current-context': z.string(),
  contexts: z.array(z.object({ name: z.string(), context })),
  clusters: z.array(z.object({ name: z.string(), cluster })),
  users: z.array(z.object({ name: z.string(), user })),
})

/** An API server and the credentials for it. */
export interface ApiAccess {
  server: string
  /** What the server's certificate is checked against, where it is not the machine's own store; PEM. */
  authorityPem?: string
  serverName?: string
  certificatePem?: string
  privateKeyPem?: string
  token?: string
}

/**
 * What the current context of a kubeconfig gives access to. Credentials are certificates or tokens.
 * @throws when the file cannot be read, or does not say it.
 */
export function readKubeconfig(path: string): ApiAccess {
  const config = kubeconfig.parse(parse(readFileSync(path, 'utf8')))
  const find = <E extends { name: string }>(entries: readonly E[], kind: string, name: string): E => {
    const found = entries.find((entry) => entry.name === name)
    if (!found) throw new Error(`${path}: there is no ${kind} "${name}"`)
    return found
  }
  const current = find(config.contexts, 'context', config['current-context']).context
  const to = find(config.clusters, 'cluster', current.cluster).cluster
  const as = find(config.users, 'user', current.user).user
  const read = (file: string | undefined, data: string | undefined) =>
    data === undefined
      ? file && readFileSync(resolve(dirname(path), file), 'utf8')
      : Buffer.from(data, 'base64').toString('utf8')
  const authorityPem = read(to['certificate-authority'], to['certificate-authority-data'])
  const certificatePem = read(as['client-certificate'], as['client-certificate-data'])
  const privateKeyPem = read(as['client-key'], as['client-key-data'])
  return {
    server: to.server,
    ...(authorityPem && { authorityPem }),
    ...(to['tls-server-name'] && { serverName: to['tls-server-name'] }),
    ...(certificatePem && { certificatePem }),
    ...(privateKeyPem && { privateKeyPem }),
    ...(as.token && { token: as.token }),
  }
}
