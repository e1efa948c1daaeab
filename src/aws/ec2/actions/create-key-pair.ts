import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { ec2Id } from '../ids.ts'
import { tagsFor, type TagSpecification } from '../tag-specifications.ts'

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Differs: the key opens no machine, for there is no ssh to the nodes; it only looks like one.
 *  @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateKeyPair.html */
export const createKeyPair = defineAction<{
  KeyName: string
  KeyType?: string
  TagSpecifications?: TagSpecification[]
}>({
  name: 'CreateKeyPair',
  unsupported: ['KeyFormat'],
  handle({ account, here }, { KeyName, KeyType = 'rsa', TagSpecifications }) {
    if (here.ec2.keyPairs[KeyName]) throw ec2Errors.keyPairExists(KeyName)
    const Tags = tagsFor('key-pair', TagSpecifications)
    const pair = {
      KeyPairId: ec2Id(account, 'key'),
      KeyName,
      KeyFingerprint: Array.from({ length: 20 }, () => account.ids.hex(2)).join(':'),
    }
    here.ec2.keyPairs[KeyName] = { ...pair, KeyType, CreateTime: account.clock.now(), Tags }
    const lines = Array.from({ length: 24 }, () => account.ids.string(64, BASE64))
    return {
      ...pair,
      ...(Tags.length > 0 && { Tags }),
      KeyMaterial: ['-----BEGIN RSA PRIVATE KEY-----', ...lines, '-----END RSA PRIVATE KEY-----'].join('\n'),
    }
  },
})
