import type { Clock, Ids, Log, TokenSigner } from '#base'
import { deepClone } from '../apimachinery/deep.ts'
import type { KubeObject, ResourceType } from '../apimachinery/object.ts'
import type { Client, UserInfo } from '../client/client.ts'
import type { Store } from '../etcd/store.ts'
import type { NodeEndpoints } from '../kubelet/node-endpoint.ts'
import type { AdmissionContext, AdmissionPlugin } from './admission/admission.ts'
import { createAdmission } from './admission/index.ts'
import type { WebhookDependencies } from './admission/webhooks/call-webhook.ts'
import { Aggregator } from './aggregation/aggregator.ts'
import { startLocalServices } from './aggregation/local-services.ts'
import { RemoteGroups } from './aggregation/remote-groups.ts'
import { createRemoteHandler } from './aggregation/serve-remote.ts'
import { createAllocators } from './allocators/index.ts'
import { certificateAuthenticator, type Authenticator } from './authn/authenticator.ts'
import { createSecretTokenAuthenticator } from './authn/secret-tokens.ts'
import { createServiceAccountTokens } from './authn/service-account-tokens.ts'
import { firstOf, privilegedGroup, type Authorizer } from './authz/authorizer.ts'
import { createNodeAuthorizer } from './authz/node.ts'
import { Rbac } from './authz/rbac.ts'
import { createWebhookCaller } from './calls/webhook-caller.ts'
import type { Core } from './core.ts'
import { startCustomResources } from './crd/custom-resources.ts'
import { FlowControl } from './flow/flow-control.ts'
import { startFlowSchemaStatus } from './flow/flow-schema-status.ts'
import { createInProcessClient } from './in-process-client.ts'
import { createNonResourceHandler } from './non-resource.ts'
import { builtInDefinitions, createRegistry, storagePrefix } from './registry.ts'
import { RequestMetrics } from './request-metrics.ts'
import { ApiServer } from './server.ts'
import type { ResourceRegistry } from './served-resource.ts'
import { createConnectHandlers } from './subresources/connect.ts'
import { setManagedFields } from './field-manager.ts'
import { createHandlers } from './subresources/index.ts'
import type { ProxyNetwork } from './subresources/proxy.ts'

export interface ApiServerParts {
  server: ApiServer
  core: Core
  /** A client for a component of this process. @param component its name, under which it also owns fields. */
  clientFor(user: UserInfo, component: string): Client
  /** Ends what the server does by itself. */
  stop(): void
}

export interface ApiServerDependencies {
  store: Store
  clock: Clock
  ids: Ids
  log: Log
  signer: TokenSigner
  /** The URL of the service account issuer. */
  issuer: string
  nodes: NodeEndpoints
  network: ProxyNetwork
  /** Asked after client certificates and service account tokens (EKS' token webhook). */
  authenticators?: readonly Authenticator[]
  /** Asked before RBAC (EKS' access policies). */
  authorizers?: readonly Authorizer[]
  admission?: readonly AdmissionPlugin[]
  /** What the server calls itself, where it is not of the version that it behaves as. */
  gitVersion?: (() => string | undefined) | undefined
}

