import type { Clock, Ids, Log } from '#base'
import { isReason } from '../apimachinery/errors.ts'
import type { Client } from '../client/client.ts'
import type { Gate } from '../client/gate.ts'
import { createInformerFactory, type InformerFactory } from '../client/informer-factory.ts'
import { createLeaderElection, leaderIdentity, type LeaderElection } from '../client/leader-election.ts'
import type { Component } from '../component.ts'
import { ServiceAccount } from '../resources/generated/kinds.ts'
import type { Controller } from './define-controller.ts'
import { createRunner, type Runner } from './runner.ts'

export interface ControllerManagerOptions {
  /** `kube-controller-manager`, `cloud-controller-manager`: the component's and its lease's name. */
  name: string
  controllers: readonly Controller[]
  /** The component's own client; with an account the client of that service account in `kube-system`. */
  readonly clientFor: (account?: string) => Client
  clock: Clock
  ids: Ids
  log: Log
  /** Holds the controllers' work up. */
  gate?: Gate | undefined
  /** The machine that it runs on, as its lease names it. */
  host: string
  /** Controllers that are not to run, by name. */
  disabled?: readonly string[]
}

/** A process that runs controllers while it holds its lease. */
export interface ControllerManager extends Component {
  /** Each can be stopped and started by itself, under its name in `--controllers`. */
  readonly controllers: ReadonlyMap<string, Component>
  /** Whether no controller has anything to do right now. */
  readonly idle: boolean
  /** Ends without giving its lease back: another one can lead when that has run out. */
  crash(): void
}

export function createControllerManager(options: ControllerManagerOptions): ControllerManager {
  return new Manager(options)
}

class Manager implements ControllerManager {
  readonly name: string
  readonly controllers: ReadonlyMap<string, Component>
  readonly #options: ControllerManagerOptions
  readonly #wanted: Set<string>
  #election: LeaderElection | undefined
  #informers: InformerFactory | undefined
  #runners = new Map<string, Runner>()

  constructor(options: ControllerManagerOptions) {
    this.#options = options
    this.name = options.name
    const names = options.controllers.map(({ name }) => name)
    this.#wanted = new Set(names.filter((name) => !options.disabled?.includes(name)))
    this.controllers = new Map(names.map((name) => [name, this.#component(name)]))
  }

  get running(): boolean {
    return this.#election !== undefined
  }

  get idle(): boolean {
    return [...this.#runners.values()].every(({ busy }) => busy === 0)
  }

  start(): void {
    if (this.#election) return
    const { name, clientFor, clock, ids, log, host } = this.#options
    this.#election = createLeaderElection({
      client: clientFor(),
      clock,
      log,
      name,
      identity: leaderIdentity(host, ids),
      onStartedLeading: () => void this.#lead(),
      onStoppedLeading: () => this.#halt(),
    })
    this.#election.start()
  }

  stop(): void {
    const election = this.#election
    this.#election = undefined
    this.#halt()
    void election?.stop()
  }

  crash(): void {
    const election = this.#election
    this.#election = undefined
    this.#halt()
    election?.crash()
  }

  async #lead(): Promise<void> {
    const { clientFor, clock, log, ids, controllers, gate } = this.#options
    const informers = createInformerFactory({ client: clientFor(), clock, log })
    this.#informers = informers
    await this.#ensureAccounts()
    if (this.#informers !== informers) return
    for (const controller of controllers) {
      const client = clientFor(controller.account)
      this.#runners.set(controller.name, createRunner({ controller, client, informers, clock, ids, log, gate }))
    }
    for (const name of this.#wanted) this.#runners.get(name)?.start()
    informers.start()
  }

  #halt(): void {
    for (const runner of this.#runners.values()) runner.stop()
    this.#runners.clear()
    this.#informers?.stop()
    this.#informers = undefined
  }

  /** The controllers act as service accounts of their own, so that each may only do what it needs. */
  async #ensureAccounts(): Promise<void> {
    const { clientFor, controllers, log } = this.#options
    const client = clientFor()
    const accounts = new Set(controllers.map(({ account }) => account).filter((account) => account !== undefined))
    await Promise.all(
      [...accounts].map(async (name) => {
        try {
          await client.create(ServiceAccount, { metadata: { name, namespace: 'kube-system' } })
        } catch (error) {
          if (!isReason(error, 'AlreadyExists'))
            log.warn(`the service account ${name} was not created`, { error: String(error) })
        }
      }),
    )
  }

  #component(name: string): Component {
    const isRunning = () => this.#runners.get(name)?.running ?? false
    return {
      name,
      get running() {
        return isRunning()
      },
      start: () => {
        this.#wanted.add(name)
        this.#runners.get(name)?.start()
      },
      stop: () => {
        this.#wanted.delete(name)
        this.#runners.get(name)?.stop()
      },
    }
  }
}
