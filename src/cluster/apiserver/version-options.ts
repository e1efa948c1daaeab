import { sleep } from '#base'
import { badRequest, invalid, StatusError } from '../apimachinery/errors.ts'
import { FieldErrors } from '../apimachinery/field-errors.ts'
import type { Core } from './core.ts'
import { tooLarge } from './operations/list.ts'
import { isTrue } from './request-info.ts'

const LIST_OPTIONS = { group: 'meta.k8s.io', kind: 'ListOptions' }
const FIELD = 'resourceVersionMatch'

const isVersion = (text: string) => /^\d+$/.test(text)
const syntaxError = (text: string) =>
  `resourceVersion: Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`

/** How long a server waits for what a client has seen elsewhere. */
const PATIENCE_MS = 3000
const STEP_MS = 50

/** Waits a moment for a revision that the store has not reached. What is read at exactly one revision is not waited for. */
export async function awaitVersion({ store, clock }: Core, query: URLSearchParams, signal: AbortSignal): Promise<void> {
  const wanted = Number(query.get('resourceVersion') ?? 0)
  if (!(wanted > store.revision) || query.get(FIELD) === 'Exact') return
  const until = clock.now() + PATIENCE_MS
  while (wanted > store.revision && clock.now() < until) await sleep(clock, STEP_MS, signal)
}

/** The version options of a GET of one object. @throws StatusError */
export function checkGetVersion(core: Core, resourceVersion: string): void {
  if (resourceVersion === '') return
  // Verbatim: the server reports a malformed one as its own failure here.
  if (!isVersion(resourceVersion)) throw new StatusError(500, '', syntaxError(resourceVersion))
  if (Number(resourceVersion) > core.store.revision) throw tooLarge(Number(resourceVersion), core.store.revision)
}

/** The version options of a list. @throws StatusError */
export function checkListVersion(query: URLSearchParams): void {
  const version = query.get('resourceVersion') ?? ''
  const match = query.get(FIELD) ?? ''
  const errors = new FieldErrors()
  if (query.has('sendInitialEvents'))
    errors.at('sendInitialEvents').forbidden('sendInitialEvents is forbidden for list')
  if (match !== '') checkMatch(errors.at(FIELD), version, match, query)
  if (errors.list.length > 0) throw invalid(LIST_OPTIONS, '', errors.list)
  if (query.get('continue') && version !== '' && version !== '0')
    throw badRequest('specifying resource version is not allowed when using continue')
  if (version !== '' && !isVersion(version)) throw badRequest(`invalid resource version: ${syntaxError(version)}`)
}

function checkMatch(errors: FieldErrors, version: string, match: string, query: URLSearchParams): void {
  if (version === '') errors.forbidden('resourceVersionMatch is forbidden unless resourceVersion is provided')
  if (query.get('continue')) errors.forbidden('resourceVersionMatch is forbidden when continue is provided')
  if (match !== 'Exact' && match !== 'NotOlderThan') errors.notSupported(match, ['Exact', 'NotOlderThan', ''])
  if (match === 'Exact' && version === '0')
    errors.forbidden('resourceVersionMatch "exact" is forbidden for resourceVersion "0"')
}

/** The version options of a watch. @returns whether it begins with what is there, where the client says. @throws StatusError */
export function checkWatchVersion(query: URLSearchParams): boolean | undefined {
  const sendInitialEvents = query.has('sendInitialEvents') ? isTrue(query.get('sendInitialEvents')) : undefined
  const match = query.get(FIELD) ?? ''
  const errors = new FieldErrors(FIELD)
  if (sendInitialEvents === undefined) {
    if (match) errors.forbidden('resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided')
    if (match && match !== 'NotOlderThan') errors.notSupported(match, ['NotOlderThan'])
  } else if (match !== 'NotOlderThan') {
    errors.forbidden('sendInitialEvents requires setting resourceVersionMatch to NotOlderThan')
    if (match !== '') errors.notSupported(match, ['NotOlderThan'])
  }
  const version = query.get('resourceVersion') ?? ''
  // A watch from the beginning is taken for one that asks for initial events.
  const fromBeginning = sendInitialEvents === undefined && (version === '' || version === '0')
  if (query.get('continue') && (match || fromBeginning))
    errors.forbidden('resourceVersionMatch is forbidden when continue is provided')
  if (errors.list.length > 0) throw invalid(LIST_OPTIONS, '', errors.list)
  if (version !== '' && !isVersion(version)) throw new StatusError(500, '', syntaxError(version))
  return sendInitialEvents
}