/** Wires the API server over a store. */
export function createApiServer(deps: ApiServerDependencies): ApiServerParts {
  const { store, clock, ids, log, signer, issuer, nodes, network } = deps
  const registry = createRegistry()
  const rbac = new Rbac(store)
  const tokens = createServiceAccountTokens({ clock, ids, store, signer, issuer })
  const secretTokens = createSecretTokenAuthenticator({ store, signer })
  const authenticators = [certificateAuthenticator, tokens.authenticate, secretTokens, ...(deps.authenticators ?? [])]
  const authorizer = firstOf([
    privilegedGroup,
    createNodeAuthorizer(store),
    ...(deps.authorizers ?? []),
    rbac.authorize,
  ])
  const webhooks = createWebhooks(deps)
  const core: Core = {
    store,
    registry,
    remoteGroups: new RemoteGroups(),
    definitions: builtInDefinitions,
    clock,
    ids,
    log,
    allocators: createAllocators({ store, now: () => clock.now(), random: () => ids.random(), uuid: () => ids.uuid() }),
    admission: [...createAdmission({ rbac, webhooks }), ...(deps.admission ?? [])],
    admissionContext: createAdmissionContext(deps, registry, authorizer),
    handlers: createHandlers({ authorizer, authenticators, rbac, tokens }),
  }
  const access = { network, context: core.admissionContext, random: () => ids.random() }
  const aggregator = new Aggregator(core, access)
  const stopCustomResources = startCustomResources(core, { ...webhooks, context: core.admissionContext })
  const stopLocalServices = startLocalServices(core)
  const stopFlowSchemaStatus = startFlowSchemaStatus(core)
  const flows = new FlowControl(core)
  aggregator.start()
  const metrics = new RequestMetrics()
  const server = new ApiServer({
    core,
    metrics,
    flows,
    authenticators,
    authorizer,
    nonResource: createNonResourceHandler({
      core,
      metrics,
      gitVersion: deps.gitVersion,
      issuer: {
        configuration: () => ({
          issuer,
          jwks_uri: `${issuer}/openid/v1/jwks`,
          response_types_supported: ['id_token'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        }),
        keys: () => signer.jwks(),
      },
    }),
    connect: createConnectHandlers(nodes, network),
    aggregate: createRemoteHandler(core.remoteGroups, access),
  })
  return {
    server,
    core,
    stop() {
      aggregator.stop()
      stopLocalServices()
      stopFlowSchemaStatus()
      flows.stop()
      stopCustomResources()
    },
    clientFor: (user, component) => createInProcessClient({ core, authorizer, user, component }),
  }
}

function createWebhooks({ network, clock, ids, log }: ApiServerDependencies): WebhookDependencies {
  return {
    call: createWebhookCaller({ network, clock, ids }),
    uuid: () => ids.uuid(),
    warn: (message, details) => log.warn(message, details),
  }
}

function createAdmissionContext(
  { store, clock }: ApiServerDependencies,
  registry: ResourceRegistry,
  authorizer: Authorizer,
): AdmissionContext {
  const prefixOf = ({ group, plural }: ResourceType) => storagePrefix(group, plural)
  const definitions = builtInDefinitions
  const origin = { actor: 'system:apiserver', agent: 'kube-apiserver' }
  return {
    now: () => clock.now(),
    read: <T extends KubeObject>(type: ResourceType<T>, name: string, namespace = '') =>
      store.get(prefixOf(type), type.namespaced ? `${namespace}/${name}` : name) as T | undefined,
    readAll: <T extends KubeObject>(type: ResourceType<T>, namespace = '') =>
      store.range(prefixOf(type), namespace ? `${namespace}/` : '') as Iterable<T>,
    replaceStatus<T extends KubeObject>(type: ResourceType<T>, old: T, change: (copy: T) => void): boolean {
      const copy = deepClone(old)
      change(copy)
      const resource = registry.find(type.group, type.version, type.plural)!
      setManagedFields({ definitions, clock }, resource, old, copy, { fieldManager: origin.agent }, 'status')
      const withRevision = (revision: number) => {
        copy.metadata.resourceVersion = String(revision)
        return copy
      }
      const { namespace = '', name } = old.metadata
      const key = type.namespaced ? `${namespace}/${name}` : name
      return store.put(prefixOf(type), key, old, withRevision, origin) !== undefined
    },
    allowed: async (user, request) => (await authorizer(user, request)).allowed,
    authorize: async (user, request) => authorizer(user, request),
    *versionsOf({ storagePrefix: prefix }) {
      for (const other of registry.all()) if (other.storagePrefix === prefix) yield other
    },
    findKind: (apiVersion, kind) => registry.findKind(apiVersion, kind),
  }
}
