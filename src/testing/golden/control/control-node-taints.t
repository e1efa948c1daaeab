$ till() { for _ in $(seq 150); do eval "$1" >/dev/null 2>&1 && return; sleep 0.2; done; echo "not reached: $1"; return 1; }

$ node() { kubectl create -f - <<X
> {apiVersion: v1, kind: Node, metadata: {name: ctl-nm-$1, labels: {kubernetes.io/hostname: ctl-nm-$1, ctl-nm: "1"}}, spec: {taints: [{key: ctl-nm, effect: NoSchedule}]}, status: {capacity: {cpu: "4", memory: 8Gi, pods: "20"}, allocatable: {cpu: "4", memory: 8Gi, pods: "20"}}}
> X
> kubectl wait node/ctl-nm-$1 --for=condition=Ready --timeout=20s; }; pod() { kubectl create -f - <<X
> {apiVersion: v1, kind: Pod, metadata: {name: $1 ${F:+, finalizers: [}$F${F:+]}}, spec: {nodeName: ctl-nm-${N:-a}, tolerations: [{key: ctl-nm, operator: Exists}$2], containers: [{name: c, image: nginx}]}}
> X
> }; taints() { kubectl get node ctl-nm-$1 -o json | jq -cS '[.spec.taints[]? | del(.timeAdded)] | sort_by(.key)'; }; node a; taints a; kubectl get node ctl-nm-a -o json | jq -cS '.metadata.annotations, .spec.podCIDR, .spec.podCIDRs, .metadata.finalizers'
node/ctl-nm-a created
node/ctl-nm-a condition met
[{"effect":"NoSchedule","key":"ctl-nm"}]
{"node.alpha.kubernetes.io/ttl":"0"}
null
null
null

## NoExecute: at once, later, never
$ pod now; pod never ', {key: bye, operator: Exists}'; pod later ', {key: bye, operator: Exists, effect: NoExecute, tolerationSeconds: 3}'; pod zero ', {key: bye, operator: Exists, effect: NoExecute, tolerationSeconds: 0}'; pod both ', {key: bye, operator: Equal, value: "2", effect: NoExecute, tolerationSeconds: 1}'; kubectl wait pod --all --for=condition=Ready --timeout=20s >/dev/null; kubectl get pod never -o json | jq -cS '.spec.tolerations'; kubectl taint node ctl-nm-a bye=1:NoExecute; till '! kubectl get pod now'; till '! kubectl get pod zero'; till '! kubectl get pod both'; kubectl get pods --no-headers | awk '{print $1,$3}'; till '! kubectl get pod later'; kubectl get pods --no-headers | awk '{print $1,$3}'; kubectl get events --field-selector reason=TaintManagerEviction -o custom-columns=N:.involvedObject.name,T:.type,M:.message,S:.source.component --no-headers | sort -u
pod/now created
pod/never created
pod/later created
pod/zero created
pod/both created
[{"key":"ctl-nm","operator":"Exists"},{"key":"bye","operator":"Exists"},{"effect":"NoExecute","key":"node.kubernetes.io/not-ready","operator":"Exists","tolerationSeconds":300},{"effect":"NoExecute","key":"node.kubernetes.io/unreachable","operator":"Exists","tolerationSeconds":300}]
node/ctl-nm-a tainted
later Running
never Running
never Running
both  Normal  Marking for deletion Pod g-control-node-taints/both  taint-eviction-controller
later  Normal  Marking for deletion Pod g-control-node-taints/later  taint-eviction-controller
now  Normal  Marking for deletion Pod g-control-node-taints/now  taint-eviction-controller
zero  Normal  Marking for deletion Pod g-control-node-taints/zero  taint-eviction-controller

## cancelled in time
$ kubectl taint node ctl-nm-a bye-; pod saved ', {key: bye, operator: Exists, effect: NoExecute, tolerationSeconds: 5}'; kubectl wait pod/saved --for=condition=Ready --timeout=20s >/dev/null; kubectl taint node ctl-nm-a bye=1:NoExecute; sleep 1; kubectl taint node ctl-nm-a bye-; till 'kubectl get events --field-selector involvedObject.name=saved,reason=TaintManagerEviction -o name | grep .'; kubectl get events --field-selector involvedObject.name=saved,reason=TaintManagerEviction -o custom-columns=T:.type,M:.message --no-headers | sort -u; sleep 5; kubectl get pod saved --no-headers | awk '{print $1,$3}'
node/ctl-nm-a untainted
pod/saved created
node/ctl-nm-a tainted
node/ctl-nm-a untainted
Normal  Cancelling deletion of Pod g-control-node-taints/saved
saved Running

## with a finalizer one sees why
$ F=example.com/hold pod held; kubectl wait pod/held --for=condition=Ready --timeout=20s >/dev/null; kubectl taint node ctl-nm-a bye=1:NoExecute; till '! kubectl get pod held'; kubectl taint node ctl-nm-a bye- >/dev/null
pod/held created
node/ctl-nm-a tainted

