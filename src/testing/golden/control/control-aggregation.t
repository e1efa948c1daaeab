$ till() { for _ in $(seq 150); do eval "$1" >/dev/null 2>&1 && return; sleep 0.2; done; echo "not reached: $1"; return 1; }

$ role() { kubectl create -f - <<X
> {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: ctl-agg-$1, labels: {$2}}, $3}
> X
> }; rules() { kubectl get clusterrole ctl-agg-$1 -o json | jq -cS '.rules'; }

$ role top '' 'aggregationRule: {clusterRoleSelectors: [{matchLabels: {ctl-agg: x}}, {matchExpressions: [{key: ctl-agg, operator: In, values: [yy]}]}]}, rules: [{apiGroups: [""], resources: [secrets], verbs: [get]}]'; role a 'ctl-agg: x' 'rules: [{apiGroups: [""], resources: [pods], verbs: [get]}, {nonResourceURLs: [/x], verbs: [get]}]'; till '[ "$(rules top)" != "$(rules none)" ] && rules top | grep pods'; rules top; role c 'ctl-agg: yy' 'rules: [{apiGroups: [apps], resources: [deployments], verbs: ["*"]}]'; role b 'ctl-agg: x' 'rules: [{apiGroups: [""], resources: [pods], verbs: [get]}, {apiGroups: [""], resources: [services], resourceNames: [s], verbs: [get]}]'; till 'rules top | grep services && rules top | grep apps'; rules top
clusterrole.rbac.authorization.k8s.io/ctl-agg-top created
clusterrole.rbac.authorization.k8s.io/ctl-agg-a created
[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]},{"nonResourceURLs":["/x"],"verbs":["get"]}]
clusterrole.rbac.authorization.k8s.io/ctl-agg-c created
clusterrole.rbac.authorization.k8s.io/ctl-agg-b created
[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]},{"nonResourceURLs":["/x"],"verbs":["get"]},{"apiGroups":[""],"resourceNames":["s"],"resources":["services"],"verbs":["get"]},{"apiGroups":["apps"],"resources":["deployments"],"verbs":["*"]}]

$ kubectl patch clusterrole ctl-agg-top --type=merge -p '{"rules":[]}'; till 'rules top | grep services'; rules top; kubectl label clusterrole ctl-agg-b ctl-agg-; till '! rules top | grep services'; rules top; kubectl delete clusterrole ctl-agg-c; till '! rules top | grep apps'; rules top
clusterrole.rbac.authorization.k8s.io/ctl-agg-top patched
[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]},{"nonResourceURLs":["/x"],"verbs":["get"]},{"apiGroups":[""],"resourceNames":["s"],"resources":["services"],"verbs":["get"]},{"apiGroups":["apps"],"resources":["deployments"],"verbs":["*"]}]
clusterrole.rbac.authorization.k8s.io/ctl-agg-b unlabeled
[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]},{"nonResourceURLs":["/x"],"verbs":["get"]},{"apiGroups":["apps"],"resources":["deployments"],"verbs":["*"]}]
clusterrole.rbac.authorization.k8s.io "ctl-agg-c" deleted
[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]},{"nonResourceURLs":["/x"],"verbs":["get"]}]

## one that is gathered gathers itself
$ role mid 'ctl-agg: x' 'aggregationRule: {clusterRoleSelectors: [{matchLabels: {ctl-agg-mid: "1"}}]}'; role leaf 'ctl-agg-mid: "1"' 'rules: [{apiGroups: [batch], resources: [jobs], verbs: [list]}]'; till 'rules top | grep jobs'; rules mid; rules top; kubectl label clusterrole ctl-agg-top ctl-agg=x; sleep 1; rules top; kubectl describe clusterrole ctl-agg-top | sed 1,/PolicyRule/d; kubectl delete clusterrole ctl-agg-leaf ctl-agg-a >/dev/null; till '! rules top | grep jobs'; rules mid; rules top
clusterrole.rbac.authorization.k8s.io/ctl-agg-mid created
clusterrole.rbac.authorization.k8s.io/ctl-agg-leaf created
[{"apiGroups":["batch"],"resources":["jobs"],"verbs":["list"]}]
[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]},{"nonResourceURLs":["/x"],"verbs":["get"]},{"apiGroups":["batch"],"resources":["jobs"],"verbs":["list"]}]
clusterrole.rbac.authorization.k8s.io/ctl-agg-top labeled
[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]},{"nonResourceURLs":["/x"],"verbs":["get"]},{"apiGroups":["batch"],"resources":["jobs"],"verbs":["list"]}]
  Resources  Non-Resource URLs  Resource Names  Verbs
  ---------  -----------------  --------------  -----
              [/x]  []  [get]
  pods  []  []  [get]
  jobs.batch  []  []  [list]
