$ till() { for _ in $(seq 150); do eval "$1" >/dev/null 2>&1 && return; sleep 0.2; done; echo "not reached: $1"; return 1; }

$ cond() { kubectl get deploy $1 -o jsonpath='{range .status.conditions[*]}{.type} {.status} {.reason}: {.message}{"\n"}{end}' | sort; kubectl get deploy $1 -o jsonpath='gen={.status.observedGeneration} replicas={.status.replicas} updated={.status.updatedReplicas} ready={.status.readyReplicas} available={.status.availableReplicas} unavailable={.status.unavailableReplicas} terminating={.status.terminatingReplicas}{"\n"}'; }; sets() { kubectl get rs -l app=$1 -o custom-columns='REV:.metadata.annotations.deployment\.kubernetes\.io/revision,HIST:.metadata.annotations.deployment\.kubernetes\.io/revision-history,D:.spec.replicas,R:.status.readyReplicas,I:.spec.template.spec.containers[0].image' --no-headers | sort; }

## paused: nothing moves but the scale
$ kubectl create deployment p --image=nginx:1 --replicas=2; kubectl rollout status deploy/p --timeout=30s | tail -1; kubectl rollout pause deploy/p; till 'kubectl get deploy p -o jsonpath={.status.conditions} | grep DeploymentPaused'; kubectl set image deploy/p nginx=nginx:2; sleep 1; cond p; sets p; kubectl scale deploy p --replicas=3; till '[ "$(kubectl get deploy p -o jsonpath={.status.readyReplicas})" = 3 ]'; sets p; kubectl rollout status deploy/p --timeout=2s; kubectl rollout undo deploy/p; kubectl rollout restart deploy/p
deployment.apps/p created
deployment "p" successfully rolled out
deployment.apps/p paused
deployment.apps/p image updated
Available True MinimumReplicasAvailable: Deployment has minimum availability.
Progressing Unknown DeploymentPaused: Deployment is paused
gen=3 replicas=2 updated= ready=2 available=2 unavailable= terminating=0
1  <none>  2  2  nginx:1
deployment.apps/p scaled
1  <none>  3  3  nginx:1
Waiting for deployment "p" rollout to finish: 0 out of 3 new replicas have been updated...
! error: timed out waiting for the condition
! error: no rollout history found for deployment "p"
! error: deployments.apps "p" can't restart paused deployment (run rollout resume first)
[1]

$ kubectl rollout resume deploy/p; kubectl rollout status deploy/p --timeout=30s | tail -1; till '[ "$(kubectl get deploy p -o jsonpath={.status.terminatingReplicas})" = 0 ] || [ -z "$(kubectl get deploy p -o jsonpath={.status.terminatingReplicas})" ]'; cond p; sets p; kubectl rollout resume deploy/p
deployment.apps/p resumed
deployment "p" successfully rolled out
Available True MinimumReplicasAvailable: Deployment has minimum availability.
Progressing True NewReplicaSetAvailable: ReplicaSet "p-<hash>" has successfully progressed.
gen=5 replicas=3 updated=3 ready=3 available=3 unavailable= terminating=0
1  <none>  0  <none>  nginx:1
2  <none>  3  3  nginx:2
! error: deployments.apps "p" is not paused
[1]

## back and forth: a revision that returns is the newest
$ kubectl set image deploy/p nginx=nginx:3 >/dev/null; kubectl rollout status deploy/p --timeout=30s >/dev/null; kubectl rollout undo deploy/p --to-revision=1; kubectl rollout status deploy/p --timeout=30s | tail -1; sets p; kubectl rollout history deploy/p; kubectl rollout undo deploy/p --to-revision=1; kubectl rollout undo deploy/p --to-revision=4; kubectl set image deploy/p nginx=nginx:1
deployment.apps/p rolled back
deployment "p" successfully rolled out
2  <none>  0  <none>  nginx:2
3  <none>  0  <none>  nginx:3
4  1  3  3  nginx:1
deployment.apps/p
REVISION  CHANGE-CAUSE
2  <none>
3  <none>
4  <none>

