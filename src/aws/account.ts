import { authenticateToken, clusterUserOf, type ClusterUser } from './eks/access/authenticate.ts'
import { authorizeByAccessPolicy, type AccessAttempt, type AccessUser } from './eks/access/authorize.ts'
import { AwsError } from './wire/aws-error.ts'
import { copyState } from './dictionary.ts'
import { credentialsOfInstance } from './sts/instance-credentials.ts'
import { createJobQueue, type JobQueue } from './job-queue.ts'
import { anonymous } from './iam/caller.ts'
import { identify } from './iam/identify.ts'
import { ensureLearner, type Credentials } from './iam/learner.ts'
import { ensureDefaultVpc } from './ec2/default-vpc.ts'
import { emptyAccountState, emptyRegionState, type AccountState } from './state.ts'
import { handleRequest, type Handled } from './handle-request.ts'
import { invoke } from './invoke.ts'
import { absentEndpoint } from './absent-endpoint.ts'
import { endpointOfHost, SERVICES } from './services.ts'
import type { Clock, Ids, Log } from '#base'
import type { AccountCore, Scope } from './scope.ts'
import type { AwsRequest, AwsResponse } from './wire/http.ts'
import type { ControlPlaneHost } from './eks/control-plane-host.ts'
import type { SessionCredentials } from './sts/sessions.ts'
import type { Models } from './models.ts'

/** What an account needs from outside. */
export interface AccountOptions {
  clock: Clock
  ids: Ids
  log: Log
  /** Twelve digits. */
  accountId: string
  /** The learner's own region. */
  region: string
  /** By how much AWS' waiting times are divided. */
  pace: number
  models: Models
  host: ControlPlaneHost
  /** What `snapshot()` of an earlier life returned. */
  snapshot?: AccountSnapshot
}

/** An account as plain data. */
export interface AccountSnapshot {
  version: 1
  state: AccountState
}

/** One simulated AWS account. */
export interface Account extends Disposable {
  readonly id: string
  readonly region: string
  /** The learner's keys, for ~/.aws/credentials. */
  readonly credentials: Credentials
  /** Answers a request that came to one of AWS' endpoints. */
  handle(request: AwsRequest): Promise<AwsResponse>
  /** Runs an operation as the account's owner, in the account's region unless told otherwise, and returns what the aws CLI would print.
   *  @throws AwsError as the service words it. */
  invoke(
    service: string,
    operation: string,
    input: Record<string, unknown>,
    region?: string,
  ): Promise<Record<string, unknown>>
  /** Runs an operation as the learner, who may do what the learner's policies allow. */
  invokeAsLearner(service: string, operation: string, input: Record<string, unknown>): Promise<Record<string, unknown>>
  /** Runs an operation with temporary credentials, and nothing else than what those may do.
   *  @throws AwsError as the service words it; InvalidClientTokenId or ExpiredToken for credentials that do not work. */
  invokeWith(
    credentials: SessionCredentials,
    service: string,
    operation: string,
    input: Record<string, unknown>,
    region?: string,
  ): Promise<Record<string, unknown>>
  /** The credentials that an instance gets from its metadata service; `undefined` without an instance profile. */
  credentialsOfInstance(instanceId: string, region?: string): SessionCredentials | undefined
  /** Who the learner is in a cluster; `undefined` when the cluster does not let the learner in. */
  learnerIn(clusterArn: string): Promise<ClusterUser | undefined>
  /** Whether a host name is for the account to answer: an endpoint of AWS', if only to say that it is not simulated. */
  hosts(host: string): boolean
  /** Whom a bearer token of `aws eks get-token` speaks for in a cluster; `undefined` means 401. */
  authenticateToken(clusterArn: string, token: string): Promise<ClusterUser | undefined>
  /** Whether the access policies of the user's access entry allow something; a no leaves the word to the cluster's other authorizers. */
  authorizeByAccessPolicy(
    clusterArn: string,
    user: AccessUser,
    attempt: AccessAttempt,
  ): { allowed: boolean; reason?: string }
  snapshot(): AccountSnapshot
  /** Calls back after everything that may have changed the account. Returns a function that ends it. */
  onChange(listener: () => void): () => void
  /** Calls back after each request. Returns a function that ends it. */
  onRequest(listener: (handled: Omit<Handled, 'response'>) => void): () => void
  /** Everything that the services' own doors need. */
  readonly core: AccountCore
}

