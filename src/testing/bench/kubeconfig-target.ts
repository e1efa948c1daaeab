import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Target } from './http-connection.ts'

interface Kubeconfig {
  clusters: { cluster: { server: string; 'certificate-authority'?: string; 'certificate-authority-data'?: string } }[]
  users: { user: Record<string, string | undefined> }[]
}

/** The API server of the first cluster of a kubeconfig, as its first user, who has a client certificate. */
export function kubeconfigTarget(path: string): Target {
  const { clusters, users } = parse(readFileSync(path, 'utf8')) as Kubeconfig
  const { cluster } = clusters[0]!
  const { user } = users[0]!
  const { hostname, port } = new URL(cluster.server)
  const read = (from: Record<string, string | undefined>, name: string) => {
    const data = from[`${name}-data`]
    return data === undefined ? readFileSync(from[name]!) : Buffer.from(data, 'base64')
  }
  return {
    host: hostname,
    port: Number(port || 443),
    ca: read({ ...cluster }, 'certificate-authority'),
    cert: read(user, 'client-certificate'),
    key: read(user, 'client-key'),
  }
}
