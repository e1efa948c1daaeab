import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkInterface.html */
export const deleteNetworkInterface = defineAction<{ NetworkInterfaceId: string }>({
  name: 'DeleteNetworkInterface',
  handle({ here }, { NetworkInterfaceId }) {
    const card = here.ec2.networkInterfaces[NetworkInterfaceId]
    if (!card) throw ec2Errors.noSuchInterface(NetworkInterfaceId)
    if (card.Status === 'in-use') throw ec2Errors.interfaceInUse(NetworkInterfaceId)
    delete here.ec2.networkInterfaces[NetworkInterfaceId]
    return { Return: true }
  },
})
