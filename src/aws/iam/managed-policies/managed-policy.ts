import { bytesOf } from '../../wire/http.ts'
import { sha256 } from '#base'

/** A policy that AWS keeps. */
export interface AwsManagedPolicy {
  name: string
  arn: string
  path: string
  id: string
  description: string
  /** Default version: AWS replaces documents in place, and counts. */
  versionId: string
  createdMs: number
  document: string
}

/** A statement as the documents of `content` write it. */
export interface PolicyStatement {
  Sid?: string
  Effect: 'Allow' | 'Deny'
  Action: string | string[]
  Resource: string | string[]
  Condition?: Record<string, Record<string, string | string[]>>
}

interface ManagedPolicySpec {
  name: string
  path?: string
  description: string
  version?: number
  /** `2018-05-27T21:06:14Z` */
  created: string
  statements: PolicyStatement[]
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Declares a policy that AWS keeps. */
export function awsManaged(spec: ManagedPolicySpec): AwsManagedPolicy {
  const path = spec.path ?? '/'
  const arn = `arn:aws:iam::aws:policy${path}${spec.name}`
  return {
    name: spec.name,
    arn,
    path,
    // Differs: the ids are made from the ARN; those of AWS are published nowhere.
    id: 'ANPA' + Array.from(sha256(bytesOf(arn)).slice(0, 17), (byte) => BASE32[byte & 31]).join(''),
    description: spec.description,
    versionId: `v${spec.version ?? 1}`,
    createdMs: Date.parse(spec.created),
    document: JSON.stringify({ Version: '2012-10-17', Statement: spec.statements }),
  }
}
