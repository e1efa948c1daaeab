import type { SigningRequest } from '#base'

/** Why a request is not what its signer signs, in words; `undefined` when it is. */
type SignerRule = (request: SigningRequest, usages: readonly string[]) => string | undefined

const OPTIONAL_USAGES = new Set(['digital signature', 'key encipherment'])

/** The signers of kube-controller-manager, by name. */
export const SIGNER_RULES: Readonly<Record<string, SignerRule>> = {
  'kubernetes.io/kube-apiserver-client': (_request, usages) => {
    for (const usage of usages)
      if (usage !== 'client auth' && !OPTIONAL_USAGES.has(usage))
        return `invalid usage for client certificate: ${usage}`
    return usages.includes('client auth') ? undefined : 'missing required usage for client certificate: client auth'
  },
  'kubernetes.io/kube-apiserver-client-kubelet': kubeletClientProblem,
  'kubernetes.io/kubelet-serving': (request, usages) => {
    const { subject, dnsNames, ipAddresses, emailAddresses, uris } = request
    if (!isNodeGroup(request)) return 'subject organization is not system:nodes'
    if (dnsNames.length + ipAddresses.length === 0) return 'DNS or IP subjectAltName is required'
    if (emailAddresses.length > 0) return 'Email subjectAltNames are not allowed'
    if (uris.length > 0) return 'URI subjectAltNames are not allowed'
    if (!matchesUsages(usages, 'server auth')) return usagesProblem('server auth')
    return subject.commonName.startsWith('system:node:')
      ? undefined
      : 'subject common name does not begin with system:node:'
  },
}

/** Why a request is not one for a kubelet's client certificate. */
export function kubeletClientProblem(request: SigningRequest, usages: readonly string[]): string | undefined {
  const { subject, dnsNames, ipAddresses, emailAddresses, uris } = request
  if (!isNodeGroup(request)) return 'subject organization is not system:nodes'
  if (dnsNames.length > 0) return 'DNS subjectAltNames are not allowed'
  if (emailAddresses.length > 0) return 'Email subjectAltNames are not allowed'
  if (ipAddresses.length > 0) return 'IP subjectAltNames are not allowed'
  if (uris.length > 0) return 'URI subjectAltNames are not allowed'
  if (!subject.commonName.startsWith('system:node:')) return 'subject common name does not begin with system:node:'
  return matchesUsages(usages, 'client auth') ? undefined : usagesProblem('client auth')
}

const isNodeGroup = ({ subject: { organizations = [] } }: SigningRequest) =>
  organizations.length === 1 && organizations[0] === 'system:nodes'

function matchesUsages(usages: readonly string[], required: string): boolean {
  return (
    usages.includes(required) &&
    usages.includes('digital signature') &&
    usages.every((usage) => usage === required || OPTIONAL_USAGES.has(usage))
  )
}

const usagesProblem = (required: string) => `usages did not match [digital signature ${required}]`
