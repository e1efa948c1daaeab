import { applyFilters, type Filter } from '../describe.ts'
import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'

interface Input {
  KeyNames?: string[]
  KeyPairIds?: string[]
  Filters?: Filter[]
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeKeyPairs.html */
export const describeKeyPairs = defineAction<Input>({
  name: 'DescribeKeyPairs',
  handle({ here }, { KeyNames = [], KeyPairIds = [], Filters }) {
    const all = Object.values(here.ec2.keyPairs)
    const unknown =
      KeyNames.find((name) => !here.ec2.keyPairs[name]) ??
      KeyPairIds.find((id) => !all.some((pair) => pair.KeyPairId === id))
    if (unknown !== undefined) throw ec2Errors.noSuchKeyPair(unknown)
    const named = all.filter(
      (pair) =>
        (KeyNames.length === 0 || KeyNames.includes(pair.KeyName)) &&
        (KeyPairIds.length === 0 || KeyPairIds.includes(pair.KeyPairId)),
    )
    return {
      KeyPairs: applyFilters(named, Filters, {
        fields: {
          fingerprint: (pair) => pair.KeyFingerprint,
          'key-name': (pair) => pair.KeyName,
          'key-pair-id': (pair) => pair.KeyPairId,
        },
        tagsOf: (pair) => pair.Tags,
      }),
    }
  },
})