null
null

## the built-in ones are gathered in the same way
$ role view 'rbac.authorization.k8s.io/aggregate-to-view: "true"' 'rules: [{apiGroups: [ctl-agg.example.com], resources: [things], verbs: [get]}]'; till 'kubectl get clusterrole view -o yaml | grep ctl-agg'; for r in view edit admin; do kubectl get clusterrole $r -o json | jq -c '[.rules[] | select(.apiGroups[0]=="ctl-agg.example.com")]'; done; kubectl auth can-i get things.ctl-agg.example.com --as=x; kubectl create rolebinding v --clusterrole=view --user=x; kubectl auth can-i get things.ctl-agg.example.com --as=x; kubectl delete clusterrole ctl-agg-view; till '! kubectl get clusterrole admin -o yaml | grep ctl-agg'; kubectl get clusterrole edit -o yaml | grep -c ctl-agg
clusterrole.rbac.authorization.k8s.io/ctl-agg-view created
[{"apiGroups":["ctl-agg.example.com"],"resources":["things"],"verbs":["get"]}]
[{"apiGroups":["ctl-agg.example.com"],"resources":["things"],"verbs":["get"]}]
[{"apiGroups":["ctl-agg.example.com"],"resources":["things"],"verbs":["get"]}]
no
rolebinding.rbac.authorization.k8s.io/v created
no
clusterrole.rbac.authorization.k8s.io "ctl-agg-view" deleted
0
! Warning: the server doesn't have a resource type 'things' in group 'ctl-agg.example.com'
! 
! Warning: the server doesn't have a resource type 'things' in group 'ctl-agg.example.com'
[1]

$ role bad '' 'aggregationRule: {clusterRoleSelectors: []}'; role bad '' 'aggregationRule: {clusterRoleSelectors: [{matchExpressions: [{key: a, operator: Odd}]}]}'; kubectl patch clusterrole ctl-agg-top --type=merge -p '{"aggregationRule":null}'; sleep 0.5; rules top; kubectl create clusterrole ctl-agg-cli --aggregation-rule=ctl-agg=x; kubectl get clusterrole ctl-agg-cli -o jsonpath='{.aggregationRule}{"\n"}'; kubectl delete clusterrole ctl-agg-top ctl-agg-mid ctl-agg-b ctl-agg-cli
clusterrole.rbac.authorization.k8s.io/ctl-agg-top patched
null
clusterrole.rbac.authorization.k8s.io/ctl-agg-cli created
{"clusterRoleSelectors":[{"matchLabels":{"ctl-agg":"x"}}]}
clusterrole.rbac.authorization.k8s.io "ctl-agg-top" deleted
clusterrole.rbac.authorization.k8s.io "ctl-agg-mid" deleted
clusterrole.rbac.authorization.k8s.io "ctl-agg-b" deleted
clusterrole.rbac.authorization.k8s.io "ctl-agg-cli" deleted
! The ClusterRole "ctl-agg-bad" is invalid: aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil
! The ClusterRole "ctl-agg-bad" is invalid:
! * aggregationRule.clusterRoleSelectors[0].matchExpressions[0].operator: Invalid value: "Odd": not a valid selector operator
! * aggregationRule.clusterRoleSelectors[0]: Invalid value: null: invalid label selector.