## cordon and drain
$ kubectl cordon ctl-nm-a; till 'taints a | grep unschedulable'; taints a; kubectl get node ctl-nm-a --no-headers | awk '{print $2}'; kubectl drain ctl-nm-a 2>&1 | sed -E 's/g-control-node-taints/NS/g' | sort; kubectl drain ctl-nm-a --force --timeout=30s 2>&1 | sed -E 's/g-control-node-taints/NS/g' | sort; kubectl uncordon ctl-nm-a; till '! taints a | grep unschedulable'; taints a; kubectl uncordon ctl-nm-a
node/ctl-nm-a cordoned
[{"effect":"NoSchedule","key":"ctl-nm"},{"effect":"NoSchedule","key":"node.kubernetes.io/unschedulable"}]
Ready,SchedulingDisabled
 ctl-nm-a
There are pending nodes to be drained:
cannot delete cannot delete Pods that declare no controller (use --force to override): NS/never, NS/saved
error: unable to drain node "ctl-nm-a" due to error: cannot delete cannot delete Pods that declare no controller (use --force to override): NS/never, NS/saved, continuing command...
node/ctl-nm-a already cordoned
Warning: deleting Pods that declare no controller: NS/never, NS/saved
evicting pod NS/never
evicting pod NS/saved
node/ctl-nm-a already cordoned
node/ctl-nm-a drained
pod/never evicted
pod/saved evicted
node/ctl-nm-a uncordoned
[{"effect":"NoSchedule","key":"ctl-nm"}]
node/ctl-nm-a already uncordoned

## conditions become taints
$ kubectl patch node ctl-nm-a --subresource=status -p '{"status":{"conditions":[{"type":"DiskPressure","status":"True","reason":"Test","message":"m"},{"type":"NetworkUnavailable","status":"True","reason":"R","message":"m"}]}}' >/dev/null; till 'taints a | grep network-unavailable'; taints a | grep -o 'node.kubernetes.io/network[a-z-]*'; kubectl patch node ctl-nm-a --subresource=status -p '{"status":{"conditions":[{"type":"NetworkUnavailable","status":"False","reason":"R","message":"m"}]}}' >/dev/null; till '! taints a | grep network-unavailable'; taints a | grep -c network-un
node.kubernetes.io/network-unavailable
0
[1]

## by hand, what does not parse
$ kubectl taint node ctl-nm-a a=b; kubectl taint node ctl-nm-a a=b:Never; kubectl taint node ctl-nm-a a=b:NoSchedule a=c:NoSchedule; kubectl taint node ctl-nm-a a=b:NoSchedule a=b:PreferNoSchedule; kubectl taint node ctl-nm-a a=b:NoSchedule; kubectl taint node ctl-nm-a a=c:NoSchedule --overwrite; kubectl taint node ctl-nm-a a-; kubectl taint node ctl-nm-a a-; kubectl patch node ctl-nm-a -p '{"spec":{"taints":[{"key":"z","effect":"NoSchedule"},{"key":"z","effect":"NoSchedule"}]}}'; kubectl patch node ctl-nm-a --type=merge -p '{"spec":{"podCIDR":"10.9.0.0/24"}}'
node/ctl-nm-a tainted
node/ctl-nm-a modified
node/ctl-nm-a untainted
node/ctl-nm-a patched
! error: invalid taint spec: a=b, name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
! See 'kubectl taint -h' for help and examples
! error: invalid taint effect: Never, unsupported taint effect
! See 'kubectl taint -h' for help and examples
! error: duplicated taints with the same key and effect: {a c NoSchedule <nil>}
! See 'kubectl taint -h' for help and examples
! error: node ctl-nm-a already has a taint(s) with same effect(s) and --overwrite is false
! error: taint "a" not found
! The Node "ctl-nm-a" is invalid: metadata.taints[1]: Duplicate value: {"Key":"z","Value":"","Effect":"NoSchedule","TimeAdded":null}: taints must be unique by key and effect pair

## the node goes: its pods are collected
$ node b; N=b pod lost; kubectl wait pod/lost --for=condition=Ready --timeout=20s >/dev/null; sleep 6; kubectl delete node ctl-nm-b; sleep 6; kubectl get pod lost; kubectl get events -A --field-selector involvedObject.name=ctl-nm-b -o custom-columns=T:.type,R:.reason,M:.message,S:.source.component --no-headers | grep -v -E 'kubelet|kwok' | sort -u
node/ctl-nm-b created
node/ctl-nm-b condition met
pod/lost created
node "ctl-nm-b" deleted
NAME  READY  STATUS  RESTARTS  AGE
lost  1/1  Running  0  <age>
Normal  RegisteredNode  Node ctl-nm-b event: Registered Node ctl-nm-b in Controller  node-controller
Normal  RemovingNode  Node ctl-nm-b event: Removing Node ctl-nm-b from Controller  node-controller

$ kubectl delete pods --all --wait=false >/dev/null; kubectl delete node ctl-nm-a
node "ctl-nm-a" deleted
