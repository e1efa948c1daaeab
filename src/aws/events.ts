/** What one service tells the others, without knowing them. */
export interface AccountEvents {
  /** The region goes on from a snapshot: what ran outside of its state has to be started again. */
  'region.restored': object
  /** An instance has booted. */
  'instance.running': { instanceId: string }
  /** An instance is going away, for whatever reason. */
  'instance.terminating': { instanceId: string }
  /** An Auto Scaling group is about to end an instance, and waits until those who use it have let go. */
  'group.instance-leaving': { instanceId: string }
}
