import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findInternetGateway, findVpc } from '../find.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachInternetGateway.html */
export const attachInternetGateway = defineAction<{ InternetGatewayId: string; VpcId: string }>({
  name: 'AttachInternetGateway',
  handle(call, { InternetGatewayId, VpcId }) {
    const gateway = findInternetGateway(call, InternetGatewayId)
    findVpc(call, VpcId)
    const [attached] = gateway.Attachments
    if (attached) throw ec2Errors.alreadyAttached(InternetGatewayId, attached.VpcId)
    const taken = Object.values(call.here.ec2.internetGateways).some((other) => other.Attachments[0]?.VpcId === VpcId)
    if (taken) throw ec2Errors.invalidValue(`Network ${VpcId} already has an internet gateway attached`)
    gateway.Attachments = [{ State: 'available', VpcId }]
  },
})
