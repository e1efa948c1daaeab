import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findInternetGateway, findVpc } from '../find.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html */
export const detachInternetGateway = defineAction<{ InternetGatewayId: string; VpcId: string }>({
  name: 'DetachInternetGateway',
  handle(call, { InternetGatewayId, VpcId }) {
    const gateway = findInternetGateway(call, InternetGatewayId)
    findVpc(call, VpcId)
    if (gateway.Attachments[0]?.VpcId !== VpcId) throw ec2Errors.notAttached(InternetGatewayId, VpcId)
    const cards = Object.values(call.here.ec2.networkInterfaces)
    if (cards.some((card) => card.VpcId === VpcId && card.PublicIp !== undefined))
      throw ec2Errors.mappedAddresses(VpcId)
    gateway.Attachments = []
    for (const table of Object.values(call.here.ec2.routeTables)) {
      for (const route of table.Routes) if (route.GatewayId === InternetGatewayId) route.State = 'blackhole'
    }
  },
})
