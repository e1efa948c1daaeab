import type { Lab } from '../lab.ts'
import { scenarios } from './index.ts'

/** What the workstation's ~/.kube/config holds in a scenario: what `aws eks update-kubeconfig` would have written; undefined where nothing is set up. */
export async function kubeconfigOf(lab: Lab, scenario: string): Promise<string | undefined> {
  const name = scenarios.get(scenario)?.kubeconfig
  if (name === undefined) return undefined
  const { cluster } = (await lab.account.invoke('eks', 'DescribeCluster', { name })) as {
    cluster: { arn: string; endpoint: string; certificateAuthority: { data: string } }
  }
  const { arn, endpoint, certificateAuthority } = cluster
  return `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${certificateAuthority.data}
    server: ${endpoint}
  name: ${arn}
contexts:
- context:
    cluster: ${arn}
    user: ${arn}
  name: ${arn}
current-context: ${arn}
kind: Config
preferences: {}
users:
- name: ${arn}
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      args:
      - --region
      - ${lab.account.region}
      - eks
      - get-token
      - --cluster-name
      - ${name}
      - --output
      - json
      command: aws
`
}
