$ N=ip-10-0-11-77.us-west-2.compute.internal; O=ip-10-0-12-84.us-west-2.compute.internal; k() { kubectl --as=system:node:$N --as-group=system:nodes "$@"; }

$ k get node $N -o name; k get node $O -o name; k get nodes -o name
node/ip-10-0-11-77.us-west-2.compute.internal
! Error from server (Forbidden): nodes "ip-10-0-12-84.us-west-2.compute.internal" is forbidden: User "system:node:ip-10-0-11-77.us-west-2.compute.internal" cannot get resource "nodes" in API group "" at the cluster scope: node 'ip-10-0-11-77.us-west-2.compute.internal' cannot read 'ip-10-0-12-84.us-west-2.compute.internal', only its own Node object
! Error from server (Forbidden): nodes is forbidden: User "system:node:ip-10-0-11-77.us-west-2.compute.internal" cannot list resource "nodes" in API group "" at the cluster scope: node 'ip-10-0-11-77.us-west-2.compute.internal' cannot read all nodes, only its own Node object
[1]

$ k get pods -A -o name; k get pods -A --field-selector spec.nodeName=$O -o name; k get pods --field-selector spec.nodeName=$N -o name
! Error from server (Forbidden): pods is forbidden: User "system:node:ip-10-0-11-77.us-west-2.compute.internal" cannot list resource "pods" in API group "" at the cluster scope: can only list/watch pods with spec.nodeName field selector
! Error from server (Forbidden): pods is forbidden: User "system:node:ip-10-0-11-77.us-west-2.compute.internal" cannot list resource "pods" in API group "" at the cluster scope: can only list/watch pods with spec.nodeName field selector

$ k label node $O a=b; k label node $N --dry-run=server node-restriction.kubernetes.io/x=b; k label node $N --dry-run=server kubernetes.io/foo=b; k label node $N --dry-run=server x.io/foo=b
node/ip-10-0-11-77.us-west-2.compute.internal labeled (server dry run)
! Error from server (Forbidden): nodes "ip-10-0-12-84.us-west-2.compute.internal" is forbidden: User "system:node:ip-10-0-11-77.us-west-2.compute.internal" cannot get resource "nodes" in API group "" at the cluster scope: node 'ip-10-0-11-77.us-west-2.compute.internal' cannot read 'ip-10-0-12-84.us-west-2.compute.internal', only its own Node object
! Error from server (Forbidden): nodes "ip-10-0-11-77.us-west-2.compute.internal" is forbidden: is not allowed to modify labels: node-restriction.kubernetes.io/x
! Error from server (Forbidden): nodes "ip-10-0-11-77.us-west-2.compute.internal" is forbidden: is not allowed to modify labels: kubernetes.io/foo

$ k taint node $N a=b:NoSchedule; k delete node $N; k delete node $O
! Error from server (Forbidden): nodes "ip-10-0-11-77.us-west-2.compute.internal" is forbidden: node "ip-10-0-11-77.us-west-2.compute.internal" is not allowed to modify taints
! Error from server (Forbidden): nodes "ip-10-0-11-77.us-west-2.compute.internal" is forbidden: User "system:node:ip-10-0-11-77.us-west-2.compute.internal" cannot delete resource "nodes" in API group "" at the cluster scope
! Error from server (Forbidden): nodes "ip-10-0-12-84.us-west-2.compute.internal" is forbidden: User "system:node:ip-10-0-11-77.us-west-2.compute.internal" cannot delete resource "nodes" in API group "" at the cluster scope
[1]

$ k get secret x; k get secrets; k get cm kube-root-ca.crt -o name; k create token default
! Error from server (Forbidden): secrets "x" is forbidden: User "system:node:ip-10-0-11-77.us-west-2.compute.internal" cannot get resource "secrets" in API group "" in the namespace "g-wire-node-restriction": no relationship found between node 'ip-10-0-11-77.us-west-2.compute.internal' and this object
! Error from server (Forbidden): secrets is forbidden: User "system:node:ip-10-0-11-77.us-west-2.compute.internal" cannot list resource "secrets" in API group "" in the namespace "g-wire-node-restriction": No Object name found
! Error from server (Forbidden): configmaps "kube-root-ca.crt" is forbidden: User "system:node:ip-10-0-11-77.us-west-2.compute.internal" cannot get resource "configmaps" in API group "" in the namespace "g-wire-node-restriction": no relationship found between node 'ip-10-0-11-77.us-west-2.compute.internal' and this object
! error: failed to create token: serviceaccounts "default" is forbidden: User "system:node:ip-10-0-11-77.us-west-2.compute.internal" cannot create resource "serviceaccounts/token" in API group "" in the namespace "g-wire-node-restriction": no relationship found between node 'ip-10-0-11-77.us-west-2.compute.internal' and this object
[1]

$ k -n kube-node-lease get lease $O -o name; k -n kube-node-lease get lease $N -o name; k -n kube-system get leases
lease.coordination.k8s.io/ip-10-0-11-77.us-west-2.compute.internal
! Error from server (Forbidden): leases.coordination.k8s.io "ip-10-0-12-84.us-west-2.compute.internal" is forbidden: User "system:node:ip-10-0-11-77.us-west-2.compute.internal" cannot get resource "leases" in API group "coordination.k8s.io" in the namespace "kube-node-lease": can only access node lease with the same name as the requesting node
! Error from server (Forbidden): leases.coordination.k8s.io is forbidden: User "system:node:ip-10-0-11-77.us-west-2.compute.internal" cannot list resource "leases" in API group "coordination.k8s.io" in the namespace "kube-system": can only get, create, update, patch, or delete a node lease
[1]

$ k run mirror --image=i; k get deploy; k get services -o name | grep -c .; k auth can-i get pods; k auth can-i delete nodes; k auth can-i list secrets
0
no - No Object name found
no
no - No Object name found
! Error from server (Forbidden): pods "mirror" is forbidden: pod does not have "kubernetes.io/config.mirror" annotation, node "ip-10-0-11-77.us-west-2.compute.internal" can only create mirror pods
! Error from server (Forbidden): deployments.apps is forbidden: User "system:node:ip-10-0-11-77.us-west-2.compute.internal" cannot list resource "deployments" in API group "apps" in the namespace "g-wire-node-restriction"
! Warning: resource 'nodes' is not namespace scoped
[1]
