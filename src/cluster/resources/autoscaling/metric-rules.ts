import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkLabel, checkPathSegment } from '../../apimachinery/names.ts'
import { formatQuantity, parseQuantity } from '../../apimachinery/quantity.ts'
import type * as types from '../generated/types.ts'
import { checkContainerResourceName } from '../shared/resource-names.ts'
import { checkName, checkPositive, requireName } from '../shared/rules.ts'

const TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'] as const
const TARGET_TYPES = ['Utilization', 'Value', 'AverageValue']

type Rule = (source: never, errors: FieldErrors) => void

/** How each source is checked, in the order in which they are looked at. */
const SOURCES: Readonly<Record<string, { type: string; check: Rule }>> = {
  object: { type: 'Object', check: validateObject },
  external: { type: 'External', check: validateExternal },
  pods: { type: 'Pods', check: validatePods },
  resource: { type: 'Resource', check: validateResource },
  containerResource: { type: 'ContainerResource', check: validateContainerResource },
}

/** Rules of what an autoscaler looks at; `errors` stands at the list. */
export function validateMetrics(
  metrics: readonly types.MetricSpec[],
  minReplicas: number | undefined,
  errors: FieldErrors,
): void {
  for (const [index, metric] of metrics.entries()) validateMetric(metric, errors.at(index))
  // Without pods there is nothing to measure but what is elsewhere.
  if (minReplicas === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External'))
    errors.forbidden('must specify at least one Object or External metric to support scaling to zero replicas')
}

function validateMetric(metric: types.MetricSpec, errors: FieldErrors): void {
  const { type } = metric
  if (!type) errors.at('type').required('must specify a metric source type')
  // Verbatim: said before and after the sources.
  if (!TYPES.some((known) => known === type)) errors.at('type').notSupported(type ?? '', TYPES)
  const given = Object.keys(SOURCES).filter((name) => metric[name as keyof types.MetricSpec] !== undefined)
  const [first] = given
  if (first) SOURCES[first]!.check(metric[first as keyof types.MetricSpec] as never, errors.at(first))
  if (!TYPES.some((known) => known === type)) errors.at('type').notSupported(type ?? '', TYPES)
  const expected = Object.keys(SOURCES).find((name) => SOURCES[name]!.type === type)
  if (expected && !given.includes(expected))
    errors.at(expected).required('must populate information for the given metric source')
  if (given.length > 1)
    for (const name of given)
      if (name !== expected) errors.at(name).forbidden('must populate the given metric source only')
}

function validateObject(source: types.ObjectMetricSource, errors: FieldErrors): void {
  const { describedObject, metric, target } = source
  requireName(describedObject?.kind, checkPathSegment, errors.at('describedObject', 'kind'))
  requireName(describedObject?.name, checkPathSegment, errors.at('describedObject', 'name'))
  validateIdentifier(metric, errors.at('metric'))
  validateTarget(target, errors.at('target'))
  if (target?.value === undefined && target?.averageValue === undefined)
    errors.at('target', 'averageValue').required('must set either a target value or averageValue')
}

function validateExternal({ metric, target }: types.ExternalMetricSource, errors: FieldErrors): void {
  validateIdentifier(metric, errors.at('metric'))
  validateTarget(target, errors.at('target'))
  const text = 'must set either a target value for metric or a per-pod target'
  if (target?.value === undefined && target?.averageValue === undefined)
    errors.at('target', 'averageValue').required(text)
  if (target?.value !== undefined && target.averageValue !== undefined)
    errors.at('target', 'value').forbidden('may not set both a target value for metric and a per-pod target')
}

function validatePods({ metric, target }: types.PodsMetricSource, errors: FieldErrors): void {
  validateIdentifier(metric, errors.at('metric'))
  validateTarget(target, errors.at('target'))
  if (target?.averageValue === undefined)
    errors.at('target', 'averageValue').required('must specify a positive target averageValue')
}

function validateResource({ name, target }: types.ResourceMetricSource, errors: FieldErrors): void {
  if (!name) errors.at('name').required('must specify a resource name')
  validatePodTarget(target, errors.at('target'))
}

function validateContainerResource(source: types.ContainerResourceMetricSource, errors: FieldErrors): void {
  const { name, container, target } = source
  if (!name) errors.at('name').required('must specify a resource name')
  else checkContainerResourceName(name, errors.at('name'))
  if (!container) errors.at('container').required('must specify a container')
  else checkName(container, checkLabel, errors.at('container'))
  validatePodTarget(target, errors.at('target'))
}

/** What pods use is aimed at as a share of what they ask for, or as an amount. */
function validatePodTarget(target: types.MetricTarget | undefined, errors: FieldErrors): void {
  validateTarget(target, errors)
  const [share, amount] = [target?.averageUtilization, target?.averageValue]
  if (share === undefined && amount === undefined)
    errors.at('averageUtilization').required('must set either a target raw value or a target utilization')
  if (share !== undefined && amount !== undefined)
    errors.at('averageValue').forbidden('may not set both a target raw value and a target utilization')
}

function validateIdentifier(metric: types.MetricIdentifier | undefined, errors: FieldErrors): void {
  if (!metric?.name) errors.at('name').required('must specify a metric name')
  else checkName(metric.name, checkPathSegment, errors.at('name'))
}

function validateTarget(target: types.MetricTarget | undefined, errors: FieldErrors): void {
  const type = target?.type ?? ''
  if (type === '') errors.at('type').required('must specify a metric target type')
  if (!TARGET_TYPES.includes(type))
    errors.at('type').invalid(type, 'must be either Utilization, Value, or AverageValue')
  checkAmount(target?.value, errors.at('value'))
  checkPositive(target?.averageUtilization, errors.at('averageUtilization'))
  checkAmount(target?.averageValue, errors.at('averageValue'))
}

function checkAmount(amount: types.Quantity | undefined, errors: FieldErrors): void {
  if (amount === undefined) return
  const quantity = parseQuantity(amount)
  if (quantity.nanos <= 0n) errors.invalid(formatQuantity(quantity), 'must be positive')
}
