import { toSeconds } from '#base'
import { badRequest, conflict, invalid, notFound } from '../../apimachinery/errors.ts'
import { FieldErrors } from '../../apimachinery/field-errors.ts'
import type { Draft, KubeObject, ResourceType } from '../../apimachinery/object.ts'
import * as kinds from '../../resources/generated/kinds.ts'
import type { Pod, TokenRequest } from '../../resources/generated/types.ts'
import type { ServiceAccountTokens, TokenSubject } from '../authn/service-account-tokens.ts'
import type { Core, SubresourceHandler } from '../core.ts'
import { read } from '../operations/read.ts'

const DEFAULT_SECONDS = 3600
const LEAST_SECONDS = 600

/** `serviceaccounts/token`: TokenRequest. */
export function createTokenHandler(tokens: ServiceAccountTokens): SubresourceHandler {
  return {
    async create(core, _context, { resource, namespace, name }, body) {
      const account = read(core, resource, namespace, name)
      const request = body as Draft<TokenRequest>
      const spec = { ...request.spec }
      const expirationSeconds = spec.expirationSeconds ?? DEFAULT_SECONDS
      check(request, name, expirationSeconds)
      const subject: TokenSubject = { namespace, serviceAccount: { name, uid: account.metadata.uid } }
      if (spec.boundObjectRef) Object.assign(subject, bind(core, namespace, spec.boundObjectRef))
      const audiences = spec.audiences?.length ? spec.audiences : tokens.audiences
      const { token, expiresAt } = await tokens.issue(subject, audiences, expirationSeconds)
      const answer = {
        kind: 'TokenRequest',
        apiVersion: 'authentication.k8s.io/v1',
        metadata: { name, namespace, uid: core.ids.uuid(), creationTimestamp: toSeconds(core.clock.now()) },
        spec: { audiences, expirationSeconds, boundObjectRef: spec.boundObjectRef ?? null },
        status: { token, expirationTimestamp: toSeconds(expiresAt) },
      }
      return answer as unknown as KubeObject
    },
  }
}

function check(request: Draft<TokenRequest>, name: string, expirationSeconds: number): void {
  const errors = new FieldErrors()
  const sent = request.metadata?.name
  if (sent && sent !== name)
    errors.at('metadata', 'name').invalid(sent, 'must match the service account name if specified')
  if (expirationSeconds < LEAST_SECONDS)
    errors.at('spec', 'expirationSeconds').invalid(expirationSeconds, 'may not specify a duration less than 10 minutes')
  if (expirationSeconds > 2 ** 32)
    errors
      .at('spec', 'expirationSeconds')
      .invalid(expirationSeconds, 'may not specify a duration larger than 2^32 seconds')
  if (errors.list.length > 0)
    throw invalid({ group: 'authentication.k8s.io', kind: 'TokenRequest' }, sent ? name : '', errors.list)
}

type BoundObject = NonNullable<NonNullable<TokenRequest['spec']>['boundObjectRef']>

/** Ties the token's life to an object's. */
function bind(core: Core, namespace: string, reference: BoundObject): Partial<TokenSubject> {
  const { apiVersion = '', kind = '', name = '', uid } = reference
  const found = <T extends KubeObject>(type: ResourceType<T>, inNamespace?: string): T => {
    if (!name) throw badRequest('Name parameter required.')
    const object = core.admissionContext.read(type, name, inNamespace)
    if (!object) throw notFound(type, name)
    if (uid && uid !== object.metadata.uid)
      throw conflict(
        // Verbatim: the kind stands in the place of the resource.
        { group: type.group, plural: type.kind },
        name,
        `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`,
      )
    return object
  }
  const bound = (object: KubeObject) => ({ name, uid: object.metadata.uid })
  if (kind === 'Secret' && (apiVersion === 'v1' || !apiVersion))
    return { secret: bound(found(kinds.Secret, namespace)) }
  if (kind === 'Node' && (apiVersion === 'v1' || !apiVersion)) return { node: bound(found(kinds.Node)) }
  if (kind === 'Pod' && (apiVersion === 'v1' || !apiVersion)) {
    const pod: Pod = found(kinds.Pod, namespace)
    const node = pod.spec?.nodeName ? core.admissionContext.read(kinds.Node, pod.spec.nodeName) : undefined
    return { pod: bound(pod), ...(node && { node: { name: node.metadata.name, uid: node.metadata.uid } }) }
  }
  throw badRequest(
    `cannot bind token to object of type ${apiVersion.includes('/') ? apiVersion : `/${apiVersion}`}, Kind=${kind}`,
  )
}
