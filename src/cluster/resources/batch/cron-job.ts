import { defineResource } from '../define-resource.ts'
import { CronJob } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { age } from '../shared/age.ts'
import { ageColumn, containerColumns, formatLabelSelector, nameColumn } from '../shared/columns.ts'

export const cronJob = defineResource<types.CronJob>({
  type: CronJob,
  columns: [
    nameColumn,
    { name: 'Schedule', value: ({ spec }) => spec?.schedule ?? '' },
    { name: 'Timezone', value: ({ spec }) => spec?.timeZone ?? '<none>' },
    {
      name: 'Suspend',
      type: 'boolean',
      // Verbatim: a text, although the column is a boolean.
      value: ({ spec }) => (spec?.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False'),
    },
    { name: 'Active', type: 'integer', value: ({ status }) => status?.active?.length ?? 0 },
    {
      name: 'Last Schedule',
      value: ({ status }, now) => (status?.lastScheduleTime ? age(status.lastScheduleTime, now) : '<none>'),
    },
    ageColumn,
    ...containerColumns<types.CronJob>(({ spec }) => spec?.jobTemplate?.spec?.template?.spec),
    { name: 'Selector', priority: 1, value: ({ spec }) => formatLabelSelector(spec?.jobTemplate?.spec?.selector) },
  ],
})
