/** A kubeconfig with one cluster, one user and one context, all that a client needs written into it. */
export function formatKubeconfig(config: {
  /** Names the cluster and the context. */
  name: string
  user: string
  server: string
  caPem: string
  certificatePem: string
  privateKeyPem: string
}): string {
  const { name, user, server } = config
  return `apiVersion: v1
kind: Config
clusters:
- name: ${name}
  cluster:
    certificate-authority-data: ${base64(config.caPem)}
    server: ${server}
users:
- name: ${user}
  user:
    client-certificate-data: ${base64(config.certificatePem)}
    client-key-data: ${base64(config.privateKeyPem)}
contexts:
- name: ${name}
  context:
    cluster: ${name}
    user: ${user}
current-context: ${name}
preferences: {}
`
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