/** Operations that change nothing. */
const isRead = (operation: string) => /^(Describe|Get|List)/.test(operation)

/** Makes an account, new or from a snapshot. */
export function createAccount(options: AccountOptions): Account {
  const { clock, ids, log, accountId, region, pace, models, host } = options
  const state = options.snapshot ? copyState(options.snapshot.state) : emptyAccountState(accountId)
  const changeListeners = new Set<() => void>()
  const requestListeners = new Set<(handled: Omit<Handled, 'response'>) => void>()
  const changed = () => changeListeners.forEach((listener) => listener())

  // One that was saved before a service was simulated has nothing of it yet.
  const regionState = (name: string) => (state.regions[name] = { ...emptyRegionState(), ...state.regions[name] })
  const scopes = new Map<string, Scope>()
  function scopeOf(name: string): Scope {
    let scope = scopes.get(name)
    if (!scope) {
      scope = { account: core, region: name, here: regionState(name) }
      scopes.set(name, scope)
      ensureDefaultVpc(scope)
    }
    return scope
  }

  const core: AccountCore = {
    id: accountId,
    clock,
    ids,
    log,
    host,
    pace,
    state,
    in: scopeOf,
    schedule: (name, job, args, delayMs) => queue.add(name, job, args, clock.now() + delayMs / pace),
    async emit(name, event, data) {
      const scope = scopeOf(name)
      for (const listener of SERVICES.flatMap((service) => service.listeners)) {
        if (listener.on !== event) continue
        try {
          await listener.run(scope, data)
        } catch (error) {
          // A machine that is going away goes, even when somebody who was told of it breaks.
          log.error(`a listener of ${event} failed`, { error })
        }
      }
    },
  }

  const jobs = new Map(SERVICES.flatMap((service) => service.jobs).map((job) => [job.name, job]))
  const queue: JobQueue = createJobQueue({ clock, log, pending: state.jobs, jobs, scope: scopeOf, changed })
  const credentials = ensureLearner(core)
  const learner = () => {
    const found = identify(core, credentials.accessKeyId, undefined)
    return typeof found === 'string' ? undefined : found.caller
  }
  async function run(invocation: Parameters<typeof invoke>[2]): Promise<Record<string, unknown>> {
    const output = await invoke(core, models, invocation)
    if (!isRead(invocation.operation)) changed()
    return output
  }
  scopeOf(region)
  queue.resume()
  if (options.snapshot) for (const name of Object.keys(state.regions)) void core.emit(name, 'region.restored', {})

  return {
    id: accountId,
    region,
    credentials,
    core,
    async handle(request) {
      const { response, ...seen } = await handleRequest(core, models, request)
      requestListeners.forEach((listener) => listener(seen))
      if (seen.operation && !isRead(seen.operation) && seen.error === undefined) changed()
      return response
    },
    invoke: (service, operation, input, where = region) => run({ service, operation, input, region: where }),
    invokeAsLearner: (service, operation, input) =>
      run({ service, operation, input, region, caller: learner() ?? anonymous(accountId) }),
    async invokeWith({ accessKeyId, sessionToken }, service, operation, input, where = region) {
      const found = identify(core, accessKeyId, sessionToken)
      if (found === 'unknown')
        throw new AwsError('InvalidClientTokenId', 403, 'The security token included in the request is invalid.')
      if (found === 'expired')
        throw new AwsError('ExpiredToken', 403, 'The security token included in the request is expired')
      return run({ service, operation, input, region: where, caller: found.caller })
    },
    credentialsOfInstance: (id, where = region) => credentialsOfInstance(scopeOf(where), id),
    async learnerIn(arn) {
      const caller = learner()
      return caller && clusterUserOf(core, arn, caller)
    },
    hosts: (name) => (endpointOfHost(name) ?? absentEndpoint(name)) !== undefined,
    authenticateToken: (arn, token) => authenticateToken(core, arn, token),
    authorizeByAccessPolicy: (arn, user, attempt) => authorizeByAccessPolicy(core, arn, user, attempt),
    snapshot: () => ({ version: 1, state: copyState(state) }),
    onChange(listener) {
      changeListeners.add(listener)
      return () => changeListeners.delete(listener)
    },
    onRequest(listener) {
      requestListeners.add(listener)
      return () => requestListeners.delete(listener)
    },
    [Symbol.dispose]: () => queue.close(),
  }
}
