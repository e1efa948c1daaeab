import type * as types from '../resources/generated/types.ts'
import { fieldValue, resourceValue } from './downward.ts'
import { MissingReference, type References } from './references.ts'

export interface EnvironmentContext {
  pod: types.Pod
  container: types.Container
  references: References
  /** Services of the pod's namespace and of `default`. */
  services: readonly types.Service[]
  nodeAllocatable: Readonly<Record<string, string>>
}

/** Why an environment cannot be made; the container waits with CreateContainerConfigError. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError'
}

const decoder = new TextDecoder()

/** The variables that a pod's spec gives to a container: `envFrom`, `env` over it; Services' behind them. @throws EnvironmentError */
export async function buildEnvironment(context: EnvironmentContext): Promise<Map<string, string>> {
  const { pod, container, references } = context
  const namespace = pod.metadata.namespace!
  const services = serviceVariables(context)
  const given = new Map<string, string>()
  const known = new Map(services)
  const set = (name: string, value: string) => {
    given.set(name, value)
    known.set(name, value)
  }
  try {
    for (const { configMapRef, secretRef, prefix = '' } of container.envFrom ?? []) {
      const content = configMapRef
        ? await references.configMap(namespace, configMapRef.name ?? '', configMapRef.optional)
        : await references.secret(namespace, secretRef?.name ?? '', secretRef?.optional)
      for (const [key, data] of [...(content ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)))
        set(prefix + key, decoder.decode(data))
    }
    for (const variable of container.env ?? []) {
      const value = await valueOf(variable, context, known)
      if (value !== undefined) set(variable.name, value)
    }
  } catch (error) {
    if (error instanceof MissingReference) throw new EnvironmentError(error.message)
    throw error
  }
  for (const [name, value] of services) if (!given.has(name)) given.set(name, value)
  return given
}

async function valueOf(
  variable: types.EnvVar,
  context: EnvironmentContext,
  env: ReadonlyMap<string, string>,
): Promise<string | undefined> {
  const { value, valueFrom } = variable
  if (!valueFrom) return expandReferences(value ?? '', env)
  const { pod, container, references, nodeAllocatable } = context
  const namespace = pod.metadata.namespace!
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom
  if (fieldRef) return fieldValue(pod, fieldRef.fieldPath) ?? ''
  if (resourceFieldRef) return resourceValue(pod, resourceFieldRef, nodeAllocatable, container.name)
  const reference = configMapKeyRef ?? secretKeyRef
  if (!reference) return ''
  const content = configMapKeyRef
    ? await references.configMap(namespace, reference.name ?? '', reference.optional)
    : await references.secret(namespace, reference.name ?? '', reference.optional)
  const data = content?.get(reference.key)
  if (data) return decoder.decode(data)
  if (reference.optional) return undefined
  throw new EnvironmentError(
    `couldn't find key ${reference.key} in ${configMapKeyRef ? 'ConfigMap' : 'Secret'} ${namespace}/${reference.name}`,
  )
}

/** `$(NAME)` in commands, arguments and values; `$$` is a dollar sign, an unknown name stays as it is. */
export function expandReferences(text: string, env: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$(?:\$|\(([^()]*)\))/g, (whole, name?: string) =>
    name === undefined ? '$' : (env.get(name) ?? whole),
  )
}

function serviceVariables({ pod, services }: EnvironmentContext): Map<string, string> {
  const { namespace } = pod.metadata
  const env = new Map<string, string>()
  const links = pod.spec?.enableServiceLinks ?? true
  const wanted = services.filter(({ metadata, spec }) => {
    if (!spec?.clusterIP || spec.clusterIP === 'None') return false
    if (metadata.namespace === 'default' && metadata.name === 'kubernetes') return true
    return links && metadata.namespace === namespace
  })
  for (const { metadata, spec } of wanted) {
    const name = metadata.name.toUpperCase().replaceAll('-', '_')
    const { clusterIP, ports = [] } = spec!
    const [first] = ports
    if (!first) continue
    env.set(`${name}_SERVICE_HOST`, clusterIP!)
    env.set(`${name}_SERVICE_PORT`, String(first.port))
    for (const port of ports)
      if (port.name) env.set(`${name}_SERVICE_PORT_${port.name.toUpperCase().replaceAll('-', '_')}`, String(port.port))
    const protocol = (first.protocol ?? 'TCP').toLowerCase()
    env.set(`${name}_PORT`, `${protocol}://${clusterIP}:${first.port}`)
    for (const port of ports) {
      const transport = port.protocol ?? 'TCP'
      const prefix = `${name}_PORT_${port.port}_${transport}`
      env.set(prefix, `${transport.toLowerCase()}://${clusterIP}:${port.port}`)
      env.set(`${prefix}_PROTO`, transport.toLowerCase())
      env.set(`${prefix}_PORT`, String(port.port))
      env.set(`${prefix}_ADDR`, clusterIP!)
    }
  }
  return env
}
