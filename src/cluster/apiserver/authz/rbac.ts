import type { KubeObject } from '../../apimachinery/object.ts'
import type { UserInfo } from '../../client/client.ts'
import type { Store } from '../../etcd/store.ts'
import type {
  ClusterRole,
  ClusterRoleBinding,
  PolicyRule,
  RbacSubject,
  Role,
  RoleBinding,
} from '../../resources/generated/types.ts'
import type { AccessRequest } from '../admission/admission.ts'
import type { Authorizer, Decision } from './authorizer.ts'

/** A rule that applies to a user, and through which binding. */
export interface AppliedRule {
  rule: PolicyRule
  /** `''` when it holds everywhere. */
  namespace: string
  /** `ClusterRoleBinding "x" of ClusterRole "y" to User "z"`. */
  source: string
}

const PREFIX = '/registry/'
const CLUSTER_ROLE_BINDINGS = `${PREFIX}rbac.authorization.k8s.io/clusterrolebindings`
const ROLE_BINDINGS = `${PREFIX}rbac.authorization.k8s.io/rolebindings`
const CLUSTER_ROLES = `${PREFIX}rbac.authorization.k8s.io/clusterroles`
const ROLES = `${PREFIX}rbac.authorization.k8s.io/roles`

/** Roles and bindings, looked up by who calls. */
export class Rbac {
  readonly #store: Store
  // Bindings by subject, so that a request looks only at those that name its user or groups.
  readonly #cluster = new SubjectIndex<ClusterRoleBinding>()
  readonly #namespaced = new SubjectIndex<RoleBinding>()

  constructor(store: Store) {
    this.#store = store
    this.#follow(CLUSTER_ROLE_BINDINGS, this.#cluster)
    this.#follow(ROLE_BINDINGS, this.#namespaced)
  }

  /** An authorizer that allows what a bound role allows. */
  readonly authorize: Authorizer = (user, access): Decision => {
    const missing: string[] = []
    for (const { rule, source } of this.rulesFor(user, access.namespace ?? '', missing))
      if (covers(rule, access)) return { allowed: true, reason: `RBAC: allowed by ${source}` }
    // As Go prints errors that came together: each text once, in brackets where there are several.
    const texts = [...new Set(missing)]
    if (texts.length === 0) return { allowed: false }
    return { allowed: false, reason: `RBAC: ${texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`}` }
  };

  /**
   * All rules that hold for the user in the namespace (`''`: cluster-wide ones only).
   * @param missing receives a text for each bound role that does not exist.
   */
  *rulesFor(user: UserInfo, namespace: string, missing: string[] = []): Generator<AppliedRule> {
    for (const { binding, subject } of this.#cluster.find(user)) {
      const role = this.#role(binding.roleRef, '', missing)
      const source = `ClusterRoleBinding "${binding.metadata.name}" of ${describeRole(binding.roleRef)} to ${describeSubject(subject)}`
      for (const rule of role?.rules ?? []) yield { rule, namespace: '', source }
    }
    if (namespace === '') return
    for (const { binding, subject } of this.#namespaced.find(user)) {
      if (binding.metadata.namespace !== namespace) continue
      const role = this.#role(binding.roleRef, namespace, missing)
      const source = `RoleBinding "${binding.metadata.name}/${namespace}" of ${describeRole(binding.roleRef)} to ${describeSubject(subject, namespace)}`
      for (const rule of role?.rules ?? []) yield { rule, namespace, source }
    }
  }

  /** The rules of the role that a binding names, or `undefined` when there is no such role. */
  roleRules(roleRef: { kind: string; name: string }, namespace: string): PolicyRule[] | undefined {
    const role = this.#role(roleRef, namespace, [])
    return role && (role.rules ?? [])
  }

  #role(roleRef: { kind: string; name: string }, namespace: string, missing: string[]): ClusterRole | Role | undefined {
    const cluster = roleRef.kind === 'ClusterRole'
    const object = cluster
      ? this.#store.get(CLUSTER_ROLES, roleRef.name)
      : this.#store.get(ROLES, `${namespace}/${roleRef.name}`)
    if (!object)
      missing.push(`${cluster ? 'clusterrole' : 'role'}.rbac.authorization.k8s.io "${roleRef.name}" not found`)
    return object
  }

  #follow<T extends ClusterRoleBinding | RoleBinding>(resource: string, index: SubjectIndex<T>): void {
    for (const object of this.#store.range(resource)) index.add(object as unknown as T)
    this.#store.watch(resource, this.#store.revision, ({ object, previous, deleted }) => {
      if (previous) index.remove(previous as unknown as T)
      if (!deleted) index.add(object as unknown as T)
    })
  }
}

class SubjectIndex<T extends KubeObject & { subjects?: RbacSubject[] }> {
  readonly #bySubject = new Map<string, Map<string, { binding: T; subject: RbacSubject }>>()

  add(binding: T): void {
    for (const subject of binding.subjects ?? []) {
      const key = subjectKey(subject, binding.metadata.namespace)
      let bindings = this.#bySubject.get(key)
      if (!bindings) this.#bySubject.set(key, (bindings = new Map()))
      bindings.set(binding.metadata.uid, { binding, subject })
    }
  }

  remove(binding: T): void {
    for (const subject of binding.subjects ?? [])
      this.#bySubject.get(subjectKey(subject, binding.metadata.namespace))?.delete(binding.metadata.uid)
  }

  *find(user: UserInfo): Generator<{ binding: T; subject: RbacSubject }> {
    const user_ = this.#bySubject.get(`User ${user.name}`)
    if (user_) yield* user_.values()
    for (const group of user.groups) {
      const bindings = this.#bySubject.get(`Group ${group}`)
      if (bindings) yield* bindings.values()
    }
  }
}

/** Service accounts are users with a name of their own form. */
function subjectKey({ kind, name, namespace }: RbacSubject, bindingNamespace: string | undefined): string {
  if (kind !== 'ServiceAccount') return `${kind} ${name}`
  return `User system:serviceaccount:${namespace ?? bindingNamespace ?? ''}:${name}`
}

const describeRole = ({ kind, name }: { kind: string; name: string }) => `${kind} "${name}"`
const describeSubject = ({ kind, name, namespace }: RbacSubject, bindingNamespace = '') =>
  kind === 'ServiceAccount' ? `ServiceAccount "${name}/${namespace || bindingNamespace}"` : `${kind} "${name}"`

/** Whether a rule allows what is asked. */
export function covers(rule: PolicyRule, access: AccessRequest): boolean {
  if (!matches(rule.verbs, access.verb)) return false
  if (access.path !== undefined)
    return (rule.nonResourceURLs ?? []).some((pattern) => matchesPath(pattern, access.path!))
  const { resource = '', subresource, group = '', name = '' } = access
  return (
    matches(rule.apiGroups, group) &&
    matchesResource(rule.resources, resource, subresource) &&
    (!rule.resourceNames?.length || rule.resourceNames.includes(name))
  )
}

const matches = (values: readonly string[] | undefined, value: string) =>
  values !== undefined && (values.includes('*') || values.includes(value))

function matchesResource(
  resources: readonly string[] | undefined,
  resource: string,
  subresource: string | undefined,
): boolean {
  if (!resources) return false
  const full = subresource ? `${resource}/${subresource}` : resource
  return (
    resources.includes('*') ||
    resources.includes(full) ||
    (subresource ? resources.includes(`*/${subresource}`) : false)
  )
}

function matchesPath(pattern: string, path: string): boolean {
  return pattern === path || pattern === '*' || (pattern.endsWith('*') && path.startsWith(pattern.slice(0, -1)))
}
