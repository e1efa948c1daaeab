import { semanticEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { validateSelector } from '../../apimachinery/selectors.ts'
import { validatePodTemplate, defaultPodTemplate, prepareTemplate } from '../core/pod-spec/pod-template.ts'
import { defineResource, type Mutable } from '../define-resource.ts'
import { DaemonSet } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ROLLING_STRATEGY } from './rolling-strategy.ts'
import { ageColumn, containerColumns, formatLabels, formatLabelSelector, nameColumn } from '../shared/columns.ts'
import { plainNumber, validateAtMostHundredPercent, validateIntOrPercent } from '../shared/int-or-percent.ts'
import { internalForm } from '../shared/internal-form.ts'
import { isUsableSelector } from '../shared/label-selector.ts'
import { checkNonNegative } from '../shared/rules.ts'
import { validateCollisions, validateCounts } from '../shared/status-counts.ts'
import { forbidSelectorChange, requireRunning, templateWarnings, validateTemplateLabels } from '../shared/workload.ts'

const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation'

export const daemonSet = defineResource<types.DaemonSet>({
  type: DaemonSet,
  metadataRules: { updateChecks: 'thrice' },
  defaults({ metadata, spec }) {
    metadata.annotations ??= {}
    metadata.annotations[TEMPLATE_GENERATION] ??= '0'
    const strategy = (spec!.updateStrategy ??= {})
    strategy.type ??= 'RollingUpdate'
    const isRolling = strategy.type === 'RollingUpdate'
    if (isRolling) strategy.rollingUpdate ??= {}
    if (strategy.rollingUpdate) {
      strategy.rollingUpdate.maxUnavailable ??= isRolling ? 1 : 0
      strategy.rollingUpdate.maxSurge ??= 0
    }
    spec!.revisionHistoryLimit ??= 10
    defaultPodTemplate(spec!.template)
  },
  prepareForCreate(set) {
    prepareTemplate(set.spec!.template)
    setTemplateGeneration(set, 1)
  },
  prepareForUpdate(set, old) {
    prepareTemplate(set.spec!.template)
    const generation = Number(old.metadata.annotations?.[TEMPLATE_GENERATION] ?? 0)
    setTemplateGeneration(set, semanticEqual(set.spec!.template, old.spec!.template) ? generation : generation + 1)
  },
  validate: ({ spec }, errors) => validateSpec(spec!, errors.at('spec')),
  validateUpdate({ spec }, { spec: before }, errors) {
    forbidSelectorChange(spec!.selector, before!.selector, errors.at('spec'))
    validateSpec(spec!, errors.at('spec'))
  },
  validateStatusUpdate: ({ status }, { status: before }, errors) =>
    validateStatus(status!, before, errors.at('status')),
  warnings: templateWarnings,
  columns: [
    nameColumn,
    { name: 'Desired', type: 'integer', value: ({ status }) => status?.desiredNumberScheduled ?? 0 },
    { name: 'Current', type: 'integer', value: ({ status }) => status?.currentNumberScheduled ?? 0 },
    { name: 'Ready', type: 'integer', value: ({ status }) => status?.numberReady ?? 0 },
    { name: 'Up-to-date', type: 'integer', value: ({ status }) => status?.updatedNumberScheduled ?? 0 },
    { name: 'Available', type: 'integer', value: ({ status }) => status?.numberAvailable ?? 0 },
    { name: 'Node Selector', value: ({ spec }) => formatLabels(spec?.template?.spec?.nodeSelector) },
    ageColumn,
    ...containerColumns<types.DaemonSet>(({ spec }) => spec?.template?.spec),
    { name: 'Selector', priority: 1, value: ({ spec }) => formatLabelSelector(spec?.selector) },
  ],
})

// Kept for clients of the first versions of this kind, which had a field for it.
function setTemplateGeneration(set: Mutable<types.DaemonSet>, generation: number): void {
  set.metadata.annotations = { ...set.metadata.annotations, [TEMPLATE_GENERATION]: String(generation) }
}

function validateSpec(spec: types.DaemonSetSpec, errors: FieldErrors): void {
  const { selector, template } = spec
  validateSelector(selector, errors.at('selector'))
  if (!selector || isUsableSelector(selector)) validateTemplateLabels(template, selector, errors.at('template'))
  if (selector && Object.keys(selector).length === 0)
    errors.at('selector').invalid({}, 'empty selector is invalid for daemonset')
  validatePodTemplate(template, errors.at('template'))
  requireRunning(template, 'DaemonSet', errors.at('template'))
  checkNonNegative(spec.minReadySeconds, errors.at('minReadySeconds'))
  validateStrategy(spec.updateStrategy ?? {}, errors.at('updateStrategy'))
  checkNonNegative(spec.revisionHistoryLimit, errors.at('revisionHistoryLimit'))
}

function validateStrategy(strategy: types.DaemonSetUpdateStrategy, errors: FieldErrors): void {
  if (strategy.type === 'OnDelete') return
  if (strategy.type === 'RollingUpdate') validateRollingUpdate(strategy.rollingUpdate ?? {}, errors.at('rollingUpdate'))
  else errors.notSupported(internalForm(strategy, ROLLING_STRATEGY), ['RollingUpdate', 'OnDelete'])
}

function validateRollingUpdate({ maxUnavailable, maxSurge }: types.RollingUpdateDaemonSet, errors: FieldErrors): void {
  validateIntOrPercent(maxUnavailable, errors.at('maxUnavailable'))
  validateIntOrPercent(maxSurge, errors.at('maxSurge'))
  const [unavailable, surge] = [plainNumber(maxUnavailable), plainNumber(maxSurge)]
  if (unavailable !== 0 && surge !== 0)
    errors.at('maxSurge').invalid(maxSurge, 'may not be set when maxUnavailable is non-zero')
  if (unavailable === 0 && surge === 0) errors.at('maxUnavailable').required('cannot be 0 when maxSurge is 0')
  validateAtMostHundredPercent(maxUnavailable, errors.at('maxUnavailable'))
  validateAtMostHundredPercent(maxSurge, errors.at('maxSurge'))
}

function validateStatus(
  status: types.DaemonSetStatus,
  before: types.DaemonSetStatus | undefined,
  errors: FieldErrors,
): void {
  validateCounts(
    status,
    [
      'currentNumberScheduled',
      'numberMisscheduled',
      'desiredNumberScheduled',
      'numberReady',
      'observedGeneration',
      'updatedNumberScheduled',
      'numberAvailable',
      'numberUnavailable',
      'collisionCount',
    ],
    errors,
  )
  validateCollisions(status, before, errors)
}
