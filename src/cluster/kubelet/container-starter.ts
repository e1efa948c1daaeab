import { parseQuantity, quantityValue } from '../apimachinery/quantity.ts'
import type * as types from '../resources/generated/types.ts'
import { sleep, toSeconds } from '#base'
import type { ContainerRecord } from './container-record.ts'
import { buildEnvironment, EnvironmentError, expandReferences } from './environment.ts'
import { ImageError } from './image-puller.ts'
import type { KubeletContext } from './kubelet-context.ts'
import { BACK_OFF, CRASH_FORGET_MS, DELAYS, goDuration, WAITING } from './lifecycle.ts'
import { Container, ContainerStartError, type ContainerMount } from './runtime/container.ts'
import { containerPrivileges } from './runtime/container-privileges.ts'
import { containerUser, nonRootProblem } from './runtime/container-user.ts'
import type { PodSandbox } from './runtime/sandbox.ts'
import { imageVolume } from './volumes/image.ts'
import { containerMounts, MountError } from './volumes/container-mounts.ts'
import type { MountedVolume } from './volumes/volume.ts'

/** What starting a container of a pod may use. */
export interface PodParts {
  context: KubeletContext
  pod: types.Pod
  sandbox: PodSandbox
  volumes: Map<string, MountedVolume>
  /** Aborts when the pod is to end. */
  signal: AbortSignal
  /** The record of another container of the pod. */
  record(name: string): ContainerRecord | undefined
  event(record: ContainerRecord, type: 'Normal' | 'Warning', reason: string, message: string): void
}

/** Why a container was not made; it waits with this reason. */
class NotCreated extends Error {
  readonly reason: string

  constructor(reason: string, message: string) {
    super(message)
    this.reason = reason
  }
}

/** What came of a try: started, or when to try again. */
export type StartResult = { started: true } | { started: false; retryAtMs: number | undefined }

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const EPOCH = '1970-01-01T00:00:00Z'

/**
 * Whether a container that ended may start again yet; if not, it waits as CrashLoopBackOff.
 * @returns when to try again; `undefined` for now
 */
export function crashBackOff(record: ContainerRecord, parts: PodParts): number | undefined {
  const { clock } = parts.context
  const { terminated, backOff } = record
  if (!terminated) return undefined
  const finishedMs = Date.parse(terminated.finishedAt ?? toSeconds(clock.now()))
  const untilMs = finishedMs + backOff.waitMs
  if (clock.now() >= untilMs || backOff.waitMs === 0) {
    backOff.fail(clock.now(), CRASH_FORGET_MS)
    return undefined
  }
  // For a moment it shows how it ended.
  const shownUntilMs = finishedMs + DELAYS.showExitMs
  if (!record.waiting && clock.now() < shownUntilMs) return shownUntilMs
  const { name, namespace, uid } = parts.pod.metadata
  if (record.waiting?.reason !== WAITING.crashLoop) {
    const where = `${name}_${namespace}(${uid})`
    record.waiting = {
      reason: WAITING.crashLoop,
      message: `back-off ${goDuration(backOff.waitMs)} restarting failed container=${record.name} pod=${where}`,
    }
    parts.event(record, 'Warning', 'BackOff', `Back-off restarting failed container ${record.name} in pod ${where}`)
  }
  return untilMs
}

/**
 * Makes and starts a new instance: image, configuration, container, program. Hooks and probes come later.
 * One that is resumed starts in silence, with the name and the age that it had.
 */
export async function startContainer(record: ContainerRecord, given: PodParts): Promise<StartResult> {
  const { resumes } = record
  const parts: PodParts = resumes ? { ...given, event: () => undefined } : given
  const { context, signal } = parts
  const { clock } = context
  try {
    const container = await createContainer(record, parts)
    record.previous = record.current
    if (record.terminated) {
      record.lastTerminated = record.terminated
      record.restartCount++
    }
    record.current = container
    record.terminated = undefined
    record.started = false
    if (!resumes) await sleep(clock, DELAYS.startMs, signal)
    await container.start()
    if (resumes) container.startedAtMs = resumes.startedAtMs
    record.waiting = undefined
    record.stopping = false
    parts.event(record, 'Normal', 'Started', 'Container started')
    return { started: true }
  } catch (error) {
    if (error instanceof ImageError) {
      record.waiting = { reason: error.reason, message: error.message }
      return { started: false, retryAtMs: error.retryAtMs }
    }
    if (error instanceof NotCreated) {
      record.waiting = { reason: error.reason, message: error.message }
      parts.event(record, 'Warning', 'Failed', `Error: ${error.message}`)
      return { started: false, retryAtMs: clock.now() + BACK_OFF.sync.firstMs }
    }
    if (!(error instanceof ContainerStartError)) throw error
    parts.event(record, 'Warning', 'Failed', `Error: ${error.message}`)
    record.waiting = undefined
    record.terminated = {
      containerID: `containerd://${record.current!.id}`,
      exitCode: 128,
      finishedAt: toSeconds(clock.now()),
      message: error.message,
      reason: 'StartError',
      startedAt: EPOCH,
    }
    return { started: false, retryAtMs: clock.now() + DELAYS.noticeMs }
  }
}

