/** A part of the cluster that can be stopped and started by itself, under the name that Kubernetes gives it. */
export interface Component {
  readonly name: string
  readonly running: boolean
  /** Takes up work where the API server's state is now. */
  start(): void
  /** Ends at once, as a crash would: nothing is handed over. */
  stop(): void
}

/** A component from what it does while it runs. @param run starts it and returns what ends it. */
export function defineComponent(name: string, run: () => () => void): Component {
  let end: (() => void) | undefined
  return {
    name,
    get running() {
      return end !== undefined
    },
    start() {
      end ??= run()
    },
    stop() {
      end?.()
      end = undefined
    },
  }
}
