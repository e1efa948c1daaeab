import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { natGatewayDeleted } from '../jobs/nat-gateway.ts'

const DELETE_MS = 45_000

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNatGateway.html */
export const deleteNatGateway = defineAction<{ NatGatewayId: string }>({
  name: 'DeleteNatGateway',
  handle({ account, region, here }, { NatGatewayId }) {
    const gateway = here.ec2.natGateways[NatGatewayId]
    if (!gateway) throw ec2Errors.noSuchNatGateway(NatGatewayId)
    if (gateway.State !== 'deleted') {
      gateway.State = 'deleting'
      account.schedule(region, natGatewayDeleted, { id: NatGatewayId }, DELETE_MS)
    }
    return { NatGatewayId }
  },
})
