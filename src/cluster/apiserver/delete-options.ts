import { decodeTyped, DecodeError } from '../apimachinery/decode/decode-typed.ts'
import { kindOf, parseBodyText } from '../apimachinery/decode/decode-body.ts'
import { badRequest, invalid } from '../apimachinery/errors.ts'
import { FieldErrors } from '../apimachinery/field-errors.ts'
import { apiVersionOf } from '../apimachinery/object.ts'
import type { DeleteOptions } from '../client/client.ts'
import { readText } from './body.ts'
import type { Core } from './core.ts'
import { parseInteger } from './query-values.ts'
import type { ResourceRequest } from './resource-request.ts'
import { isTrue } from './request-info.ts'

const TYPE = { group: 'meta.k8s.io', version: 'v1', kind: 'DeleteOptions' }
const DEFINITION = 'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions'
const POLICIES = ['Foreground', 'Background', 'Orphan', 'nil']

/** The options as they are sent, not yet checked. */
interface SentOptions {
  gracePeriodSeconds?: number
  propagationPolicy?: string
  preconditions?: DeleteOptions['preconditions']
  dryRun?: string[]
  orphanDependents?: boolean
}

/**
 * The options of a deletion, from the body or the query.
 * @throws StatusError BadRequest, Invalid
 */
export function readDeleteOptions(core: Core, call: ResourceRequest): DeleteOptions & { dryRun: boolean } {
  const sent = call.request.body?.length ? fromBody(core, call) : fromQuery(call.query)
  check(sent)
  const { gracePeriodSeconds, propagationPolicy, preconditions, dryRun, orphanDependents } = sent
  const options: DeleteOptions & { dryRun: boolean } = { dryRun: Boolean(dryRun?.length) }
  if (gracePeriodSeconds !== undefined) options.gracePeriodSeconds = gracePeriodSeconds
  if (propagationPolicy !== undefined) options.propagationPolicy = propagationPolicy as 'Orphan'
  else if (orphanDependents !== undefined) options.propagationPolicy = orphanDependents ? 'Orphan' : 'Background'
  if (preconditions) options.preconditions = preconditions
  return options
}

function fromQuery(query: URLSearchParams): SentOptions {
  const grace = query.get('gracePeriodSeconds')
  const policy = query.get('propagationPolicy')
  const orphan = query.get('orphanDependents')
  return {
    ...(query.has('dryRun') && { dryRun: query.getAll('dryRun') }),
    ...(grace && { gracePeriodSeconds: parseInteger(grace) }),
    ...(policy && { propagationPolicy: policy }),
    ...(orphan && { orphanDependents: isTrue(orphan) }),
  }
}

function fromBody(core: Core, call: ResourceRequest): SentOptions {
  const { body, media } = readText(core, call)
  const data = typeof body === 'string' ? body : new TextDecoder().decode(body)
  const { text } = parseBodyText(data, media, badRequest)
  const found = kindOf(text.value, TYPE)
  if (typeof found === 'string') throw badRequest(found)
  if (found.kind !== TYPE.kind)
    throw badRequest(
      `no kind "${found.kind}" is registered for version "${apiVersionOf(found)}" in scheme "pkg/runtime/scheme.go:111"`,
    )
  if (text.value === null) return {}
  try {
    return decodeTyped(text, { ref: DEFINITION }, core.definitions).value as SentOptions
  } catch (error) {
    if (error instanceof DecodeError) throw badRequest(error.message)
    throw error
  }
}

function check({ propagationPolicy, orphanDependents, dryRun }: SentOptions): void {
  const errors = new FieldErrors()
  if (propagationPolicy !== undefined && orphanDependents !== undefined)
    errors
      .at('propagationPolicy')
      .invalid(propagationPolicy, 'orphanDependents and deletionPropagation cannot be both set')
  if (propagationPolicy !== undefined && !POLICIES.slice(0, 3).includes(propagationPolicy))
    errors.at('propagationPolicy').notSupported(propagationPolicy, POLICIES)
  if (dryRun?.some((value) => value !== 'All')) errors.at('dryRun').notSupported(dryRun, ['All'])
  if (errors.list.length > 0) throw invalid(TYPE, '', errors.list)
}
