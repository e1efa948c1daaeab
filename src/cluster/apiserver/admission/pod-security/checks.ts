import type { Container, Pod, SecurityContext } from '../../../resources/generated/types.ts'

/** What one check finds wrong: `reason (detail)` in messages. */
export interface Violation {
  reason: string
  detail: string
}

/** One check of the Pod Security Standards, under its real id. */
export interface PodSecurityCheck {
  id: string
  level: 'baseline' | 'restricted'
  /** A baseline check that this one makes superfluous. */
  replaces?: string
  run(pod: Pod): Violation | undefined
}

const containersOf = ({ spec }: Pod): Container[] => [
  ...(spec!.initContainers ?? []),
  ...(spec!.containers ?? []),
  ...((spec!.ephemeralContainers ?? []) as unknown as Container[]),
]

const quoteAll = (names: readonly string[]) => names.map((name) => JSON.stringify(name)).join(', ')
const subject = (names: readonly string[]) => `container${names.length === 1 ? '' : 's'} ${quoteAll(names)}`
const unique = (values: readonly string[]) => [...new Set(values)].sort()

/** The containers that a test finds wrong, as one detail. */
function offending(pod: Pod, test: (context: SecurityContext, container: Container) => boolean): string[] {
  return containersOf(pod)
    .filter((container) => test(container.securityContext ?? {}, container))
    .map(({ name }) => name)
}

const BASELINE_CAPABILITIES = new Set([
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT',
]) // prettier-ignore
const SELINUX_TYPES = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'])
const SYSCTLS = new Set([
  'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range', 'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem',
]) // prettier-ignore
const VOLUME_TYPES = new Set([
  'name',
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
  'image',
])

/** The hosts that a container's probes and hooks name. */
function hostsOf({ livenessProbe, readinessProbe, startupProbe, lifecycle }: Container): string[] {
  return [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop].flatMap((handler) =>
    [handler?.httpGet?.host, handler?.tcpSocket?.host].filter((host): host is string => Boolean(host)),
  )
}

