import type * as types from '../../resources/generated/types.ts'
import { parseResolvConf } from '../../network/dns/resolver.ts'

/** The host name that the pod's containers see. */
export function podHostname(pod: types.Pod, nodeName: string, clusterDomain: string): string {
  const { spec, metadata } = pod
  if (spec?.hostnameOverride) return spec.hostnameOverride
  if (spec?.hostNetwork) return nodeName
  const name = (spec?.hostname ?? metadata.name).slice(0, 63).replace(/[-.]+$/, '')
  const fqdn = spec?.subdomain ? `${name}.${spec.subdomain}.${metadata.namespace}.svc.${clusterDomain}` : name
  return spec?.setHostnameAsFQDN ? fqdn : name
}

/** `/etc/hosts` of a pod. @param nodeHosts what the node's own file says */
export function hostsFile(
  pod: types.Pod,
  { ip, clusterDomain }: { ip: string; clusterDomain: string },
  nodeHosts: string,
): string {
  const { spec, metadata } = pod
  const aliases = (spec?.hostAliases ?? [])
    .map((alias) => `${alias.ip}\t${alias.hostnames?.join('\t') ?? ''}\n`)
    .join('')
  const added = aliases ? `\n# Entries added by HostAliases.\n${aliases}` : ''
  if (spec?.hostNetwork) return `# Kubernetes-managed hosts file (host network).\n${nodeHosts}${added}`
  const name = spec?.hostnameOverride ?? spec?.hostname ?? metadata.name
  const names =
    spec?.subdomain && !spec.hostnameOverride
      ? `${name}.${spec.subdomain}.${metadata.namespace}.svc.${clusterDomain}\t${name}`
      : name
  return (
    '# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\n' +
    `fe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n${ip}\t${names}\n${added}`
  )
}

/** `/etc/resolv.conf` of a pod, by its DNS policy. */
export function resolvConfFile(
  pod: types.Pod,
  { clusterDomain, clusterDns, node }: { clusterDomain: string; clusterDns: readonly string[]; node: string },
): string {
  const { dnsPolicy = 'ClusterFirst', dnsConfig, hostNetwork } = pod.spec ?? {}
  const { namespace } = pod.metadata
  const ofNode = parseResolvConf(node)
  const cluster = dnsPolicy === 'ClusterFirstWithHostNet' || (dnsPolicy === 'ClusterFirst' && !hostNetwork)
  const none = dnsPolicy === 'None'
  const own = [`${namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain]
  const search = [
    ...new Set([...(none ? [] : cluster ? [...own, ...ofNode.search] : ofNode.search), ...(dnsConfig?.searches ?? [])]),
  ]
  const nameservers = [
    ...new Set([...(none ? [] : cluster ? clusterDns : ofNode.nameservers), ...(dnsConfig?.nameservers ?? [])]),
  ]
  const options = new Map<string, string | undefined>(cluster ? [['ndots', '5']] : [])
  for (const { name, value } of dnsConfig?.options ?? []) if (name) options.set(name, value)
  const texts = Array.from(options, ([name, value]) => (value === undefined ? name : `${name}:${value}`))
  return (
    (search.length > 0 ? `search ${search.join(' ')}\n` : '') +
    nameservers.map((server) => `nameserver ${server}\n`).join('') +
    (texts.length > 0 ? `options ${texts.join(' ')}\n` : '')
  )
}
