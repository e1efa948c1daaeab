import { defineResource } from '../define-resource.ts'
import { ComponentStatus } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { nameColumn } from '../shared/columns.ts'

const healthy = ({ conditions }: types.ComponentStatus) => conditions?.find(({ type }) => type === 'Healthy')

/** The health of a control plane component, computed when it is read. */
export const componentStatus = defineResource<types.ComponentStatus>({
  type: ComponentStatus,
  generation: 'none',
  columns: [
    nameColumn,
    {
      name: 'Status',
      value: (object) => {
        const condition = healthy(object)
        return condition ? (condition.status === 'True' ? 'Healthy' : 'Unhealthy') : ''
      },
    },
    { name: 'Message', value: (object) => healthy(object)?.message ?? '' },
    { name: 'Error', value: (object) => healthy(object)?.error ?? '' },
  ],
})
