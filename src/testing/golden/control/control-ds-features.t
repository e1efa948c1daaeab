$ till() { for _ in $(seq 150); do eval "$1" >/dev/null 2>&1 && return; sleep 0.2; done; echo "not reached: $1"; return 1; }

$ node() { kubectl create -f - <<X
> {apiVersion: v1, kind: Node, metadata: {name: ctl-df-$1, annotations: {kwok.x-k8s.io/node: fake}, labels: {ctl-df: "1", name: $1}}, spec: {$3 taints: [{key: ctl-df, effect: NoSchedule}$2]}, status: {allocatable: {cpu: "1", memory: 4Gi, pods: "20"}, capacity: {cpu: "1", memory: 4Gi, pods: "20"}}}
> X
> }

$ node a; node b; node c ', {key: gpu, effect: NoSchedule}'; kubectl wait node -l ctl-df=1 --for=condition=Ready --timeout=20s >/dev/null; kubectl cordon ctl-df-b
node/ctl-df-a created
node/ctl-df-b created
node/ctl-df-c created
node/ctl-df-b cordoned

$ ds() { kubectl apply -f - <<X
> {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: $1}, spec: {$2 selector: {matchLabels: {app: $1}}, template: {metadata: {labels: {app: $1}}, spec: {terminationGracePeriodSeconds: 0, nodeSelector: {ctl-df: "1"}, tolerations: [{key: ctl-df, operator: Exists}], $3 containers: [{name: c, image: "nginx:${I:-1}", resources: {requests: {cpu: ${C:-100m}}}}]}}}}
> X
> }

$ st() { kubectl get ds $1 -o jsonpath='desired={.status.desiredNumberScheduled} current={.status.currentNumberScheduled} ready={.status.numberReady} updated={.status.updatedNumberScheduled} available={.status.numberAvailable} unavailable={.status.numberUnavailable} mis={.status.numberMisscheduled}{"\n"}'; }; pods() { kubectl get pods -l app=$1 --no-headers -o custom-columns=N:.spec.nodeName,P:.status.phase,I:.spec.containers[0].image | sort; }