deployment.apps/p skipped rollback (current template already matches revision 4)
! error: unable to find specified revision 1 in history

## the scale in the middle of a rollout that hangs is shared
$ kubectl create deployment h --image=nginx:1 --replicas=4 >/dev/null; kubectl patch deploy h -p '{"spec":{"progressDeadlineSeconds":2,"strategy":{"rollingUpdate":{"maxSurge":2,"maxUnavailable":0}}}}'; kubectl rollout status deploy/h --timeout=30s >/dev/null; kubectl patch deploy h -p '{"spec":{"template":{"spec":{"containers":[{"name":"nginx","image":"nginx:2"}],"nodeSelector":{"no":"where"}}}}}'; kubectl wait deploy/h --for=condition=Progressing=False --timeout=20s; cond h; sets h; kubectl rollout status deploy/h; kubectl scale deploy h --replicas=8; till '[ "$(kubectl get deploy h -o jsonpath={.status.replicas}/{.status.readyReplicas})" = 10/8 ]'; sets h; kubectl rollout undo deploy/h; kubectl rollout status deploy/h --timeout=30s | tail -1; cond h; sets h
deployment.apps/h patched
deployment.apps/h patched
deployment.apps/h condition met
Available True MinimumReplicasAvailable: Deployment has minimum availability.
Progressing False ProgressDeadlineExceeded: ReplicaSet "h-<hash>" has timed out progressing.
gen=3 replicas=6 updated=2 ready=4 available=4 unavailable=2 terminating=0
1  <none>  4  4  nginx:1
2  <none>  2  <none>  nginx:2
deployment.apps/h scaled
1  <none>  8  8  nginx:1
2  <none>  2  <none>  nginx:2
deployment.apps/h rolled back
deployment "h" successfully rolled out
Available True MinimumReplicasAvailable: Deployment has minimum availability.
Progressing True NewReplicaSetAvailable: ReplicaSet "h-<hash>" has successfully progressed.
gen=5 replicas=8 updated=8 ready=8 available=8 unavailable= terminating=0
2  <none>  0  <none>  nginx:2
3  1  8  8  nginx:1
! error: deployment "h" exceeded its progress deadline

## slow to be available
$ kubectl create deployment s --image=nginx:1 --replicas=2 >/dev/null; kubectl patch deploy s -p '{"spec":{"minReadySeconds":3}}'; till '[ "$(kubectl get deploy s -o jsonpath={.status.readyReplicas})" = 2 ]'; kubectl rollout status deploy/s --timeout=30s | tail -1; cond s
deployment.apps/s patched
deployment "s" successfully rolled out
Available True MinimumReplicasAvailable: Deployment has minimum availability.
Progressing True NewReplicaSetAvailable: ReplicaSet "s-<hash>" has successfully progressed.
gen=2 replicas=2 updated=2 ready=2 available=2 unavailable= terminating=0

## all go before one comes
$ kubectl create deployment r --image=nginx:1 --replicas=2 >/dev/null; kubectl patch deploy r --type=merge -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'; kubectl rollout status deploy/r --timeout=30s >/dev/null; kubectl set image deploy/r nginx=nginx:2; kubectl rollout status deploy/r --timeout=30s | tail -1; cond r; sets r; kubectl get events --field-selector involvedObject.kind=Deployment,involvedObject.name=r -o custom-columns=R:.reason,M:.message --no-headers | sed -E 's/r-[a-z0-9]{7,10}/RS/'
deployment.apps/r patched
deployment.apps/r image updated
deployment "r" successfully rolled out
Available True MinimumReplicasAvailable: Deployment has minimum availability.
Progressing True NewReplicaSetAvailable: ReplicaSet "r-<hash>" has successfully progressed.
gen=3 replicas=2 updated=2 ready=2 available=2 unavailable= terminating=0
1  <none>  0  <none>  nginx:1
2  <none>  2  2  nginx:2
ScalingReplicaSet  Scaled up replica set RS from 0 to 2
ScalingReplicaSet  Scaled down replica set RS from 2 to 0
ScalingReplicaSet  Scaled up replica set RS from 0 to 2

