$ till() { for _ in $(seq 150); do eval "$1" >/dev/null 2>&1 && return; sleep 0.2; done; echo "not reached: $1"; return 1; }

$ rs() { kubectl get rs -l app=$1 -o custom-columns=I:.spec.template.spec.containers[0].image,D:.spec.replicas,C:.status.replicas,R:.metadata.annotations.deployment\\.kubernetes\\.io/revision,H:.metadata.annotations.deployment\\.kubernetes\\.io/revision-history,W:.metadata.annotations.kubernetes\\.io/change-cause --no-headers | sort; }; cond() { kubectl get deploy $1 -o json | jq -r '.status.conditions // [] | sort_by(.type)[] | [.type,.status,.reason,.message] | join(" | ")' | sed -E 's/"([a-z]+)-[0-9a-z]{6,10}"/"\1-HASH"/'; }

$ kubectl create deployment web --image=nginx:1 --replicas=2; kubectl rollout status deploy/web --timeout=30s | tail -1; kubectl annotate deploy web kubernetes.io/change-cause=first; for i in 2 3; do kubectl set image deploy/web nginx=nginx:$i; kubectl annotate deploy web kubernetes.io/change-cause=to-$i --overwrite; kubectl rollout status deploy/web --timeout=30s | tail -1; done; rs web; kubectl rollout history deploy/web
deployment.apps/web created
deployment "web" successfully rolled out
deployment.apps/web annotated
deployment.apps/web image updated
deployment.apps/web annotated
deployment "web" successfully rolled out
deployment.apps/web image updated
deployment.apps/web annotated
deployment "web" successfully rolled out
nginx:1  0  0  1  <none>  first
nginx:2  0  0  2  <none>  to-2
nginx:3  2  2  3  <none>  to-3
deployment.apps/web
REVISION  CHANGE-CAUSE
1  first
2  to-2
3  to-3

$ kubectl rollout undo deploy/web; kubectl rollout status deploy/web --timeout=30s | tail -1; till '[ "$(rs web | grep nginx:2 | awk "{print \$2\$3}")" = 22 ]'; rs web; kubectl rollout history deploy/web; kubectl get deploy web -o jsonpath='{.metadata.annotations}{"\n"}'
deployment.apps/web rolled back
deployment "web" successfully rolled out
nginx:1  0  0  1  <none>  first
nginx:2  2  2  4  2  to-2
nginx:3  0  0  3  <none>  to-3
deployment.apps/web
REVISION  CHANGE-CAUSE
1  first
3  to-3
4  to-2

{"deployment.kubernetes.io/revision":"4","kubernetes.io/change-cause":"to-2"}

$ kubectl rollout undo deploy/web --to-revision=1 --dry-run=server -o name; kubectl rollout undo deploy/web --to-revision=1 --dry-run=client | sed -n 1,3p; kubectl rollout undo deploy/web --to-revision=1; kubectl rollout status deploy/web --timeout=30s | tail -1; rs web; kubectl rollout undo deploy/web --to-revision=5; kubectl rollout undo deploy/web --to-revision=2; kubectl rollout history deploy/web --revision=5 | sed -E 's/pod-template-hash=.*/pod-template-hash=H/'
deployment.apps/web
deployment.apps/web Pod Template:
  Labels:  app=web
  pod-template-hash=<hash>
deployment.apps/web rolled back
deployment "web" successfully rolled out
nginx:1  2  2  5  1  first
nginx:2  0  0  4  2  to-2
nginx:3  0  0  3  <none>  to-3
deployment.apps/web skipped rollback (current template already matches revision 5)
deployment.apps/web with revision #5
Pod Template:
  Labels:  app=web
  pod-template-hash=H
  Annotations:  kubernetes.io/change-cause: first
  Containers:
   nginx:
    Image:  nginx:1
    Port:  <none>
    Host Port:  <none>
    Environment:  <none>
    Mounts:  <none>
  Volumes:  <none>
  Node-Selectors:  <none>
  Tolerations:  <none>
! error: unable to find specified revision 2 in history

## paused: nothing rolls, but scaling does
$ kubectl rollout pause deploy/web; kubectl rollout pause deploy/web; till 'cond web | grep Paused'; cond web; kubectl set image deploy/web nginx=nginx:7; kubectl scale deploy/web --replicas=3; till '[ "$(kubectl get deploy web -o jsonpath={.status.readyReplicas})" = 3 ]'; rs web; kubectl get deploy web -o json | jq -cS '.status | del(.conditions)'; kubectl rollout status deploy/web --timeout=1s; kubectl rollout undo deploy/web; kubectl rollout restart deploy/web
deployment.apps/web paused
Available | True | MinimumReplicasAvailable | Deployment has minimum availability.
Progressing | Unknown | DeploymentPaused | Deployment is paused
deployment.apps/web image updated
deployment.apps/web scaled
nginx:1  3  3  5  1  first
nginx:2  0  0  4  2  to-2
nginx:3  0  0  3  <none>  to-3
{"availableReplicas":3,"observedGeneration":11,"readyReplicas":3,"replicas":3,"terminatingReplicas":0}
Waiting for deployment "web" rollout to finish: 0 out of 3 new replicas have been updated...
! error: deployments.apps "web" is already paused
! error: timed out waiting for the condition
! error: you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again
! error: deployments.apps "web" can't restart paused deployment (run rollout resume first)
[1]

