import { badRequest, invalid } from '../../apimachinery/errors.ts'
import { FieldErrors } from '../../apimachinery/field-errors.ts'
import type { Draft, KubeObject } from '../../apimachinery/object.ts'
import type { UserInfo } from '../../client/client.ts'
import type {
  LocalSubjectAccessReview,
  SelfSubjectAccessReview,
  SelfSubjectRulesReview,
  SubjectAccessReview,
  SubjectAccessReviewStatus,
  TokenReview,
} from '../../resources/generated/types.ts'
import type { AccessRequest } from '../admission/admission.ts'
import { bearerToken, type Authenticator } from '../authn/authenticator.ts'
import type { Authorizer } from '../authz/authorizer.ts'
import type { Rbac } from '../authz/rbac.ts'
import type { ApiRequest } from '../http.ts'
import type { SubresourceHandler } from '../core.ts'

type Attributes = NonNullable<SubjectAccessReview['spec']['resourceAttributes']>
type NonResource = NonNullable<SubjectAccessReview['spec']['nonResourceAttributes']>

/** The kinds that only ask: who am I, may I, what may I, whose token is this. */
export function createReviews(
  authorizer: Authorizer,
  authenticators: readonly Authenticator[],
  rbac: Rbac,
): Record<string, SubresourceHandler> {
  const decide = async (
    user: UserInfo,
    spec: { resourceAttributes?: Attributes; nonResourceAttributes?: NonResource },
  ) => {
    const { allowed, denied, reason, evaluationError } = await authorizer(user, accessOf(spec))
    const status: SubjectAccessReviewStatus = {
      allowed,
      ...(denied && { denied }),
      ...(reason && { reason }),
      ...(evaluationError && { evaluationError }),
    }
    return status
  }

  return {
    selfsubjectreviews: {
      create: async (core, { user }) =>
        ({
          kind: 'SelfSubjectReview',
          apiVersion: 'authentication.k8s.io/v1',
          metadata: { creationTimestamp: new Date(core.clock.now()).toISOString().slice(0, 19) + 'Z' },
          status: { userInfo: infoOf(user) },
        }) as unknown as KubeObject,
    },

    selfsubjectaccessreviews: {
      async create(_core, { user }, _target, body) {
        const review = body as Draft<SelfSubjectAccessReview>
        refuseIfAny(checkMetadata(review, checkSpec(review.spec ?? {})))
        return answer(review, 'SelfSubjectAccessReview', await decide(user, review.spec))
      },
    },

    subjectaccessreviews: {
      async create(_core, _context, _target, body) {
        const review = body as Draft<SubjectAccessReview>
        checkSubject(review)
        return answer(review, 'SubjectAccessReview', await decide(subjectOf(review.spec), review.spec))
      },
    },

    localsubjectaccessreviews: {
      async create(_core, _context, { namespace }, body) {
        const review = body as Draft<LocalSubjectAccessReview>
        checkSubject(review, namespace)
        return answer(review, 'LocalSubjectAccessReview', await decide(subjectOf(review.spec), review.spec))
      },
    },

    selfsubjectrulesreviews: {
      async create(_core, { user }, _target, body) {
        const review = body as Draft<SelfSubjectRulesReview>
        const namespace = review.spec?.namespace
        if (!namespace) throw badRequest('no namespace on request')
        const resourceRules: object[] = []
        const nonResourceRules: object[] = []
        for (const { rule } of rbac.rulesFor(user, namespace)) {
          const { verbs, apiGroups, resources, resourceNames, nonResourceURLs } = rule
          if (resources?.length)
            resourceRules.push({ verbs, apiGroups, resources, ...(resourceNames && { resourceNames }) })
          if (nonResourceURLs?.length) nonResourceRules.push({ verbs, nonResourceURLs })
        }
        if (user.groups.includes('system:masters')) {
          resourceRules.push({ verbs: ['*'], apiGroups: ['*'], resources: ['*'] })
          nonResourceRules.push({ verbs: ['*'], nonResourceURLs: ['*'] })
        }
        return answer(review, 'SelfSubjectRulesReview', { resourceRules, nonResourceRules, incomplete: false })
      },
    },

    tokenreviews: {
      async create(_core, _context, _target, body) {
        const review = body as Draft<TokenReview>
        const { token, audiences } = review.spec ?? {}
        if (!token) throw badRequest('token is required for TokenReview in authentication')
        return answer(
          review,
          'TokenReview',
          await reviewToken(authenticators, token, audiences),
          'authentication.k8s.io/v1',
        )
      },
    },
  }
}

function answer(review: Draft, kind: string, status: object, apiVersion = 'authorization.k8s.io/v1'): KubeObject {
  const { metadata } = review
  return { ...review, kind, apiVersion, metadata: { ...metadata }, status } as unknown as KubeObject
}

