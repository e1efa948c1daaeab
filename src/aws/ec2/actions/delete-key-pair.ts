import { defineAction } from '../../define.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteKeyPair.html */
export const deleteKeyPair = defineAction<{ KeyName?: string; KeyPairId?: string }>({
  name: 'DeleteKeyPair',
  handle({ here }, { KeyName, KeyPairId }) {
    const pair = Object.values(here.ec2.keyPairs).find(
      (candidate) => candidate.KeyName === KeyName || candidate.KeyPairId === KeyPairId,
    )
    // EC2 says yes to a key that is not there.
    if (pair) delete here.ec2.keyPairs[pair.KeyName]
    return { Return: true, ...(pair && { KeyPairId: pair.KeyPairId }) }
  },
})
