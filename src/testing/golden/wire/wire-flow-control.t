$ kubectl apply -f - <<YAML
> apiVersion: flowcontrol.apiserver.k8s.io/v1
> kind: PriorityLevelConfiguration
> metadata: { name: flow-one }
> spec:
>   type: Limited
>   limited: { nominalConcurrencyShares: 0, borrowingLimitPercent: 0, limitResponse: { type: Reject } }
> ---
> apiVersion: flowcontrol.apiserver.k8s.io/v1
> kind: FlowSchema
> metadata: { name: flow-greedy }
> spec:
>   matchingPrecedence: 700
>   priorityLevelConfiguration: { name: flow-one }
>   rules:
>     - subjects: [{ kind: ServiceAccount, serviceAccount: { namespace: "$NS", name: greedy } }]
>       resourceRules: [{ verbs: ['*'], apiGroups: [''], resources: [pods], namespaces: ['*'] }]
> YAML
prioritylevelconfiguration.flowcontrol.apiserver.k8s.io/flow-one created
flowschema.flowcontrol.apiserver.k8s.io/flow-greedy created

$ kubectl create rolebinding greedy --clusterrole=view --serviceaccount=$NS:greedy
rolebinding.rbac.authorization.k8s.io/greedy created

$ sleep 3; g() { api GET "/api/v1/namespaces/$NS/$1" '' -H "Impersonate-User: system:serviceaccount:$NS:greedy"; }

$ g pods | head -1
HTTP 200 application/json

$ (g 'pods?resourceVersion=999999999' | head -1) & sleep 1; g pods; g configmaps | head -1; wait
HTTP 429 text/plain; charset=utf-8
Too many requests, please try again later.

HTTP 200 application/json
HTTP 504 application/json

$ g pods | head -1
HTTP 200 application/json

$ uid() { kubectl get -v=8 "$@" 2>&1 | grep -om1 'Pf-Flowschema-Uid: .*' | cut -d' ' -f2; }

$ name() { kubectl get flowschemas -o jsonpath="{.items[?(@.metadata.uid==\"$1\")].metadata.name}"; }

$ for who in system:serviceaccount:$NS:greedy system:serviceaccount:$NS:other system:serviceaccount:kube-system:x jane system:kube-scheduler system:kube-controller-manager system:anonymous; do echo "$who $(name $(uid pods --as=$who))"; done
system:serviceaccount:g-wire-flow-control:greedy flow-greedy
system:serviceaccount:g-wire-flow-control:other service-accounts
system:serviceaccount:kube-system:x kube-system-service-accounts
jane global-default
system:kube-scheduler kube-scheduler
system:kube-controller-manager kube-controller-manager
system:anonymous global-default

$ for what in pods nodes leases.coordination.k8s.io "configmaps -n kube-system"; do echo "$what $(name $(uid $what --as=system:serviceaccount:$NS:greedy))"; done
pods flow-greedy
nodes service-accounts
leases.coordination.k8s.io service-accounts
configmaps -n kube-system service-accounts

$ N='--as=system:node:n1 --as-group=system:nodes --as-group=system:authenticated'; for what in pods nodes "nodes n1" "leases -n kube-node-lease" "leases -n kube-system"; do echo "$what $(name $(uid $what $N))"; done
pods system-nodes
nodes system-node-high
nodes n1 system-node-high
leases -n kube-node-lease system-node-high
leases -n kube-system system-node-high

$ for who in system:kube-scheduler system:kube-controller-manager; do echo "$who $(name $(uid leases -n kube-system --as=$who))"; done
system:kube-scheduler kube-scheduler
system:kube-controller-manager kube-controller-manager

$ for path in /healthz /version /metrics; do echo "$path $(name $(kubectl get --raw $path -v=8 --as=jane 2>&1 | grep -om1 'Pf-Flowschema-Uid: .*' | cut -d' ' -f2))"; done
/healthz probes
/version global-default
/metrics global-default

$ kubectl delete flowschema/flow-greedy prioritylevelconfiguration/flow-one
flowschema.flowcontrol.apiserver.k8s.io "flow-greedy" deleted
prioritylevelconfiguration.flowcontrol.apiserver.k8s.io "flow-one" deleted
