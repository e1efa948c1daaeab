import { defineResource } from '../define-resource.ts'
import { Pod } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { podColumns } from './pod-columns.ts'

export const pod = defineResource<types.Pod>({ type: Pod, columns: podColumns })
