/** Waits that double. */
export interface BackOffTable {
  firstMs: number
  longestMs: number
}

/** How long the steps of a pod's life take here. A real node needs about as long when it is idle. */
export const DELAYS = {
  /** From the first sight of a pod to a sandbox with an address. */
  sandboxMs: 350,
  /** To make a container from an image that is there. */
  createMs: 40,
  startMs: 60,
  /** To ask a registry for a manifest. */
  resolveMs: 250,
  /** Download and unpacking. */
  pullBytesPerMs: 60_000,
  /** From the end of a program to the kubelet's noticing it. */
  noticeMs: 200,
  /** How long a container that crashed again shows how it ended before it shows that it waits. */
  showExitMs: 1500,
} as const

/** How long the kubelet waits before it tries again. */
export const BACK_OFF = {
  crash: { firstMs: 10_000, longestMs: 300_000 },
  imagePull: { firstMs: 10_000, longestMs: 300_000 },
  volume: { firstMs: 500, longestMs: 122_000 },
  /** Sandbox and configuration errors: a new try with the next look at the pod. */
  sync: { firstMs: 10_000, longestMs: 10_000 },
} satisfies Record<string, BackOffTable>

/** A container that has run this long has proved itself: the next crash starts from the beginning. */
export const CRASH_FORGET_MS = 600_000

/** What is granted for the end even when hooks have used up the grace period. */
export const MINIMUM_GRACE_SECONDS = 2

/** The reasons for which a container waits, and what it shows meanwhile. */
export const WAITING = {
  creating: 'ContainerCreating',
  initializing: 'PodInitializing',
  crashLoop: 'CrashLoopBackOff',
  pull: 'ErrImagePull',
  pullBackOff: 'ImagePullBackOff',
  neverPull: 'ErrImageNeverPull',
  badName: 'InvalidImageName',
  config: 'CreateContainerConfigError',
  create: 'CreateContainerError',
  run: 'RunContainerError',
  postStart: 'PostStartHookError',
} as const

/** Waits of one thing that keeps failing. */
export class BackOff {
  readonly #table: BackOffTable
  #waitMs = 0
  #untilMs = 0
  #sinceMs = 0

  constructor(table: BackOffTable) {
    this.#table = table
  }

  /** Whether it is too early to try again. */
  isWaiting(nowMs: number): boolean {
    return nowMs < this.#untilMs
  }

  get untilMs(): number {
    return this.#untilMs
  }

  get waitMs(): number {
    return this.#waitMs
  }

  /** Counts a failure at `nowMs`. */
  fail(nowMs: number, forgetMs = Infinity): void {
    if (nowMs - this.#sinceMs > forgetMs) this.#waitMs = 0
    this.#waitMs = this.#waitMs === 0 ? this.#table.firstMs : Math.min(this.#waitMs * 2, this.#table.longestMs)
    this.#untilMs = nowMs + this.#waitMs
    this.#sinceMs = nowMs
  }

  reset(): void {
    this.#waitMs = 0
    this.#untilMs = 0
  }
}

/** A duration as Go prints it: `10s`, `1m20s`, `5m0s`. */
export function goDuration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}m${seconds % 60}s`
  return `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds % 60}s`
}
