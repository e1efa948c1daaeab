import { isObject } from '#base'
import { iamErrors } from '../errors.ts'

/** A statement with every field in its list form. */
export interface Statement {
  sid?: string
  effect: 'Allow' | 'Deny'
  actions?: string[]
  notActions?: string[]
  resources?: string[]
  notResources?: string[]
  /** Type (`AWS`, `Service`, `Federated`, `*`) to values. */
  principals?: Record<string, string[]>
  /** Operator to key to values. */
  conditions: Record<string, Record<string, string[]>>
}

const FIELDS = [
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
]

/** Reads a policy document as IAM does when it takes one in.
 *  @param kind a trust policy names principals, an identity policy names resources.
 *  @throws AwsError MalformedPolicyDocument. */
export function parsePolicy(text: string, kind: 'identity' | 'trust'): Statement[] {
  const document = parseJson(text)
  if (!isObject(document)) throw iamErrors.malformedPolicy('Syntax errors in policy.')
  for (const key of Object.keys(document)) {
    if (!['Version', 'Id', 'Statement'].includes(key)) throw iamErrors.malformedPolicy('Syntax errors in policy.')
  }
  const version = document['Version']
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    throw iamErrors.malformedPolicy('Syntax errors in policy.')
  }
  if (kind === 'identity' && version !== '2012-10-17') {
    throw iamErrors.malformedPolicy('Policy document must be version 2012-10-17 or greater.')
  }
  const statements = document['Statement']
  const list = Array.isArray(statements) ? statements : [statements]
  if (statements === undefined || list.length === 0) throw iamErrors.malformedPolicy('Syntax errors in policy.')
  return list.map((statement) => parseStatement(statement, kind))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw iamErrors.malformedPolicy('This policy contains invalid Json')
    throw error
  }
}

function parseStatement(raw: unknown, kind: 'identity' | 'trust'): Statement {
  if (!isObject(raw) || Object.keys(raw).some((key) => !FIELDS.includes(key))) {
    throw iamErrors.malformedPolicy('Syntax errors in policy.')
  }
  const effect = raw['Effect']
  if (effect !== 'Allow' && effect !== 'Deny') throw iamErrors.malformedPolicy('Syntax errors in policy.')
  const actions = strings(raw['Action'])
  const notActions = strings(raw['NotAction'])
  if (!actions && !notActions) throw iamErrors.malformedPolicy('Policy statement must contain actions.')
  for (const action of [...(actions ?? []), ...(notActions ?? [])]) {
    if (action !== '*' && !action.includes(':')) {
      throw iamErrors.malformedPolicy('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.')
    }
  }
  const resources = strings(raw['Resource'])
  const notResources = strings(raw['NotResource'])
  const principals = principalsOf(raw['Principal'])
  if (kind === 'trust') {
    if (resources || notResources) throw iamErrors.malformedPolicy('Has prohibited field Resource.')
    if (!principals) throw iamErrors.malformedPolicy('Missing required field Principal')
    const foreign = [...(actions ?? []), ...(notActions ?? [])].some((action) => !/^(\*|sts:.*)$/i.test(action))
    if (foreign) throw iamErrors.malformedPolicy('AssumeRole policy may only specify STS AssumeRole actions.')
  } else {
    if (principals) throw iamErrors.malformedPolicy('Policy document should not specify a principal.')
    if (!resources && !notResources) throw iamErrors.malformedPolicy('Policy statement must contain resources.')
    for (const resource of [...(resources ?? []), ...(notResources ?? [])]) {
      if (resource !== '*' && !resource.startsWith('arn:') && !resource.startsWith('*')) {
        throw iamErrors.malformedPolicy(`Resource ${resource} must be in ARN format or "*".`)
      }
    }
  }
  return {
    effect,
    conditions: conditionsOf(raw['Condition']),
    ...(typeof raw['Sid'] === 'string' && { sid: raw['Sid'] }),
    ...(actions && { actions }),
    ...(notActions && { notActions }),
    ...(resources && { resources }),
    ...(notResources && { notResources }),
    ...(principals && { principals }),
  }
}

function principalsOf(raw: unknown): Record<string, string[]> | undefined {
  if (raw === undefined) return undefined
  if (raw === '*') return { AWS: ['*'] }
  if (!isObject(raw)) throw iamErrors.malformedPolicy('Syntax errors in policy.')
  return Object.fromEntries(
    Object.entries(raw).map(([type, value]) => {
      const values = strings(value)
      if (!['AWS', 'Service', 'Federated', 'CanonicalUser'].includes(type) || !values) {
        throw iamErrors.malformedPolicy('Syntax errors in policy.')
      }
      return [type, values]
    }),
  )
}

function conditionsOf(raw: unknown): Statement['conditions'] {
  if (raw === undefined) return {}
  if (!isObject(raw)) throw iamErrors.malformedPolicy('Syntax errors in policy.')
  return Object.fromEntries(
    Object.entries(raw).map(([operator, keys]) => {
      if (!isObject(keys)) throw iamErrors.malformedPolicy('Syntax errors in policy.')
      return [
        operator,
        Object.fromEntries(
          Object.entries(keys).map(([key, value]) => [key, (Array.isArray(value) ? value : [value]).map(String)]),
        ),
      ]
    }),
  )
}

function strings(raw: unknown): string[] | undefined {
  if (raw === undefined) return undefined
  const list = Array.isArray(raw) ? raw : [raw]
  if (!list.every((item) => typeof item === 'string')) throw iamErrors.malformedPolicy('Syntax errors in policy.')
  return list
}
