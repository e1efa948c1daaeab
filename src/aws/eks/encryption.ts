import { eksErrors } from './errors.ts'
import type { EncryptionConfig } from './model/cluster.ts'
import type { Scope } from '../scope.ts'

/** Checks with which key a cluster is to encrypt its secrets.
 *  Differs: keys are not looked up, since KMS is not simulated.
 *  @throws AwsError InvalidParameterException. */
export function checkEncryption(
  { region }: Scope,
  clusterName: string,
  configs: readonly Partial<EncryptionConfig>[],
): EncryptionConfig[] {
  return configs.map(({ resources = [], provider }) => {
    if (resources.join() !== 'secrets')
      throw eksErrors.invalidParameter('The only supported value for resources of encryptionConfig is "secrets"', {
        clusterName,
      })
    const { keyArn = '' } = provider ?? {}
    if (!new RegExp(`^arn:aws:kms:${region}:\\d{12}:(key|alias)/.+$`).test(keyArn))
      throw eksErrors.invalidParameter(`The keyArn in encryptionConfig provider is invalid: ${keyArn}`, { clusterName })
    return { resources, provider: { keyArn } }
  })
}
