const SECOND = 1000
const MINUTE = 60 * SECOND

/** How long AWS takes, in milliseconds of its own time. */
export const DURATIONS = {
  clusterCreateMs: 9 * MINUTE,
  clusterDeleteMs: 5 * MINUTE,
  clusterVersionUpdateMs: 10 * MINUTE,
  clusterConfigUpdateMs: 2 * MINUTE,
  /** Between the request and the first instance of a node group. */
  nodegroupPrepareMs: 20 * SECOND,
  /** From the instance's `running` to the start of its kubelet. */
  nodeBootMs: 25 * SECOND,
  nodegroupSettleMs: 10 * SECOND,
  nodegroupConfigUpdateMs: 30 * SECOND,
  /** After that, nodes that have not joined are given up. */
  nodegroupGiveUpMs: 15 * MINUTE,
  nodegroupDeleteMs: 90 * SECOND,
  drainTimeoutMs: 15 * MINUTE,
  /** A node group that is deleted gives its nodes less time. */
  deleteDrainTimeoutMs: 5 * MINUTE,
  fargateProfileMs: MINUTE,
  identityProviderMs: 5 * MINUTE,
  addonMs: 30 * SECOND,
  insightsRefreshMs: 2 * MINUTE,
} as const

/** What Kubernetes needs for a node to join or to be emptied, in real milliseconds: its timers run at their real durations, whatever the pace. */
const KUBERNETES_MS = 2 * MINUTE

/** Real milliseconds after which AWS gives something up that Kubernetes has to do. */
export const patienceMs = (awsMs: number, pace: number): number => Math.max(awsMs / pace, KUBERNETES_MS)

/** What a busy machine needs to make the instances of a node group and have them register, in real milliseconds. */
const REGISTER_MS = 5 * SECOND

/** Milliseconds of AWS' own time after which a node group's nodes are missed. */
export const giveUpAfterMs = (pace: number): number => Math.max(DURATIONS.nodegroupGiveUpMs, REGISTER_MS * pace)

/** What a Pod's default grace period needs, in real milliseconds. */
const GRACE_MS = 35 * SECOND

/** Real milliseconds after which the nodes of a deleted group go with the Pods that a budget holds there: no other node takes them. */
export const deletionPatienceMs = (pace: number): number => Math.max(DURATIONS.deleteDrainTimeoutMs / pace, GRACE_MS)