## cordoned nodes too, tainted ones not
$ ds one; kubectl wait ds/one --for=jsonpath='{.status.numberReady}'=2 --timeout=20s; st one; pods one; kubectl get pods -l app=one -o jsonpath='{range .items[0].spec.tolerations[*]}{.key} {.operator} {.effect} {.tolerationSeconds}{"\n"}{end}{.items[0].spec.affinity.nodeAffinity}{"\n"}'
daemonset.apps/one created
daemonset.apps/one condition met
desired=2 current=2 ready=2 updated=2 available=2 unavailable= mis=0
ctl-df-a  Running  nginx:1
ctl-df-b  Running  nginx:1
ctl-df Exists
node.kubernetes.io/not-ready Exists NoExecute
node.kubernetes.io/unreachable Exists NoExecute
node.kubernetes.io/disk-pressure Exists NoSchedule
node.kubernetes.io/memory-pressure Exists NoSchedule
node.kubernetes.io/pid-pressure Exists NoSchedule
node.kubernetes.io/unschedulable Exists NoSchedule
{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchFields":[{"key":"metadata.name","operator":"In","values":["ctl-df-b"]}]}]}}

$ kubectl taint node ctl-df-c gpu:NoSchedule-; till '[ "$(kubectl get ds one -o jsonpath={.status.numberReady})" = 3 ]'; pods one; kubectl taint node ctl-df-c late=1:NoSchedule; sleep 1; st one; pods one | wc -l
node/ctl-df-c untainted
ctl-df-a  Running  nginx:1
ctl-df-b  Running  nginx:1
ctl-df-c  Running  nginx:1
node/ctl-df-c tainted
desired=3 current=3 ready=3 updated=3 available=3 unavailable= mis=0
3

$ kubectl taint node ctl-df-c gone=1:NoExecute; till '[ "$(kubectl get ds one -o jsonpath={.status.desiredNumberScheduled}/{.status.currentNumberScheduled})" = 2/2 ]'; st one; kubectl taint node ctl-df-c gone- late-; till '[ "$(kubectl get ds one -o jsonpath={.status.numberReady})" = 3 ]'; kubectl label node ctl-df-c ctl-df=2 --overwrite; till '[ "$(kubectl get ds one -o jsonpath={.status.desiredNumberScheduled}/{.status.currentNumberScheduled})" = 2/2 ]'; pods one; kubectl label node ctl-df-c ctl-df=1 --overwrite; till '[ "$(kubectl get ds one -o jsonpath={.status.numberReady})" = 3 ]'
node/ctl-df-c tainted
desired=2 current=2 ready=2 updated=2 available=2 unavailable= mis=0
node/ctl-df-c untainted
node/ctl-df-c labeled
ctl-df-a  Running  nginx:1
ctl-df-b  Running  nginx:1
node/ctl-df-c labeled

$ ds man 'updateStrategy: {type: OnDelete},'; kubectl wait ds/man --for=jsonpath='{.status.numberReady}'=3 --timeout=20s; I=2 ds man 'updateStrategy: {type: OnDelete},'; till '[ "$(kubectl get ds man -o jsonpath={.status.observedGeneration})" = 2 ]'; sleep 0.5; st man; kubectl rollout status ds/man; kubectl delete $(kubectl get pods -l app=man --field-selector spec.nodeName=ctl-df-a -o name) >/dev/null; till '[ "$(kubectl get ds man -o jsonpath={.status.numberReady}/{.status.updatedNumberScheduled})" = 3/1 ]'; pods man
daemonset.apps/man created
daemonset.apps/man condition met
daemonset.apps/man configured
desired=3 current=3 ready=3 updated= available=3 unavailable= mis=0
ctl-df-a  Running  nginx:2
ctl-df-b  Running  nginx:1
ctl-df-c  Running  nginx:1
! error: rollout status is only available for RollingUpdate strategy type

## one more for a while
$ ds sur 'updateStrategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}},'; kubectl wait ds/sur --for=jsonpath='{.status.numberReady}'=3 --timeout=20s; I=2 ds sur 'updateStrategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}},'; kubectl rollout status ds/sur --timeout=40s | tail -1; pods sur; kubectl rollout history ds/sur; kubectl rollout undo ds/sur; kubectl rollout status ds/sur --timeout=40s | tail -1; pods sur; kubectl get controllerrevisions -l app=sur -o custom-columns=R:.revision --no-headers | sort
daemonset.apps/sur created
daemonset.apps/sur condition met
daemonset.apps/sur configured
daemon set "sur" successfully rolled out
ctl-df-a  Running  nginx:2
ctl-df-b  Running  nginx:2
ctl-df-c  Running  nginx:2
daemonset.apps/sur
REVISION  CHANGE-CAUSE
1  <none>
2  <none>

daemonset.apps/sur rolled back
daemon set "sur" successfully rolled out
ctl-df-a  Running  nginx:1
ctl-df-b  Running  nginx:1
ctl-df-c  Running  nginx:1
2
3

$ C=900m ds fat; till '[ "$(kubectl get ds fat -o jsonpath={.status.currentNumberScheduled})" = 3 ]'; X=$(kubectl get pods -l app=fat -o jsonpath={.items[0].metadata.name}); kubectl wait pod/$X --for=condition=PodScheduled=False --timeout=20s >/dev/null; kubectl get pod $X -o jsonpath='{.status.conditions[?(@.type=="PodScheduled")].message}{"\n"}' | sed -E "s#0/[0-9]+#0/N#g; s/[0-9]+ (node\(s\) didn't|Preemption is not)/N \1/g"; st fat
daemonset.apps/fat created
0/N nodes are available: 1 Insufficient cpu, N node(s) didn't satisfy plugin(s) [NodeAffinity]. no new claims to deallocate, preemption: 0/N nodes are available: 1 No preemption victims found for incoming pod, N Preemption is not helpful for scheduling.
desired=3 current=3 ready=0 updated=3 available= unavailable=3 mis=0

$ ds lazy 'minReadySeconds: 3,'; till '[ "$(kubectl get ds lazy -o jsonpath={.status.numberReady})" = 3 ]'; till '[ "$(kubectl get ds lazy -o jsonpath={.status.numberAvailable})" = 3 ]'; st lazy
daemonset.apps/lazy created
desired=3 current=3 ready=3 updated=3 available=3 unavailable= mis=0

$ ds named '' 'nodeName: ctl-df-a,'; till '[ "$(kubectl get ds named -o jsonpath={.status.numberReady})" = 1 ]'; pods named; ds aff '' 'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: name, operator: NotIn, values: [a, c]}]}]}}},'; till '[ "$(kubectl get ds aff -o jsonpath={.status.numberReady})" = 1 ]'; pods aff; kubectl get pods -l app=aff -o jsonpath='{.items[0].spec.affinity}{"\n"}'
daemonset.apps/named created
ctl-df-a  Running  nginx:1
daemonset.apps/aff created
ctl-df-b  Running  nginx:1
{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchFields":[{"key":"metadata.name","operator":"In","values":["ctl-df-b"]}]}]}}}

## a pod that failed is made again
$ X=$(kubectl get pods -l app=aff -o jsonpath={.items[0].metadata.name}); kubectl patch pod $X --subresource=status -p '{"status":{"phase":"Failed","reason":"Evicted"}}' >/dev/null; till '[ -z "$(kubectl get pod $X -o name)" ] && [ "$(kubectl get ds aff -o jsonpath={.status.numberReady})" = 1 ]'; kubectl get events --field-selector involvedObject.name=aff,involvedObject.kind=DaemonSet -o custom-columns=T:.type,R:.reason,M:.message,S:.source.component --no-headers | sed -E 's/aff-[a-z0-9]{5}/POD/' | sort
Normal  SuccessfulCreate  Created pod: POD  daemonset-controller
Normal  SuccessfulCreate  Created pod: POD  daemonset-controller
Normal  SuccessfulDelete  Deleted pod: POD  daemonset-controller
Warning  FailedDaemonPod  Found failed daemon pod g-control-ds-features/POD on node ctl-df-b, will try to kill it  daemonset-controller

$ ds bad 'updateStrategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 1}},'; ds bad 'updateStrategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 0, maxUnavailable: 0}},'; ds bad 'updateStrategy: {type: Any}, minReadySeconds: -1,' 'restartPolicy: OnFailure, activeDeadlineSeconds: 5,'; kubectl scale ds one --replicas=2; kubectl rollout pause ds/one
! The DaemonSet "bad" is invalid: spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero
! The DaemonSet "bad" is invalid: spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0
! The DaemonSet "bad" is invalid:
! * spec.template.spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always"
! * spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in DaemonSet is not Supported
! * spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0
! * spec.updateStrategy: Unsupported value: {"Type":"Any","RollingUpdate":null}: supported values: "RollingUpdate", "OnDelete"
! Error from server (NotFound): the server could not find the requested resource
! error: daemonsets.apps "one" pausing is not supported
[1]

$ kubectl delete ds --all >/dev/null; till '[ -z "$(kubectl get pods -o name)" ]'; kubectl delete node ctl-df-a ctl-df-b ctl-df-c
node "ctl-df-a" deleted
node "ctl-df-b" deleted
node "ctl-df-c" deleted