/** @throws ImageError, NotCreated */
async function createContainer(record: ContainerRecord, parts: PodParts): Promise<Container> {
  const { context, pod, sandbox, signal } = parts
  const { spec } = record
  await mountImageVolumes(record, parts)
  const pull = () =>
    context.images.ensure(
      pod,
      spec.image ?? '',
      spec.imagePullPolicy,
      (type, reason, message) => parts.event(record, type, reason, message),
      signal,
    )
  const image = (record.resumes && (await context.images.restore(pod, spec.image ?? ''))) ?? (await pull())
  const user = containerUser(pod, spec, image)
  const problem = nonRootProblem(pod, spec, image, user)
  if (problem) throw new NotCreated(WAITING.config, problem)
  const variables = await environmentOf(record, parts)
  const mounts = mountsOf(record, parts, variables)
  checkSeccomp(parts, spec)
  const given = (spec.command ?? image.config.entrypoint ?? []).map((word) => expandReferences(word, variables))
  const args = (spec.args ?? (spec.command ? [] : (image.config.cmd ?? []))).map((word) =>
    expandReferences(word, variables),
  )
  const command = [...given, ...args]
  if (command.length === 0)
    throw new NotCreated(
      WAITING.create,
      `failed to generate container "${context.ids.hex(64)}" spec: failed to generate spec: no command specified`,
    )
  if (!record.resumes) await sleep(context.clock, DELAYS.createMs, signal)
  const env = new Map([
    ['PATH', DEFAULT_PATH],
    ...(spec.tty ? [['TERM', 'xterm'] as const] : []),
    ['HOSTNAME', sandbox.world.hostname],
    ...Object.entries(image.config.env ?? {}),
    ...variables,
  ])
  if (!env.has('HOME')) env.set('HOME', homeOf(user.uid))
  const limit = record.resources?.limits?.['memory'] ?? pod.spec?.resources?.limits?.['memory']
  const target =
    spec.name && 'targetContainerName' in spec ? parts.record(String(spec.targetContainerName))?.current : undefined
  const container = new Container({
    ...(record.resumes && { id: record.resumes.id }),
    host: context.host,
    sandbox,
    name: record.name,
    image,
    command,
    env,
    user,
    workingDir: spec.workingDir ?? image.config.workingDir ?? '/',
    mounts,
    readOnlyRoot: spec.securityContext?.readOnlyRootFilesystem ?? false,
    stdin: spec.stdin ?? false,
    tty: spec.tty ?? false,
    terminationMessagePath: spec.terminationMessagePath ?? '/dev/termination-log',
    memoryLimitBytes: limit === undefined ? undefined : quantityValue(parseQuantity(limit)),
    privileges: containerPrivileges(pod, spec, context.host.options.memoryBytes),
    stopSignal: spec.lifecycle?.stopSignal,
    ...(target && { target }),
    facilities: { pod, container: spec },
  })
  record.image = image
  record.user = user
  parts.event(record, 'Normal', 'Created', 'Container created')
  return container
}

/** Volumes that show an image need it on the node first; the container waits for it as for its own. */
async function mountImageVolumes(record: ContainerRecord, parts: PodParts): Promise<void> {
  const { context, pod, volumes, signal } = parts
  const used = new Set(record.spec.volumeMounts?.map(({ name }) => name))
  for (const { name, image } of pod.spec?.volumes ?? []) {
    if (!image?.reference || !used.has(name) || volumes.has(name)) continue
    const policy = image.pullPolicy ?? (/:(?!latest$)[^/]+$/.test(image.reference) ? 'IfNotPresent' : 'Always')
    const event = (type: 'Normal' | 'Warning', reason: string, message: string) =>
      parts.event(record, type, reason, message)
    volumes.set(name, imageVolume(await context.images.ensure(pod, image.reference, policy, event, signal)))
  }
}

async function environmentOf(
  { spec }: ContainerRecord,
  { context, pod, sandbox }: PodParts,
): Promise<Map<string, string>> {
  const { references, nodeIP } = context
  // What the API server does not know yet, the kubelet does.
  const status = {
    ...pod.status,
    podIP: sandbox.stack.ip,
    podIPs: [{ ip: sandbox.stack.ip }],
    hostIP: nodeIP,
    hostIPs: [{ ip: nodeIP }],
  }
  try {
    return await buildEnvironment({
      pod: { ...pod, status },
      container: spec,
      references,
      services: context.services(pod.metadata.namespace!),
      nodeAllocatable: (context.node().status?.allocatable ?? {}) as Record<string, string>,
    })
  } catch (error) {
    if (error instanceof EnvironmentError) throw new NotCreated(WAITING.config, error.message)
    throw error
  }
}

function mountsOf(
  { spec }: ContainerRecord,
  { volumes }: PodParts,
  env: ReadonlyMap<string, string>,
): ContainerMount[] {
  try {
    return containerMounts(spec, volumes, env)
  } catch (error) {
    if (error instanceof MountError) throw new NotCreated(WAITING.config, error.message)
    throw error
  }
}

function checkSeccomp({ context, pod }: PodParts, spec: types.Container): void {
  const profile = spec.securityContext?.seccompProfile ?? pod.spec?.securityContext?.seccompProfile
  if (profile?.type !== 'Localhost') return
  const path = `/var/lib/kubelet/seccomp/${profile.localhostProfile ?? ''}`
  if (!context.host.files.find(path))
    throw new NotCreated(
      WAITING.create,
      `failed to create containerd container: cannot load seccomp profile "${path}": open ${path}: no such file or directory`,
    )
}

const homeOf = (uid: number) => (uid === 0 ? '/root' : '/')
