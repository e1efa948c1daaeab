import { defineAction } from '../../define.ts'
import { ec2Id } from '../ids.ts'
import { tagsFor, type TagSpecification } from '../tag-specifications.ts'
import type { InternetGateway } from '../model/network.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateInternetGateway.html */
export const createInternetGateway = defineAction<{ TagSpecifications?: TagSpecification[] }>({
  name: 'CreateInternetGateway',
  handle({ account, here }, { TagSpecifications }) {
    const gateway: InternetGateway = {
      InternetGatewayId: ec2Id(account, 'igw'),
      OwnerId: account.id,
      Attachments: [],
      Tags: tagsFor('internet-gateway', TagSpecifications),
    }
    here.ec2.internetGateways[gateway.InternetGatewayId] = gateway
    return { InternetGateway: gateway }
  },
})
