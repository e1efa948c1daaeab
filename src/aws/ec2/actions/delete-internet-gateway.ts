import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findInternetGateway } from '../find.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteInternetGateway.html */
export const deleteInternetGateway = defineAction<{ InternetGatewayId: string }>({
  name: 'DeleteInternetGateway',
  handle(call, { InternetGatewayId }) {
    const gateway = findInternetGateway(call, InternetGatewayId)
    if (gateway.Attachments.length > 0) throw ec2Errors.dependency('internetGateway', InternetGatewayId)
    delete call.here.ec2.internetGateways[InternetGatewayId]
  },
})
