import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateRouteTable.html */
export const disassociateRouteTable = defineAction<{ AssociationId: string }>({
  name: 'DisassociateRouteTable',
  handle({ here }, { AssociationId }) {
    for (const table of Object.values(here.ec2.routeTables)) {
      const found = table.Associations.find((association) => association.RouteTableAssociationId === AssociationId)
      if (!found) continue
      if (found.Main)
        throw ec2Errors.invalidValue(`cannot disassociate the main route table association ${AssociationId}`)
      table.Associations = table.Associations.filter((association) => association !== found)
      return
    }
    throw ec2Errors.noSuchAssociation(AssociationId)
  },
})
