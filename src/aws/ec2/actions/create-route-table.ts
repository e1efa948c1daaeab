import { addRouteTable } from '../networks.ts'
import { defineAction } from '../../define.ts'
import { findVpc } from '../find.ts'
import { tagsFor, type TagSpecification } from '../tag-specifications.ts'

interface Input {
  VpcId: string
  TagSpecifications?: TagSpecification[]
  ClientToken?: string
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRouteTable.html */
export const createRouteTable = defineAction<Input>({
  name: 'CreateRouteTable',
  handle(call, { VpcId, TagSpecifications, ClientToken }) {
    const table = addRouteTable(call, findVpc(call, VpcId), false, tagsFor('route-table', TagSpecifications))
    return { RouteTable: table, ...(ClientToken !== undefined && { ClientToken }) }
  },
})