$ kubectl patch deploy s -p '{"spec":{"revisionHistoryLimit":0}}' >/dev/null; kubectl set image deploy/s nginx=nginx:2 >/dev/null; kubectl rollout status deploy/s --timeout=40s >/dev/null; till '[ $(kubectl get rs -l app=s -o name | wc -l) = 1 ]'; sets s; kubectl rollout undo deploy/s; kubectl annotate deploy s kubernetes.io/change-cause=why >/dev/null; till '[ -n "$(kubectl get rs -l app=s -o jsonpath={.items[0].metadata.annotations.kubernetes\\.io/change-cause})" ]'; kubectl rollout history deploy/s; kubectl rollout history deploy/s --revision=2
2  <none>  2  2  nginx:2
deployment.apps/s
REVISION  CHANGE-CAUSE
2  why

deployment.apps/s with revision #2
Pod Template:
  Labels:  app=s
  pod-template-hash=<hash>
  Annotations:  kubernetes.io/change-cause: why
  Containers:
   nginx:
    Image:  nginx:2
    Port:  <none>
    Host Port:  <none>
    Environment:  <none>
    Mounts:  <none>
  Volumes:  <none>
  Node-Selectors:  <none>
  Tolerations:  <none>
! error: no rollout history found for deployment "s"

$ kubectl get events --field-selector involvedObject.kind=Deployment,involvedObject.name=h -o custom-columns=T:.type,R:.reason,M:.message --no-headers | sed -E 's/h-[a-z0-9]{7,10}/RS/' | sort
Normal  ScalingReplicaSet  Scaled down replica set RS from 2 to 0
Normal  ScalingReplicaSet  Scaled up replica set RS from 0 to 2
Normal  ScalingReplicaSet  Scaled up replica set RS from 0 to 4
Normal  ScalingReplicaSet  Scaled up replica set RS from 4 to 8

$ b() { kubectl patch deploy p --type=merge -p '{"spec":'"$1"'}'; }; b '{"strategy":{"type":"Recreate"}}'; b '{"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":0}}}'; b '{"strategy":{"rollingUpdate":{"maxUnavailable":"101%"}}}'; b '{"strategy":{"rollingUpdate":{"maxSurge":"x"}}}'; b '{"minReadySeconds":600}'; b '{"progressDeadlineSeconds":0}'; b '{"replicas":-1,"revisionHistoryLimit":-1}'; b '{"selector":{"matchLabels":{"a":"b"}}}'
! The Deployment "p" is invalid: spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'
! The Deployment "p" is invalid: spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0
! The Deployment "p" is invalid: spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%
! The Deployment "p" is invalid: spec.strategy.rollingUpdate.maxSurge: Invalid value: "x": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')
! The Deployment "p" is invalid: spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds
! The Deployment "p" is invalid: spec.progressDeadlineSeconds: Invalid value: 0: must be greater than minReadySeconds
! The Deployment "p" is invalid:
! * spec.replicas: Invalid value: -1: must be greater than or equal to 0
! * spec.revisionHistoryLimit: Invalid value: -1: must be greater than or equal to 0
! The Deployment "p" is invalid:
! * spec.template.metadata.labels: Invalid value: {"app":"p"}: `selector` does not match template `labels`
! * spec.selector: Invalid value: {"matchLabels":{"a":"b","app":"p"}}: field is immutable
[1]

$ kubectl delete deploy --all >/dev/null; till '[ -z "$(kubectl get rs,pods -o name)" ]'; kubectl get rs,pods
! No resources found in g-control-deploy-features namespace.