/** Every check, in the order in which messages list them. */
export const podSecurityChecks: readonly PodSecurityCheck[] = [
  {
    id: 'appArmorProfile',
    level: 'baseline',
    run(pod) {
      const bad = offending(pod, ({ appArmorProfile }) => appArmorProfile?.type === 'Unconfined')
      if (pod.spec!.securityContext?.appArmorProfile?.type === 'Unconfined')
        return {
          reason: 'forbidden AppArmor profile',
          detail: 'pod must not set AppArmor profile type to "Unconfined"',
        }
      return bad.length > 0
        ? {
            reason: 'forbidden AppArmor profile',
            detail: `${subject(bad)} must not set AppArmor profile type to "Unconfined"`,
          }
        : undefined
    },
  },
  {
    id: 'capabilities_baseline',
    level: 'baseline',
    run(pod) {
      const forbidden = (context: SecurityContext) =>
        (context.capabilities?.add ?? []).filter((name) => !BASELINE_CAPABILITIES.has(name))
      const bad = offending(pod, (context) => forbidden(context).length > 0)
      const names = unique(containersOf(pod).flatMap(({ securityContext }) => forbidden(securityContext ?? {})))
      return bad.length > 0
        ? {
            reason: 'non-default capabilities',
            detail: `${subject(bad)} must not include ${quoteAll(names)} in securityContext.capabilities.add`,
          }
        : undefined
    },
  },
  {
    id: 'hostNamespaces',
    level: 'baseline',
    run({ spec }) {
      const shared = (['hostNetwork', 'hostPID', 'hostIPC'] as const)
        .filter((field) => spec![field])
        .map((field) => `${field}=true`)
      return shared.length > 0 ? { reason: 'host namespaces', detail: shared.join(', ') } : undefined
    },
  },
  {
    id: 'hostPathVolumes',
    level: 'baseline',
    run({ spec }) {
      const bad = (spec!.volumes ?? []).filter(({ hostPath }) => hostPath).map(({ name }) => name)
      return bad.length > 0
        ? { reason: 'hostPath volumes', detail: `volume${bad.length === 1 ? '' : 's'} ${quoteAll(bad)}` }
        : undefined
    },
  },
  {
    id: 'hostPorts',
    level: 'baseline',
    run(pod) {
      const bad = offending(pod, (_context, { ports }) => ports?.some(({ hostPort }) => hostPort) ?? false)
      const ports = unique(
        containersOf(pod).flatMap((container) =>
          (container.ports ?? []).flatMap(({ hostPort }) => (hostPort ? [String(hostPort)] : [])),
        ),
      )
      if (bad.length === 0) return undefined
      const uses = bad.length === 1 ? 'uses' : 'use'
      return {
        reason: 'hostPort',
        detail: `${subject(bad)} ${uses} hostPort${ports.length === 1 ? '' : 's'} ${ports.join(', ')}`,
      }
    },
  },
  {
    id: 'hostProbesAndHostLifecycle',
    level: 'baseline',
    run(pod) {
      const bad = containersOf(pod).filter((container) => hostsOf(container).length > 0)
      if (bad.length === 0) return undefined
      const hosts = unique(bad.flatMap(hostsOf))
      const uses = bad.length === 1 ? 'uses' : 'use'
      const what = `probe or lifecycle host${hosts.length === 1 ? '' : 's'} ${quoteAll(hosts)}`
      return { reason: 'probe or lifecycle host', detail: `${subject(bad.map(({ name }) => name))} ${uses} ${what}` }
    },
  },
  {
    id: 'privileged',
    level: 'baseline',
    run(pod) {
      const bad = offending(pod, ({ privileged }) => privileged === true)
      return bad.length > 0
        ? { reason: 'privileged', detail: `${subject(bad)} must not set securityContext.privileged=true` }
        : undefined
    },
  },
  {
    id: 'procMount',
    level: 'baseline',
    run(pod) {
      const bad = offending(pod, ({ procMount }) => procMount !== undefined && procMount !== 'Default')
      return bad.length > 0
        ? { reason: 'procMount', detail: `${subject(bad)} must not set securityContext.procMount to "Unmasked"` }
        : undefined
    },
  },
  {
    id: 'seLinuxOptions',
    level: 'baseline',
    run(pod) {
      const all = [pod.spec!.securityContext, ...containersOf(pod).map(({ securityContext }) => securityContext)]
      const options = all.map((context) => context?.seLinuxOptions)
      const types = unique(options.flatMap((one) => (SELINUX_TYPES.has(one?.type ?? '') ? [] : [one!.type!])))
      const problems = [
        ...(types.length > 0 ? [`type${types.length === 1 ? '' : 's'} ${quoteAll(types)}`] : []),
        ...(options.some((one) => one?.user) ? ['user may not be set'] : []),
        ...(options.some((one) => one?.role) ? ['role may not be set'] : []),
      ]
      if (problems.length === 0) return undefined
      const isBad = (context: Pick<SecurityContext, 'seLinuxOptions'> | undefined) => {
        const { type = '', user, role } = context?.seLinuxOptions ?? {}
        return !SELINUX_TYPES.has(type) || Boolean(user) || Boolean(role)
      }
      const names = offending(pod, isBad)
      const own = isBad(pod.spec!.securityContext)
      const who = [...(own ? ['pod'] : []), ...(names.length > 0 ? [subject(names)] : [])].join(' and ')
      return {
        reason: 'seLinuxOptions',
        detail: `${who} set forbidden securityContext.seLinuxOptions: ${problems.join('; ')}`,
      }
    },
  },
  {
    id: 'seccompProfile_baseline',
    level: 'baseline',
    run(pod) {
      const unconfined = (context: { seccompProfile?: { type?: string } } | undefined) =>
        context?.seccompProfile?.type === 'Unconfined'
      const names = offending(pod, (context) => unconfined(context))
      const who = [
        ...(unconfined(pod.spec!.securityContext) ? ['pod'] : []),
        ...(names.length > 0 ? [subject(names)] : []),
      ]
      return who.length > 0
        ? {
            reason: 'seccompProfile',
            detail: `${who.join(' and ')} must not set securityContext.seccompProfile.type to "Unconfined"`,
          }
        : undefined
    },
  },
  {
    id: 'sysctls',
    level: 'baseline',
    run({ spec }) {
      const bad = (spec!.securityContext?.sysctls ?? [])
        .filter(({ name }) => !SYSCTLS.has(name))
        .map(({ name }) => name)
      return bad.length > 0 ? { reason: 'forbidden sysctls', detail: bad.join(', ') } : undefined
    },
  },
  {
    id: 'windowsHostProcess',
    level: 'baseline',
    run(pod) {
      const bad = offending(pod, ({ windowsOptions }) => windowsOptions?.hostProcess === true)
      const own = pod.spec!.securityContext?.windowsOptions?.hostProcess === true
      const who = [...(own ? ['pod'] : []), ...(bad.length > 0 ? [subject(bad)] : [])]
      return who.length > 0
        ? {
            reason: 'hostProcess',
            detail: `${who.join(' and ')} must not set securityContext.windowsOptions.hostProcess=true`,
          }
        : undefined
    },
  },
  {
    id: 'allowPrivilegeEscalation',
    level: 'restricted',
    run(pod) {
      const bad = offending(pod, ({ allowPrivilegeEscalation }) => allowPrivilegeEscalation !== false)
      return bad.length > 0
        ? {
            reason: 'allowPrivilegeEscalation != false',
            detail: `${subject(bad)} must set securityContext.allowPrivilegeEscalation=false`,
          }
        : undefined
    },
  },
  {
    id: 'capabilities_restricted',
    level: 'restricted',
    replaces: 'capabilities_baseline',
    run(pod) {
      const undropped = offending(pod, ({ capabilities }) => !capabilities?.drop?.includes('ALL'))
      const extra = (context: SecurityContext) =>
        (context.capabilities?.add ?? []).filter((name) => name !== 'NET_BIND_SERVICE')
      const adding = offending(pod, (context) => extra(context).length > 0)
      const names = unique(containersOf(pod).flatMap(({ securityContext }) => extra(securityContext ?? {})))
      const details = [
        ...(undropped.length > 0 ? [`${subject(undropped)} must set securityContext.capabilities.drop=["ALL"]`] : []),
        ...(adding.length > 0
          ? [`${subject(adding)} must not include ${quoteAll(names)} in securityContext.capabilities.add`]
          : []),
      ]
      return details.length > 0 ? { reason: 'unrestricted capabilities', detail: details.join('; ') } : undefined
    },
  },
  {
    id: 'restrictedVolumes',
    level: 'restricted',
    run({ spec }) {
      const bad = (spec!.volumes ?? []).flatMap((volume) =>
        Object.keys(volume)
          .filter((type) => !VOLUME_TYPES.has(type))
          .map((type) => ({ name: volume.name, type })),
      )
      if (bad.length === 0) return undefined
      const types = unique(bad.map(({ type }) => type))
      const one = bad.length === 1
      return {
        reason: 'restricted volume types',
        detail: `volume${one ? '' : 's'} ${quoteAll(bad.map(({ name }) => name))} use${one ? 's' : ''} restricted volume type${types.length === 1 ? '' : 's'} ${quoteAll(types)}`,
      }
    },
  },
  {
    id: 'runAsNonRoot',
    level: 'restricted',
    run(pod) {
      const own = pod.spec!.securityContext?.runAsNonRoot
      const explicit = offending(pod, ({ runAsNonRoot }) => runAsNonRoot === false)
      if (explicit.length > 0)
        return {
          reason: 'runAsNonRoot != true',
          detail: `${subject(explicit)} must not set securityContext.runAsNonRoot=false`,
        }
      const missing = offending(pod, ({ runAsNonRoot }) => runAsNonRoot === undefined && own !== true)
      if (own === false)
        return { reason: 'runAsNonRoot != true', detail: 'pod must not set securityContext.runAsNonRoot=false' }
      return missing.length > 0
        ? {
            reason: 'runAsNonRoot != true',
            detail: `pod or ${subject(missing)} must set securityContext.runAsNonRoot=true`,
          }
        : undefined
    },
  },
  {
    id: 'runAsUser',
    level: 'restricted',
    run(pod) {
      const bad = offending(pod, ({ runAsUser }) => runAsUser === 0)
      const own = pod.spec!.securityContext?.runAsUser === 0
      const who = [...(own ? ['pod'] : []), ...(bad.length > 0 ? [subject(bad)] : [])]
      return who.length > 0
        ? { reason: 'runAsUser=0', detail: `${who.join(' and ')} must not set runAsUser=0` }
        : undefined
    },
  },
  {
    id: 'seccompProfile_restricted',
    level: 'restricted',
    replaces: 'seccompProfile_baseline',
    run(pod) {
      const allowed = (type: string | undefined) => type === 'RuntimeDefault' || type === 'Localhost'
      const own = pod.spec!.securityContext?.seccompProfile?.type
      const wrong = offending(
        pod,
        ({ seccompProfile }) => seccompProfile !== undefined && !allowed(seccompProfile.type),
      )
      const who = [
        ...(own !== undefined && !allowed(own) ? ['pod'] : []),
        ...(wrong.length > 0 ? [subject(wrong)] : []),
      ]
      if (who.length > 0)
        return {
          reason: 'seccompProfile',
          detail: `${who.join(' and ')} must not set securityContext.seccompProfile.type to "Unconfined"`,
        }
      const missing = offending(pod, ({ seccompProfile }) => seccompProfile === undefined && !allowed(own))
      return missing.length > 0
        ? {
            reason: 'seccompProfile',
            detail: `pod or ${subject(missing)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
          }
        : undefined
    },
  },
]