$ kubectl rollout resume deploy/web; kubectl rollout resume deploy/web; kubectl rollout status deploy/web --timeout=30s | tail -1; cond web; rs web
deployment.apps/web resumed
deployment "web" successfully rolled out
Available | True | MinimumReplicasAvailable | Deployment has minimum availability.
Progressing | True | NewReplicaSetAvailable | ReplicaSet "web-HASH" has successfully progressed.
nginx:1  0  0  5  1  first
nginx:2  0  0  4  2  to-2
nginx:3  0  0  3  <none>  to-3
nginx:7  3  3  6  <none>  first
! error: deployments.apps "web" is not paused

## history kept: one, then none
$ kubectl patch deploy web -p '{"spec":{"revisionHistoryLimit":1}}'; till '[ "$(kubectl get rs -l app=web -o name | wc -l)" = 2 ]'; rs web; kubectl patch deploy web -p '{"spec":{"revisionHistoryLimit":0}}'; till '[ "$(kubectl get rs -l app=web -o name | wc -l)" = 1 ]'; rs web; kubectl rollout undo deploy/web; kubectl rollout history deploy/web | cat -s
deployment.apps/web patched
nginx:1  0  0  5  1  first
nginx:7  3  3  6  <none>  first
deployment.apps/web patched
nginx:7  3  3  6  <none>  first
deployment.apps/web
REVISION  CHANGE-CAUSE
6  first
! error: no rollout history found for deployment "web"

## recreated template: the old replica set is found again
$ kubectl create deployment back --image=nginx:1; kubectl rollout status deploy/back --timeout=30s | tail -1; kubectl set image deploy/back nginx=nginx:2 >/dev/null; kubectl rollout status deploy/back --timeout=30s | tail -1; kubectl set image deploy/back nginx=nginx:1 >/dev/null; kubectl rollout status deploy/back --timeout=30s | tail -1; rs back; kubectl get events --field-selector involvedObject.name=back -o custom-columns=R:.reason,M:.message --no-headers | sed -E 's/back-[0-9a-z]{8,10}/back-H/' | sort
deployment.apps/back created
deployment "back" successfully rolled out
deployment "back" successfully rolled out
deployment "back" successfully rolled out
nginx:1  1  1  3  1  <none>
nginx:2  0  0  2  <none>  <none>
ScalingReplicaSet  Scaled down replica set back-H from 1 to 0
ScalingReplicaSet  Scaled down replica set back-H from 1 to 0
ScalingReplicaSet  Scaled up replica set back-H from 0 to 1
ScalingReplicaSet  Scaled up replica set back-H from 0 to 1

## maxSurge and maxUnavailable: what is allowed
$ for s in '"maxSurge":0,"maxUnavailable":0' '"maxSurge":"0%","maxUnavailable":"0%"' '"maxSurge":"x","maxUnavailable":1' '"maxSurge":"10","maxUnavailable":1' '"maxSurge":1,"maxUnavailable":"101%"' '"maxSurge":-1,"maxUnavailable":1' '"maxSurge":"200%","maxUnavailable":"100%"'; do kubectl patch deploy back -p '{"spec":{"strategy":{"rollingUpdate":{'"$s"'}}}}'; done; kubectl describe deploy back | grep -E 'Strategy|surge'; kubectl patch deploy back -p '{"spec":{"strategy":{"type":"Recreate"}}}'; kubectl patch deploy back -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'; kubectl patch deploy back -p '{"spec":{"progressDeadlineSeconds":5,"minReadySeconds":5}}'
deployment.apps/back patched
StrategyType:  RollingUpdate
RollingUpdateStrategy:  100% max unavailable, 200% max surge
deployment.apps/back patched
! The Deployment "back" is invalid: spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0
! The Deployment "back" is invalid: spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0
! The Deployment "back" is invalid: spec.strategy.rollingUpdate.maxSurge: Invalid value: "x": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')
! The Deployment "back" is invalid: spec.strategy.rollingUpdate.maxSurge: Invalid value: "10": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')
! The Deployment "back" is invalid: spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%
! The Deployment "back" is invalid: spec.strategy.rollingUpdate.maxSurge: Invalid value: -1: must be greater than or equal to 0
! The Deployment "back" is invalid: spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'
! The Deployment "back" is invalid: spec.progressDeadlineSeconds: Invalid value: 5: must be greater than minReadySeconds
[1]

$ kubectl delete deploy back --cascade=orphan; rs back; kubectl get rs -l app=back -o jsonpath='[{.items[*].metadata.ownerReferences}]{"\n"}'; kubectl create deployment back --image=nginx:1; till '[ "$(kubectl get rs -l app=back -o jsonpath={.items[*].metadata.ownerReferences[0].name})" = "back back" ]'; rs back; kubectl rollout history deploy/back
deployment.apps "back" deleted from g-control-deploy-undo namespace
nginx:1  1  1  3  1  <none>
nginx:2  0  0  2  <none>  <none>
[]
deployment.apps/back created
nginx:1  1  1  3  1  <none>
nginx:2  0  0  2  <none>  <none>
deployment.apps/back
REVISION  CHANGE-CAUSE
2  <none>
3  <none>

$ kubectl delete deploy --all >/dev/null; till '[ -z "$(kubectl get pods,rs -o name)" ]'; kubectl get rs,pods
! No resources found in g-control-deploy-undo namespace.
