import { defineResource } from '../define-resource.ts'
import { PodTemplate } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { containerColumns, formatLabels, nameColumn } from '../shared/columns.ts'
import { defaultPodTemplate, prepareTemplate, validatePodTemplate } from './pod-spec/pod-template.ts'
import { podWarnings } from './pod-spec/warnings.ts'

export const podTemplate = defineResource<types.PodTemplate>({
  type: PodTemplate,
  generation: (template, old) => JSON.stringify(template.template) !== JSON.stringify(old.template),
  returnsDeleted: true,
  defaults: ({ template }) => defaultPodTemplate(template!),
  prepareForCreate: ({ template }) => prepareTemplate(template),
  prepareForUpdate: ({ template }) => prepareTemplate(template),
  validate: ({ template }, errors) => validatePodTemplate(template!, errors.at('template')),
  warnings: ({ template }, old) =>
    old ? [] : podWarnings(template!.spec!, template!.metadata?.annotations, 'template.'),
  columns: [
    nameColumn,
    ...containerColumns<types.PodTemplate>(({ template }) => template?.spec).map((column) => ({
      ...column,
      priority: 0 as const,
    })),
    { name: 'Pod Labels', value: ({ template }) => formatLabels(template?.metadata?.labels) },
  ],
})
