import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkPortName, regexError } from '../../../apimachinery/names.ts'
import type * as types from '../../generated/types.ts'
import { checkName, checkNonNegative, checkPort, checkPositive, requireWord } from '../../shared/rules.ts'

/** Rules of a liveness probe; `errors` stands at it. */
export function validateLivenessProbe(probe: types.Probe, errors: FieldErrors): void {
  validateProbe(probe, errors)
  mustSucceedOnce(probe, errors)
}

/** Rules of a startup probe; `errors` stands at it. */
export function validateStartupProbe(probe: types.Probe, errors: FieldErrors): void {
  validateProbe(probe, errors)
  mustSucceedOnce(probe, errors)
}

/** Rules of a readiness probe; `errors` stands at it. */
export function validateReadinessProbe(probe: types.Probe, errors: FieldErrors): void {
  validateProbe(probe, errors)
  const { terminationGracePeriodSeconds: grace } = probe
  if (grace !== undefined)
    errors.at('terminationGracePeriodSeconds').invalid(grace, 'must not be set for readinessProbes')
}

function mustSucceedOnce({ successThreshold }: types.Probe, errors: FieldErrors): void {
  if (successThreshold !== undefined && successThreshold !== 1)
    errors.at('successThreshold').invalid(successThreshold, 'must be 1')
}

function validateProbe(probe: types.Probe, errors: FieldErrors): void {
  validateHandler(probe, undefined, errors)
  checkNonNegative(probe.initialDelaySeconds, errors.at('initialDelaySeconds'))
  checkNonNegative(probe.timeoutSeconds, errors.at('timeoutSeconds'))
  checkNonNegative(probe.periodSeconds, errors.at('periodSeconds'))
  checkNonNegative(probe.successThreshold, errors.at('successThreshold'))
  checkNonNegative(probe.failureThreshold, errors.at('failureThreshold'))
  checkPositive(probe.terminationGracePeriodSeconds, errors.at('terminationGracePeriodSeconds'))
}

/**
 * Rules of the hooks of a container's life; `errors` stands at `lifecycle`.
 * @param graceSeconds how long the pod has to end.
 */
export function validateLifecycle(
  { postStart, preStop }: types.Lifecycle,
  graceSeconds: number | undefined,
  errors: FieldErrors,
): void {
  if (postStart) validateHandler(postStart, graceSeconds, errors.at('postStart'))
  if (preStop) validateHandler(preStop, graceSeconds, errors.at('preStop'))
}

type Handler = types.LifecycleHandler & Pick<types.Probe, 'grpc'>

function validateHandler(handler: Handler, graceSeconds: number | undefined, errors: FieldErrors): void {
  let count = 0
  const isFirst = (field: keyof Handler) => {
    if (count++ === 0) return true
    errors.at(field).forbidden('may not specify more than 1 handler type')
    return false
  }
  if (handler.exec && isFirst('exec') && !handler.exec.command?.length) errors.at('exec', 'command').required()
  if (handler.httpGet && isFirst('httpGet')) validateHttpGet(handler.httpGet, errors.at('httpGet'))
  if (handler.tcpSocket && isFirst('tcpSocket')) validatePort(handler.tcpSocket.port, errors.at('tcpSocket', 'port'))
  if (handler.grpc && isFirst('grpc')) checkPort(handler.grpc.port, errors.at('grpc', 'port'))
  if (handler.sleep && isFirst('sleep')) validateSleep(handler.sleep.seconds, graceSeconds, errors.at('sleep'))
  if (count === 0) errors.required('must specify a handler type')
}

function validateHttpGet({ path, port, scheme, httpHeaders = [] }: types.HTTPGetAction, errors: FieldErrors): void {
  if (!path) errors.at('path').required()
  validatePort(port, errors.at('port'))
  requireWord(scheme, SCHEMES, errors.at('scheme'))
  // Verbatim: the path names the list, not its item.
  for (const { name = '' } of httpHeaders) checkName(name, checkHeaderName, errors.at('httpHeaders'))
}

const SCHEMES = ['HTTP', 'HTTPS'] as const

/** A port number or the name of a container's port; `errors` stands at it. */
export function validatePort(port: number | string, errors: FieldErrors): void {
  if (typeof port === 'number') checkPort(port, errors)
  else checkName(port, checkPortName, errors)
}

function validateSleep(seconds: number, graceSeconds: number | undefined, errors: FieldErrors): void {
  if (graceSeconds !== undefined && (seconds < 0 || seconds > graceSeconds))
    errors.invalid(seconds, `must be non-negative and less than terminationGracePeriodSeconds (${graceSeconds})`)
}

const HEADER_NAME = /^[-A-Za-z0-9]+$/
const HEADER_TEXT = regexError(
  "a valid HTTP header must consist of alphanumeric characters or '-'",
  '[-A-Za-z0-9]+',
  'X-Header-Name',
)

function checkHeaderName(value: string): string[] {
  return HEADER_NAME.test(value) ? [] : [HEADER_TEXT]
}