async function reviewToken(
  authenticators: readonly Authenticator[],
  token: string,
  audiences: string[] | undefined,
): Promise<object> {
  const request: ApiRequest = {
    method: 'GET',
    path: '/',
    query: '',
    headers: { authorization: `Bearer ${token}`, ...(audiences && { 'x-token-audiences': audiences.join(',') }) },
    signal: new AbortController().signal,
  }
  if (bearerToken(request) === undefined) return { user: {}, error: 'invalid bearer token' }
  try {
    for (const authenticate of authenticators) {
      const user = await authenticate(request)
      if (!user) continue
      return { authenticated: true, user: infoOf(user), audiences: audiences ?? user.audiences ?? [] }
    }
    return { user: {}, error: 'invalid bearer token' }
  } catch (error) {
    return { user: {}, error: `[invalid bearer token, ${(error as Error).message}]` }
  }
}

function accessOf({
  resourceAttributes,
  nonResourceAttributes,
}: {
  resourceAttributes?: Attributes
  nonResourceAttributes?: NonResource
}): AccessRequest {
  if (nonResourceAttributes) return { verb: nonResourceAttributes.verb ?? '', path: nonResourceAttributes.path ?? '' }
  const { verb = '', group, version, resource, subresource, name, namespace } = resourceAttributes ?? {}
  return { verb, group, version, resource, subresource, name, namespace }
}

function subjectOf({ user = '', groups = [], uid, extra }: SubjectAccessReview['spec']): UserInfo {
  return { name: user, groups, ...(uid && { uid }), ...(extra && { extra }) }
}

function infoOf({ name, uid, groups, extra }: UserInfo) {
  return { username: name, ...(uid && { uid }), ...(groups.length > 0 && { groups }), ...(extra && { extra }) }
}

function checkSpec(spec: SelfSubjectAccessReview['spec'], errors = new FieldErrors('spec')): FieldErrors {
  const { resourceAttributes, nonResourceAttributes } = spec
  if (resourceAttributes && nonResourceAttributes)
    errors
      .at('nonResourceAttributes')
      .invalid(shown(nonResourceAttributes), 'cannot be specified in combination with resourceAttributes')
  if (!resourceAttributes && !nonResourceAttributes)
    errors
      .at('resourceAttributes')
      .invalid(null, 'exactly one of nonResourceAttributes or resourceAttributes must be specified')
  return errors
}

/** As Go prints the server's own form of it. */
const shown = ({ path = '', verb = '' }: NonResource) => ({ Path: path, Verb: verb })

/** @param namespace of a local review. */
function checkSubject(review: Draft<SubjectAccessReview>, namespace?: string): void {
  const spec = (review.spec as SubjectAccessReview['spec'] | undefined) ?? {}
  const errors = checkSpec(spec)
  checkSelectors(spec.resourceAttributes, errors.at('resourceAttributes'))
  if (!spec.user && !spec.groups?.length)
    errors.at('user').invalid(spec.user ?? '', 'at least one of user or group must be specified')
  if (namespace !== undefined) {
    const { resourceAttributes, nonResourceAttributes } = spec
    const asked = resourceAttributes?.namespace ?? ''
    if (resourceAttributes && asked !== namespace)
      errors.at('resourceAttributes', 'namespace').invalid(asked, 'must match metadata.namespace')
    if (nonResourceAttributes)
      errors.at('nonResourceAttributes').invalid(shown(nonResourceAttributes), 'disallowed on this kind of request')
  }
  refuseIfAny(namespace === undefined ? checkMetadata(review, errors) : errors)
}

/** A question has no metadata of its own. */
function checkMetadata({ metadata }: Draft, errors: FieldErrors): FieldErrors {
  const { managedFields, ...own } = metadata
  if (Object.keys(own).length === 0) return errors
  const all = new FieldErrors()
  all.list.push(...errors.list)
  all.at('metadata').invalid({ ...own, ...(managedFields && { managedFields }) }, 'must be empty')
  return all
}

function checkSelectors(attributes: Attributes | undefined, errors: FieldErrors): void {
  for (const field of ['fieldSelector', 'labelSelector'] as const) {
    const { rawSelector, requirements } = attributes?.[field] ?? {}
    if (rawSelector && requirements?.length)
      errors.at(field, 'rawSelector').invalid(rawSelector, 'may not specified at the same time as requirements')
  }
}

// Verbatim: the server names the group but no kind.
function refuseIfAny({ list }: FieldErrors): void {
  if (list.length > 0) throw invalid({ group: 'authorization.k8s.io', kind: '' }, '', list)
}
